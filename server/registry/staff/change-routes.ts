/** Registry routes for changes of contact data, requested by one member and released by another. @module */

import * as api from '../../api/staff.ts';
import type { App } from '../../shared/http/app.ts';
import { sendRevocations } from '../login/revocation.ts';
import type { Services } from '../services.ts';
import { journaled } from './accounts.ts';
import { requestChange, decideChange, pendingChanges } from './changes.ts';
import { writeJournal } from './journal.ts';
import { staffScope } from './scope.ts';

/** Registers the routes. `wake` is called when there is a message to send. */
export function changeRoutes(app: App, services: Services, wake: () => void): void {
  const { pool, now } = services;
  staffScope(app, services, ['help', 'supervisor'], (route) => {
    route(api.askChange, async ({ caller: { id }, body }) => {
      const { person, reason } = body;
      const entry = { staff: id, action: 'change-asked', person, reason };
      const change = await journaled(services, entry, (client) => requestChange(client, services, id, body));
      wake();
      return { change };
    });
  });
  staffScope(app, services, ['supervisor'], (route) => {
    route(api.listChanges, async ({ caller: { id } }) => {
      await writeJournal(pool, { staff: id, action: 'changes-listed' }, now());
      return { changes: await pendingChanges(pool) };
    });
    route(api.decideChange, async ({ caller: { id }, body: { change, release, reason } }) => {
      const action = release ? 'change-released' : 'change-refused';
      await journaled(services, { staff: id, action, reason: `${change}: ${reason}` }, (client) =>
        decideChange(client, services, id, change, release),
      );
      await sendRevocations(services);
      wake();
    });
  });
}
