/** Registry routes for the desks of sites (server/api/sites.ts). @module */

import type { FastifyRequest } from 'fastify';
import { fromHex } from '#crypto/bytes.ts';
import type { BallotState } from '../../api/schemas.ts';
import * as api from '../../api/sites.ts';
import type { App } from '../../shared/http/app.ts';
import { bearerOr } from '../../shared/http/bearer.ts';
import { open, scope } from '../../shared/http/route.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { searchPeople } from '../staff/people.ts';
import { claimPerson } from './claim.ts';
import { writeDeskJournal } from './journal.ts';
import { internetCredential, presenceOf, readRollRecord } from './person.ts';
import { reconcile } from './reconcile.ts';
import { openDeskSession, siteOf } from './session.ts';
import { spoilCard } from './spoil.ts';

const MAX_RECONCILE_BYTES = 262_144;

const siteBearer = bearerOr(() => registryProblem('desk-refused'));

export function siteRoutes(app: App, services: Services): void {
  const { pool, now } = services;
  scope(app, { admit: open, isPrivate: true }, (route) => {
    route(api.openSession, ({ body }) =>
      openDeskSession(services, { ...body, signature: fromHex(body.signature, 64) }),
    );
  });
  const admit = (request: FastifyRequest): Promise<number> => siteOf(services, siteBearer(request));
  scope(app, { admit, isPrivate: true }, (route) => {
    route(api.find, async ({ caller: site, body: { by, text, clerk } }) => {
      await writeDeskJournal(pool, { site, action: 'find', clerk, reason: by }, now());
      return searchPeople(pool, by, text);
    });
    route(api.readPerson, async ({ caller: site, body: { person, clerk } }) => {
      await writeDeskJournal(pool, { site, action: 'status', clerk, person }, now());
      const record = await readRollRecord(pool, person);
      const presence = await presenceOf(pool, person);
      return { ...record, served: presence?.site ?? null, ballot: await hasBallot(services, person) };
    });
    route(api.claim, async ({ caller: site, body: { person, claim, ...by } }) => {
      await writeDeskJournal(pool, { site, action: 'claim', person, ...by }, now());
      return claimPerson(services, { site, person, claim });
    });
    route(api.spoil, async ({ caller: site, body: { person, claim, credential, ...by } }) => {
      await writeDeskJournal(pool, { site, action: 'spoil', person, ...by }, now());
      await spoilCard(services, { site, person, claim, credential: fromHex(credential, 32) });
    });
    route(
      api.reconcile,
      async ({ caller: site, body: { clerk, claims } }) => {
        await writeDeskJournal(pool, { site, action: 'reconcile', clerk }, now());
        const conflicts = await reconcile(
          services,
          claims.map((own) => ({ site, ...own })),
        );
        return {
          conflicts: conflicts.map(({ claim, person, problem }) => ({ claim, person, error: problem.code })),
        };
      },
      { bodyLimit: MAX_RECONCILE_BYTES },
    );
  });
}

/** Returns whether the person has voted by internet; `unknown` if the voting process does not answer. */
async function hasBallot(services: Services, person: string): Promise<BallotState> {
  try {
    const X = await internetCredential(services, services.pool, person);
    return X && (await services.voting.hasVoted(X)) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
