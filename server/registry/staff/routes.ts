/** What staff see and do. Whoever is asked about is in the body, so that no address names a person. @module */

import { normalizeIP } from '@fastify/rate-limit';
import { Type } from 'typebox';
import type { App } from '../../shared/http/app.ts';
import { reissue } from '../issue/reissue.ts';
import { sendLink } from '../login/link.ts';
import { endSessions, sendRevocations } from '../login/revocation.ts';
import { noStore } from '../../shared/http/no-store.ts';
import { registryProblem } from '../problems.ts';
import {
  bearer,
  digits,
  foundPerson,
  nothing,
  problems,
  reason,
  strict,
  uuid,
} from '../../shared/http/registry-schemas.ts';
import type { Services } from '../services.ts';
import { journaled, logOutMember, memberOf, type Role } from './accounts.ts';
import { staffBearer } from './bearer.ts';
import { serveChanges } from './change-routes.ts';
import { note } from './journal.ts';
import { logInMember } from './login.ts';
import { personStatus, searchPeople } from './people.ts';

const anyone = ['help', 'office', 'supervisor'] as const;
const tags = { tags: ['staff'] } as const;

const status = Type.Object(
  {
    ...foundPerson,
    style: Type.Integer(),
    email: Type.Union([Type.String(), Type.Null()]),
    mobile: Type.Union([Type.String(), Type.Null()]),
    hasCredential: Type.Boolean(),
    invitation: Type.Enum(['none', 'waiting', 'sent', 'failed']),
    firstAccess: Type.Boolean(),
    locked: Type.Boolean(),
    session: Type.Boolean(),
    admitted: Type.Boolean(),
    ballot: Type.Enum(['yes', 'no', 'unknown']),
    pendingChange: Type.Boolean(),
  },
  strict,
);

export function serveStaff(app: App, services: Services, wake: () => void): void {
  const { pool, now } = services;
  const login = Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 64 }),
      password: Type.String({ minLength: 1, maxLength: 200 }),
      code: digits(6),
      earlier: Type.Optional(digits(6)),
    },
    strict,
  );
  const session = Type.Object(
    { session: bearer, role: Type.Enum(['help', 'office', 'supervisor']), expires: Type.Integer() },
    strict,
  );
  app.post(
    '/staff/login',
    { schema: { ...tags, body: login, response: { 200: session, ...problems } } },
    async (request, reply) =>
      noStore(reply).send(await logInMember(services, request.body, normalizeIP(request.ip))),
  );
  app.post(
    '/staff/logout',
    { schema: { ...tags, response: { 204: nothing, ...problems } } },
    async (request, reply) => {
      await logOutMember(services, staffBearer(request));
      return noStore(reply).code(204).send(null);
    },
  );

  const query = Type.Object(
    { by: Type.Enum(['voterKey', 'email', 'name']), text: Type.String({ minLength: 2, maxLength: 254 }) },
    strict,
  );
  const people = Type.Object(
    { people: Type.Array(Type.Object(foundPerson, strict)), more: Type.Boolean() },
    strict,
  );
  app.post(
    '/staff/search',
    { schema: { ...tags, body: query, response: { 200: people, ...problems } } },
    async (request, reply) => {
      const { id } = await memberOf(services, staffBearer(request), anyone);
      const { by, text } = request.body;
      await note(pool, { staff: id, action: 'search', reason: by }, now());
      return noStore(reply).send(await searchPeople(pool, by, text));
    },
  );

  app.post(
    '/staff/status',
    {
      schema: {
        ...tags,
        body: Type.Object({ person: uuid }, strict),
        response: { 200: status, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = await memberOf(services, staffBearer(request), anyone);
      const { person } = request.body;
      await note(pool, { staff: id, action: 'status', person }, now());
      return noStore(reply).send(await personStatus(services, pool, person));
    },
  );

  /** Something done for a person, for a reason. */
  const act = (
    name: string,
    allowed: readonly Role[],
    work: (person: string, staff: string, why: string) => Promise<void>,
  ): void => {
    app.post(
      `/staff/${name}`,
      {
        schema: {
          ...tags,
          body: Type.Object({ person: uuid, reason }, strict),
          response: { 204: nothing, ...problems },
        },
      },
      async (request, reply) => {
        const { id } = await memberOf(services, staffBearer(request), allowed);
        const { person, reason: why } = request.body;
        await assertPerson(services, person);
        await work(person, id, why);
        wake();
        return noStore(reply).code(204).send(null);
      },
    );
  };
  act('resend-link', anyone, (person, staff, why) =>
    journaled(services, { staff, action: 'resend-link', person, reason: why }, async (client) => {
      const { rowCount } = await client.query(
        'select from registry.credential where person = $1 and listed and not revoked',
        [person],
      );
      if (rowCount !== 1) throw registryProblem('no-credential');
      await sendLink(client, services, person);
    }),
  );
  act('unlock', anyone, (person, staff, why) =>
    journaled(services, { staff, action: 'unlock', person, reason: why }, async (client) => {
      await client.query('delete from registry.guard where person = $1', [person]);
    }),
  );
  act('end-sessions', anyone, async (person, staff, why) => {
    await journaled(services, { staff, action: 'end-sessions', person, reason: why }, async (client) => {
      await client.query('delete from registry.login where person = $1', [person]);
      await endSessions(client, person);
    });
    await sendRevocations(services);
  });
  act('reissue', ['office', 'supervisor'], async (person, staff, why) => {
    await note(pool, { staff, action: 'reissue', person, reason: why }, now());
    await reissue(services, person);
  });
  serveChanges(app, services, wake);
}

async function assertPerson({ pool }: Services, person: string): Promise<void> {
  const { rowCount } = await pool.query('select from registry.person where id = $1', [person]);
  if (rowCount !== 1) throw registryProblem('person-unknown');
}
