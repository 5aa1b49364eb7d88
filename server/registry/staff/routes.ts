/** Registry routes for staff members (server/api/staff.ts). @module */

import { normalizeIP } from '@fastify/rate-limit';
import * as api from '../../api/staff.ts';
import type { App } from '../../shared/http/app.ts';
import { open, scope, type Call } from '../../shared/http/route.ts';
import { reissue } from '../issue/reissue.ts';
import { sendLink } from '../login/link.ts';
import { endSessions, sendRevocations } from '../login/revocation.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { journaled, logOutMember, type Member } from './accounts.ts';
import { changeRoutes } from './change-routes.ts';
import { writeJournal } from './journal.ts';
import { logInMember } from './login.ts';
import { personStatus, searchPeople } from './people.ts';
import { staffBearer, staffScope } from './scope.ts';

/** Registers the routes. `wake` is called when there is a message to send. */
export function staffRoutes(app: App, services: Services, wake: () => void): void {
  const { pool, now } = services;
  scope(app, { admit: open, isPrivate: true }, (route) => {
    route(api.logIn, ({ body, request }) => logInMember(services, body, normalizeIP(request.ip)));
  });
  scope(app, { admit: staffBearer, isPrivate: true }, (route) => {
    route(api.logOut, ({ caller }) => logOutMember(services, caller));
  });
  staffScope(app, services, api.ROLES, (route) => {
    route(api.search, async ({ caller: { id }, body: { by, text } }) => {
      await writeJournal(pool, { staff: id, action: 'search', reason: by }, now());
      return searchPeople(pool, by, text);
    });
    route(api.readPerson, async ({ caller: { id }, body: { person } }) => {
      await writeJournal(pool, { staff: id, action: 'status', person }, now());
      return personStatus(services, pool, person);
    });
  });
  actionRoutes(app, services, wake);
  changeRoutes(app, services, wake);
}

/** Registers routes for actions on a person's access; each request contains a reason. */
function actionRoutes(app: App, services: Services, wake: () => void): void {
  const { pool, now } = services;
  type ActionCall = Pick<Call<typeof api.unlock, Member>, 'caller' | 'body'>;
  const action =
    (name: string, work: (person: string, note: Parameters<typeof journaled>[1]) => Promise<void>) =>
    async ({ caller, body: { person, reason } }: ActionCall): Promise<void> => {
      await assertPerson(services, person);
      await work(person, { staff: caller.id, action: name, person, reason });
      wake();
    };
  staffScope(app, services, api.ROLES, (route) => {
    const resendLink = action('resend-link', (person, entry) =>
      journaled(services, entry, async (client) => {
        const { rowCount } = await client.query(
          'select from registry.credential where person = $1 and listed and not revoked',
          [person],
        );
        if (rowCount !== 1) throw registryProblem('no-credential');
        await sendLink(client, services, person);
      }),
    );
    route(api.resendLink, resendLink);
    const unlock = action('unlock', (person, entry) =>
      journaled(services, entry, async (client) => {
        await client.query('delete from registry.guard where person = $1', [person]);
      }),
    );
    route(api.unlock, unlock);
    const end = action('end-sessions', async (person, entry) => {
      await journaled(services, entry, async (client) => {
        await client.query('delete from registry.login where person = $1', [person]);
        await endSessions(client, person);
      });
      await sendRevocations(services);
    });
    route(api.endSessions, end);
  });
  staffScope(app, services, ['office', 'supervisor'], (route) => {
    const issueAgain = action('reissue', async (person, entry) => {
      await writeJournal(pool, entry, now());
      await reissue(services, person);
    });
    route(api.reissue, issueAgain);
  });
}

async function assertPerson({ pool }: Services, person: string): Promise<void> {
  const { rowCount } = await pool.query('select from registry.person where id = $1', [person]);
  if (rowCount !== 1) throw registryProblem('person-unknown');
}
