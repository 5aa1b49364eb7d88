/** What the office asks of the registry. @module */

import { Type } from 'typebox';
import type { App } from '../../shared/http/app.ts';
import { problems, strict } from '../../shared/http/registry-schemas.ts';
import type { Services } from '../services.ts';
import { memberOf } from '../staff/accounts.ts';
import { note } from '../staff/journal.ts';
import { staffBearer } from '../staff/bearer.ts';
import { countRoll, postAdmissions } from './admissions.ts';

const office = ['office', 'supervisor'] as const;
const counts = Type.Array(Type.Integer({ minimum: 0 }), {
  description: 'by unit, in the order of the manifest',
});

export function serveOffice(app: App, services: Services): void {
  const { pool, now } = services;
  app.get(
    '/office/roll',
    {
      schema: {
        tags: ['office'],
        response: { 200: Type.Object({ roll: counts }, strict), ...problems },
      },
    },
    async (request) => {
      const { id } = await memberOf(services, staffBearer(request), office);
      await note(pool, { staff: id, action: 'roll' }, now());
      return { roll: await countRoll(services) };
    },
  );

  const admitted = Type.Object({ internet: counts, inPerson: Type.Optional(counts) }, strict);
  const posted = Type.Object({ index: Type.Integer({ minimum: 0 }), admitted }, strict);
  app.post(
    '/office/admissions',
    { schema: { tags: ['office'], response: { 200: posted, ...problems } } },
    async (request) => {
      const { id } = await memberOf(services, staffBearer(request), office);
      await note(pool, { staff: id, action: 'admissions' }, now());
      const { index, admitted: made } = await postAdmissions(services);
      const { internet, inPerson } = made;
      return { index, admitted: { internet: [...internet], ...(inPerson && { inPerson: [...inPerson] }) } };
    },
  );
}
