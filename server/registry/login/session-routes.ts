/** What a voter's session is told of itself, and its end. @module */

import { Type } from 'typebox';
import type { App } from '../../shared/http/app.ts';
import { nothing, problems, strict, text } from '../../shared/http/registry-schemas.ts';
import type { Services } from '../services.ts';
import { noStore } from '../../shared/http/no-store.ts';
import { sessionBearer } from './routes.ts';
import { endSession, readSession } from './session.ts';

const facts = Type.Object(
  {
    name: Type.String(),
    unit: Type.Object({ code: Type.String(), name: Type.String() }, strict),
    style: Type.Object({ id: Type.String(), title: text }, strict),
    expires: Type.Integer({ description: 'POSIX seconds' }),
  },
  strict,
);

export function serveSession(app: App, services: Services): void {
  const { units, styles } = services.election.manifest;
  app.get(
    '/session',
    { schema: { tags: ['session'], response: { 200: facts, ...problems } } },
    async (request, reply) => {
      const { name, unit, style, expires } = await readSession(services, sessionBearer(request));
      const { id, title } = styles[style]!;
      return noStore(reply).send({ name, unit: units[unit]!, style: { id, title }, expires });
    },
  );

  app.post(
    '/session/end',
    { schema: { tags: ['session'], response: { 204: nothing, ...problems } } },
    async (request, reply) => {
      await endSession(services, sessionBearer(request));
      return noStore(reply).code(204).send(null);
    },
  );
}
