/** Changes of contact data: asked for by one, released by another. @module */

import { Type } from 'typebox';
import type { App } from '../../shared/http/app.ts';
import { sendRevocations } from '../login/revocation.ts';
import { noStore } from '../../shared/http/no-store.ts';
import { nothing, problems, strict, uuid } from '../../shared/http/registry-schemas.ts';
import type { Services } from '../services.ts';
import { journaled, memberOf } from './accounts.ts';
import { staffBearer } from './bearer.ts';
import { askChange, decideChange, pendingChanges } from './changes.ts';
import { note } from './journal.ts';

const tags = { tags: ['staff'] } as const;
const maybeText = Type.Union([Type.String(), Type.Null()]);
const long = Type.String({ minLength: 3, maxLength: 2000 });
const short = Type.String({ minLength: 3, maxLength: 500 });

export function serveChanges(app: App, services: Services, wake: () => void): void {
  const { pool, now } = services;
  const wanted = Type.Object(
    {
      person: uuid,
      email: Type.Optional(Type.String({ maxLength: 254 })),
      mobile: Type.Optional(Type.String({ maxLength: 40 })),
      answers: long,
      reason: short,
    },
    strict,
  );
  app.post(
    '/staff/changes',
    {
      schema: {
        ...tags,
        body: wanted,
        response: { 200: Type.Object({ change: uuid }, strict), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = await memberOf(services, staffBearer(request), ['help', 'supervisor']);
      const { person, reason } = request.body;
      const change = await journaled(
        services,
        { staff: id, action: 'change-asked', person, reason },
        (client) => askChange(client, services, id, request.body),
      );
      wake();
      return noStore(reply).send({ change });
    },
  );

  const pending = Type.Object(
    {
      change: uuid,
      person: uuid,
      name: Type.String(),
      email: maybeText,
      mobile: maybeText,
      answers: Type.String(),
      reason: Type.String(),
      requestedBy: Type.String(),
    },
    strict,
  );
  app.get(
    '/staff/changes',
    {
      schema: {
        ...tags,
        response: { 200: Type.Object({ changes: Type.Array(pending) }, strict), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = await memberOf(services, staffBearer(request), ['supervisor']);
      await note(pool, { staff: id, action: 'changes-listed' }, now());
      return noStore(reply).send({ changes: await pendingChanges(pool) });
    },
  );

  const decision = Type.Object({ change: uuid, release: Type.Boolean(), reason: short }, strict);
  app.post(
    '/staff/changes/decide',
    { schema: { ...tags, body: decision, response: { 204: nothing, ...problems } } },
    async (request, reply) => {
      const { id } = await memberOf(services, staffBearer(request), ['supervisor']);
      const { change, release, reason } = request.body;
      const action = release ? 'change-released' : 'change-refused';
      await journaled(services, { staff: id, action, reason: `${change}: ${reason}` }, (client) =>
        decideChange(client, services, id, change, release),
      );
      await sendRevocations(services);
      wake();
      return noStore(reply).code(204).send(null);
    },
  );
}
