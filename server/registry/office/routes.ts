/** Registry routes for the election office (server/api/staff.ts). @module */

import * as api from '../../api/staff.ts';
import type { App } from '../../shared/http/app.ts';
import type { Services } from '../services.ts';
import { writeJournal } from '../staff/journal.ts';
import { staffScope } from '../staff/scope.ts';
import { countRoll, postAdmissions } from './admissions.ts';

export function officeRoutes(app: App, services: Services): void {
  const { pool, now } = services;
  staffScope(app, services, ['office', 'supervisor'], (route) => {
    route(api.countRoll, async ({ caller: { id } }) => {
      await writeJournal(pool, { staff: id, action: 'roll' }, now());
      return { roll: await countRoll(services) };
    });
    route(api.postAdmissions, async ({ caller: { id } }) => {
      await writeJournal(pool, { staff: id, action: 'admissions' }, now());
      const { index, admitted } = await postAdmissions(services);
      const { internet, inPerson } = admitted;
      return { index, admitted: { internet: [...internet], ...(inPerson && { inPerson: [...inPerson] }) } };
    });
  });
}
