/** Routes of the desk, for its own pages and kiosks (server/api/desk.ts). @module */

import type { FastifyRequest } from 'fastify';
import * as api from '../api/desk.ts';
import type { App } from '../shared/http/app.ts';
import { bearerOr } from '../shared/http/bearer.ts';
import { commonProblem } from '../shared/http/problem.ts';
import { open, scope } from '../shared/http/route.ts';
import type { Acts } from './acts.ts';
import type { Cards } from './cards.ts';
import { addDevice, closeDay, noteHeld, openDay } from './day.ts';
import type { Desk } from './desk.ts';
import { findPeople, lookUp } from './people.ts';
import { deskProblem } from './problems.ts';
import { queueOf } from './queue.ts';
import { deskState } from './state.ts';

/** Maximum length of a request to `reportHeld`, which lists the hashes of all entries that a kiosk holds. */
const MAX_HELD_BYTES = 1_048_576;

type Account = { readonly name: string; readonly pin: string };

export function deskRoutes(app: App, desk: Desk, cards: Cards, acts: Acts): void {
  publicRoutes(app, desk);
  clerkRoutes(app, desk, cards);
  dayRoutes(app, desk, cards, acts);
  kioskRoutes(app, desk);
}

const staffBearer = bearerOr(() => deskProblem('staff-session'));

/** Returns the options of routes for clerks. The caller of such a route is the name of the authenticated clerk. */
const clerks = ({ staff }: Desk) => ({
  admit: (request: FastifyRequest): string => staff.memberOf(staffBearer(request)).name,
  isPrivate: true,
});

/** Checks the PIN and returns the name; throws `supervisor-needed` if the account is not a supervisor's. */
async function supervisorOf({ staff }: Desk, { name, pin }: Account): Promise<string> {
  const member = await staff.check(name, pin);
  if (member.role !== 'supervisor') throw deskProblem('supervisor-needed');
  return member.name;
}

function publicRoutes(app: App, desk: Desk): void {
  const { staff } = desk;
  scope(app, { admit: open, isPrivate: true }, (route) => {
    route(api.logIn, ({ body: { name, pin } }) => staff.logIn(name, pin));
    route(api.readQueue, () => queueOf(desk), { isPolled: true });
    route(api.readState, () => deskState(desk), { isPolled: true });
    route(api.addDevice, async ({ body: { name, software, supervisor } }) => {
      await supervisorOf(desk, supervisor);
      return { token: await addDevice(desk, name, software) };
    });
  });
  scope(app, { admit: staffBearer, isPrivate: true }, (route) => {
    route(api.logOut, ({ caller }) => staff.logOut(caller));
  });
}

function clerkRoutes(app: App, desk: Desk, cards: Cards): void {
  const { election, ledger } = desk;
  const { manifest } = election;
  scope(app, clerks(desk), (route) => {
    route(api.find, async ({ caller: clerk, body: { by, text } }) => {
      const { people, offline } = await findPeople(desk, by, text, clerk);
      return {
        people: people.map(({ person, voterKey, name, unit, modality }) => ({
          person,
          voterKey,
          name,
          unit,
          modality,
        })),
        offline,
      };
    });
    route(api.readPerson, async ({ caller: clerk, body }) => {
      const { style, place, ...known } = await lookUp(desk, body.person, clerk);
      return {
        ...known,
        offices: [...manifest.styles[style]!.contests],
        place: place === null ? null : manifest.sites[place]!.code,
      };
    });
    route(api.issue, async ({ caller: clerk, body: { person, supervisor, reason } }) => {
      const by = { clerk, reason, supervisor: supervisor && (await supervisorOf(desk, supervisor)) };
      return cards.give(person, by);
    });
    route(api.spoil, async ({ caller: clerk, body: { person, supervisor, reason } }) =>
      cards.spoil(person, { clerk, supervisor: await supervisorOf(desk, supervisor), reason }),
    );
    route(api.addToQueue, async ({ body }) => {
      await ledger.record({ is: 'arrived', count: body.count });
      return queueOf(desk);
    });
    route(api.listConflicts, () => ({
      conflicts: ledger.cards.flatMap(({ person, at, conflict: why }) => {
        const known = desk.people.get(person);
        return why === undefined || !known ? [] : [{ name: known.name, voterKey: known.voterKey, why, at }];
      }),
    }));
  });
}

function dayRoutes(app: App, desk: Desk, cards: Cards, acts: Acts): void {
  scope(app, clerks(desk), (route) => {
    route(api.open, async ({ caller: clerk, body }) => {
      const supervisor = await supervisorOf(desk, body.supervisor);
      await acts.keep(await openDay(desk, { clerk, supervisor }));
    });
    route(api.close, async ({ caller: clerk, body: { supervisor, explanations, without } }) => {
      await cards.deliver();
      const order = { clerk, supervisor: await supervisorOf(desk, supervisor), explanations, without };
      await acts.keep(await closeDay(desk, order));
    });
    route(api.readAct, async ({ params }) => {
      const own = await acts.read(params.kind);
      if (!own) throw commonProblem('not-found');
      return own;
    });
  });
}

function kioskRoutes(app: App, desk: Desk): void {
  const admit = bearerOr(() => deskProblem('device-unknown'));
  scope(app, { admit, isPrivate: true }, (route) => {
    route(api.reportHeld, ({ caller, body }) => noteHeld(desk, caller, body), { bodyLimit: MAX_HELD_BYTES });
  });
}
