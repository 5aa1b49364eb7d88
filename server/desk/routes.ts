/** The desk over HTTP, for its own pages (docs/api.md). Whoever is asked about is in the body: no address names a person. @module */

import { Type } from 'typebox';
import type { App } from '../shared/http/app.ts';
import { bearerOf } from '../shared/http/bearer.ts';
import { noStore } from '../shared/http/no-store.ts';
import {
  bearer,
  foundPerson,
  hex,
  nothing,
  problems,
  reason,
  strict,
  uuid,
} from '../shared/http/registry-schemas.ts';
import type { Cards } from './cards.ts';
import { addDevice, closeDay, noteHeld, openDay } from './day.ts';
import { actRoutes, type Acts } from './act-routes.ts';
import type { Desk } from './desk.ts';
import { findPeople, lookUp } from './people.ts';
import { deskProblem } from './problems.ts';
import { queueOf } from './queue.ts';
import { PIN_FORM, roles, type Member } from './staff.ts';
import { deskState, stateSchema } from './state.ts';

const tags = { tags: ['desk'] } as const;
/** What every open page asks for again and again: an answer makes no line in the log, a fault does. */
const polled = { logLevel: 'warn' } as const;
const name = Type.String({ minLength: 1, maxLength: 64 });
const account = Type.Object({ name, pin: Type.String({ pattern: PIN_FORM }) }, strict);
const role = Type.Enum([...roles]);
const hashes = Type.Array(hex(32), { maxItems: 5_000 });

export function serveDesk(app: App, desk: Desk, cards: Cards, acts: Acts): void {
  const { staff, election, ledger } = desk;
  type Asked = Parameters<typeof bearerOf>[0];
  const bearerIn = (request: Asked): string => bearerOf(request, () => deskProblem('staff-session'));
  const memberOf = (request: Asked): Member => staff.memberOf(bearerIn(request));
  const supervisorOf = async (own: { readonly name: string; readonly pin: string }): Promise<string> => {
    const member = await staff.check(own.name, own.pin);
    if (member.role !== 'supervisor') throw deskProblem('supervisor-needed');
    return member.name;
  };

  const session = Type.Object({ session: bearer, role, name }, strict);
  app.post(
    '/login',
    { schema: { ...tags, body: account, response: { 200: session, ...problems } } },
    async ({ body }, reply) => noStore(reply).send(await staff.logIn(body.name, body.pin)),
  );
  app.post(
    '/logout',
    { schema: { ...tags, response: { 204: nothing, ...problems } } },
    async (request, reply) => {
      staff.logOut(bearerIn(request));
      return noStore(reply).code(204).send(null);
    },
  );

  const found = Type.Object(foundPerson, strict);
  const query = Type.Object(
    { by: Type.Enum(['credential', 'name']), text: Type.String({ minLength: 2, maxLength: 254 }) },
    strict,
  );
  const people = Type.Object({ people: Type.Array(found), offline: Type.Boolean() }, strict);
  app.post(
    '/find',
    { schema: { ...tags, body: query, response: { 200: people, ...problems } } },
    async (request, reply) => {
      const { name: clerk } = memberOf(request);
      const { by, text } = request.body;
      const answer = await findPeople(desk, by, text, clerk);
      const shown = answer.people.map(({ person, voterKey, name: own, unit, modality }) => ({
        person,
        voterKey,
        name: own,
        unit,
        modality,
      }));
      return noStore(reply).send({ people: shown, offline: answer.offline });
    },
  );

  const person = Type.Object(
    {
      person: uuid,
      voterKey: Type.String(),
      name: Type.String(),
      unit: Type.Integer(),
      modality: Type.String(),
      inForce: Type.Boolean(),
      /** Ids of the contests for which the person may vote. */
      offices: Type.Array(Type.String()),
      verdict: Type.Enum(['may-vote', 'voted', 'not-here', 'supervisor']),
      why: Type.String(),
      /** Code of the site at which the person is registered or was served. */
      place: Type.Union([Type.String(), Type.Null()]),
    },
    strict,
  );
  app.post(
    '/person',
    {
      schema: {
        ...tags,
        body: Type.Object({ person: uuid }, strict),
        response: { 200: person, ...problems },
      },
    },
    async (request, reply) => {
      const { name: clerk } = memberOf(request);
      const { style, place, ...known } = await lookUp(desk, request.body.person, clerk);
      const { manifest } = election;
      return noStore(reply).send({
        ...known,
        offices: [...manifest.styles[style]!.contests],
        place: place === null ? null : manifest.sites[place]!.code,
      });
    },
  );

  const card = Type.Object(
    { card: Type.String(), minutes: Type.Integer(), onBoard: Type.Boolean(), number: Type.Integer() },
    strict,
  );
  app.post(
    '/issue',
    {
      schema: {
        ...tags,
        body: Type.Object(
          { person: uuid, supervisor: Type.Optional(account), reason: Type.Optional(reason) },
          strict,
        ),
        response: { 200: card, ...problems },
      },
    },
    async (request, reply) => {
      const { name: clerk } = memberOf(request);
      const { person: own, supervisor, reason: why } = request.body;
      const by = { clerk, reason: why, supervisor: supervisor && (await supervisorOf(supervisor)) };
      return noStore(reply).send(await cards.give(own, by));
    },
  );

  app.post(
    '/spoil',
    {
      schema: {
        ...tags,
        body: Type.Object({ person: uuid, supervisor: account, reason }, strict),
        response: { 204: nothing, ...problems },
      },
    },
    async (request, reply) => {
      const { name: clerk } = memberOf(request);
      const { person: own, supervisor, reason: why } = request.body;
      await cards.spoil(own, { clerk, supervisor: await supervisorOf(supervisor), reason: why });
      return noStore(reply).code(204).send(null);
    },
  );

  const queue = Type.Object(
    {
      waiting: Type.Integer(),
      servedLastHour: Type.Integer(),
      minutes: Type.Union([Type.Integer(), Type.Null()]),
    },
    strict,
  );
  const queueNow = () => {
    const { minutes, ...counts } = queueOf(ledger, desk.now());
    return { ...counts, minutes: minutes ?? null };
  };
  app.get(
    '/queue',
    { ...polled, schema: { ...tags, response: { 200: queue, ...problems } } },
    async (_request, reply) => noStore(reply).send(queueNow()),
  );
  app.post(
    '/queue/arrive',
    {
      schema: {
        ...tags,
        body: Type.Object({ count: Type.Integer({ minimum: 1, maximum: 500 }) }, strict),
        response: { 200: queue, ...problems },
      },
    },
    async (request, reply) => {
      memberOf(request);
      await ledger.do({ is: 'arrived', count: request.body.count });
      return noStore(reply).send(queueNow());
    },
  );

  app.get(
    '/state',
    { ...polled, schema: { ...tags, response: { 200: stateSchema, ...problems } } },
    async (_request, reply) => noStore(reply).send(deskState(desk)),
  );

  app.post(
    '/devices',
    {
      schema: {
        ...tags,
        body: Type.Object({ name, software: hex(32), supervisor: account }, strict),
        response: { 200: Type.Object({ token: bearer }, strict), ...problems },
      },
    },
    async ({ body }, reply) => {
      await supervisorOf(body.supervisor);
      return noStore(reply).send({ token: await addDevice(desk, body.name, body.software) });
    },
  );
  app.post(
    '/held',
    {
      bodyLimit: 1_048_576,
      schema: {
        ...tags,
        body: Type.Object({ issues: hashes, ballots: hashes }, strict),
        response: { 204: nothing, ...problems },
      },
    },
    async (request, reply) => {
      await noteHeld(
        desk,
        bearerOf(request, () => deskProblem('device-unknown')),
        request.body,
      );
      return noStore(reply).code(204).send(null);
    },
  );

  const done = { 204: nothing, ...problems };
  app.post(
    '/opening',
    { schema: { ...tags, body: Type.Object({ supervisor: account }, strict), response: done } },
    async (request, reply) => {
      const { name: clerk } = memberOf(request);
      await acts.keep(
        await openDay(desk, { clerk, supervisor: await supervisorOf(request.body.supervisor) }),
      );
      return noStore(reply).code(204).send(null);
    },
  );
  app.post(
    '/closing',
    {
      schema: {
        ...tags,
        body: Type.Object(
          {
            supervisor: account,
            explanations: Type.String({ maxLength: 4_000 }),
            without: Type.Array(name, { maxItems: 100 }),
          },
          strict,
        ),
        response: done,
      },
    },
    async (request, reply) => {
      const { name: clerk } = memberOf(request);
      const { supervisor, explanations, without } = request.body;
      await cards.deliver();
      const order = { clerk, supervisor: await supervisorOf(supervisor), explanations, without };
      await acts.keep(await closeDay(desk, order));
      return noStore(reply).code(204).send(null);
    },
  );
  actRoutes(app, acts, memberOf);

  const conflict = Type.Object(
    { name: Type.String(), voterKey: Type.String(), why: Type.String(), at: Type.Integer() },
    strict,
  );
  app.get(
    '/conflicts',
    {
      schema: {
        ...tags,
        response: { 200: Type.Object({ conflicts: Type.Array(conflict) }, strict), ...problems },
      },
    },
    async (request, reply) => {
      memberOf(request);
      const conflicts = ledger.cards.flatMap(({ person: own, at, conflict: why }) => {
        const known = desk.people.get(own);
        return why === undefined || !known ? [] : [{ name: known.name, voterKey: known.voterKey, why, at }];
      });
      return noStore(reply).send({ conflicts });
    },
  );
}
