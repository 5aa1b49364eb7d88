/** What a site's desk asks of the registry. Whoever is asked about is in the body, so that no address names a person. @module */

import { Type } from 'typebox';
import { fromHex } from '#crypto/bytes.ts';
import type { App } from '../../shared/http/app.ts';
import { bodyOf } from '../../shared/http/problem.ts';
import { bearerOf } from '../../shared/http/bearer.ts';
import { noStore } from '../../shared/http/no-store.ts';
import { registryProblem } from '../problems.ts';
import {
  bearer,
  foundPerson,
  hex,
  nothing,
  problems,
  reason,
  strict,
  text,
  uuid,
} from '../../shared/http/registry-schemas.ts';
import type { Services } from '../services.ts';
import { searchPeople } from '../staff/people.ts';
import { claimPerson } from './claim.ts';
import { noteDesk, type DeskDeed } from './journal.ts';
import { internetCredential, presenceOf, readRolled } from './person.ts';
import { reconcile } from './reconcile.ts';
import { openDeskSession, siteOf } from './session.ts';
import { spoilCard } from './spoil.ts';

const tags = { tags: ['desk'] } as const;
const name = Type.String({ minLength: 1, maxLength: 64 });
/** Whose deed it is, by the desk's accounts. */
const deed = { clerk: name, supervisor: Type.Optional(name), reason: Type.Optional(reason) };

const status = Type.Object(
  {
    ...foundPerson,
    style: Type.Integer(),
    /** The site for which the person is registered. */
    site: Type.Union([Type.Integer(), Type.Null()]),
    inForce: Type.Boolean(),
    /** The site that has served the person. */
    served: Type.Union([Type.Integer(), Type.Null()]),
    /** By internet. */
    ballot: Type.Enum(['yes', 'no', 'unknown']),
  },
  strict,
);

export function serveDesk(app: App, services: Services): void {
  const { pool, now } = services;
  const asked = async (
    authorization: Parameters<typeof bearerOf>[0],
    own: Omit<DeskDeed, 'site'>,
  ): Promise<number> => {
    const site = await siteOf(
      services,
      bearerOf(authorization, () => registryProblem('desk-refused')),
    );
    await noteDesk(pool, { site, ...own }, now());
    return site;
  };

  const greeting = Type.Object(
    { site: Type.Integer({ minimum: 0 }), seconds: Type.Integer({ minimum: 0 }), signature: hex(64) },
    strict,
  );
  const session = Type.Object({ session: bearer, expires: Type.Integer() }, strict);
  app.post(
    '/desk/session',
    { schema: { ...tags, body: greeting, response: { 200: session, ...problems } } },
    async ({ body }, reply) =>
      noStore(reply).send(
        await openDeskSession(services, { ...body, signature: fromHex(body.signature, 64) }),
      ),
  );

  const query = Type.Object(
    {
      by: Type.Enum(['voterKey', 'name']),
      text: Type.String({ minLength: 2, maxLength: 254 }),
      clerk: name,
    },
    strict,
  );
  const people = Type.Object(
    { people: Type.Array(Type.Object(foundPerson, strict)), more: Type.Boolean() },
    strict,
  );
  app.post(
    '/desk/find',
    { schema: { ...tags, body: query, response: { 200: people, ...problems } } },
    async (request, reply) => {
      const { by, text: wanted, clerk } = request.body;
      await asked(request, { action: 'find', clerk, reason: by });
      return noStore(reply).send(await searchPeople(pool, by, wanted));
    },
  );

  app.post(
    '/desk/status',
    {
      schema: {
        ...tags,
        body: Type.Object({ person: uuid, clerk: name }, strict),
        response: { 200: status, ...problems },
      },
    },
    async (request, reply) => {
      const { person, clerk } = request.body;
      await asked(request, { action: 'status', clerk, person });
      const rolled = await readRolled(pool, person);
      const presence = await presenceOf(pool, person);
      const ballot = await hasBallot(services, person);
      return noStore(reply).send({ ...rolled, served: presence?.site ?? null, ballot });
    },
  );

  const claimed = Type.Object(
    { unit: Type.Integer(), style: Type.Integer(), ground: Type.Integer() },
    strict,
  );
  app.post(
    '/desk/claim',
    {
      schema: {
        ...tags,
        body: Type.Object({ person: uuid, claim: uuid, ...deed }, strict),
        response: { 200: claimed, ...problems },
      },
    },
    async (request, reply) => {
      const { person, claim, ...by } = request.body;
      const site = await asked(request, { action: 'claim', person, ...by });
      return noStore(reply).send(await claimPerson(services, { site, person, claim }));
    },
  );

  app.post(
    '/desk/spoil',
    {
      schema: {
        ...tags,
        body: Type.Object({ person: uuid, claim: uuid, credential: hex(32), ...deed }, strict),
        response: { 204: nothing, ...problems },
      },
    },
    async (request, reply) => {
      const { person, claim, credential, ...by } = request.body;
      const site = await asked(request, { action: 'spoil', person, ...by });
      await spoilCard(services, { site, person, claim, credential: fromHex(credential, 32) });
      return noStore(reply).code(204).send(null);
    },
  );

  const conflict = Type.Object({ claim: uuid, person: uuid, error: Type.String(), message: text }, strict);
  app.post(
    '/desk/reconcile',
    {
      bodyLimit: 262_144,
      schema: {
        ...tags,
        body: Type.Object(
          {
            clerk: name,
            claims: Type.Array(Type.Object({ person: uuid, claim: uuid }, strict), { maxItems: 2_000 }),
          },
          strict,
        ),
        response: { 200: Type.Object({ conflicts: Type.Array(conflict) }, strict), ...problems },
      },
    },
    async (request, reply) => {
      const { clerk, claims } = request.body;
      const site = await asked(request, { action: 'reconcile', clerk });
      const conflicts = await reconcile(
        services,
        claims.map((own) => ({ site, ...own })),
      );
      return noStore(reply).send({
        conflicts: conflicts.map(({ claim, person, problem }) => {
          const { error, message } = bodyOf(problem);
          return { claim, person, error, message };
        }),
      });
    },
  );
}

/** By internet; what the voting process does not answer is unknown. */
async function hasBallot(services: Services, person: string): Promise<'yes' | 'no' | 'unknown'> {
  try {
    const X = await internetCredential(services, services.pool, person);
    return X && (await services.voting.hasVoted(X)) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
