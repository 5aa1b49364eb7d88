/** Validation of entries of voting in person: pools, issues, closings of sites (spec chapter 11). @module */

import { Kind } from '#crypto/entry/kinds.ts';
import { parseHeld, parseIssue, parsePool, parseSiteClosing } from '#crypto/record/in-person.ts';
import { orInvalid } from '#crypto/record/rules/invalid-entry.ts';
import {
  assertIssue,
  assertPool,
  assertSiteClosing,
  assertSiteMayClose,
} from '#crypto/record/rules/sites.ts';
import { areNew, credentialFacts, entitledOf, walkInsOf } from './credential-facts.ts';
import { countSite, deliveredOf, insertOutstanding, isOutstanding, markDelivered } from './site-facts.ts';
import type { Validate } from './validation-context.ts';

/** Validates a pool and lists its credentials (§11.2). */
export const validatePool: Validate = async ({ db, state: { election } }, { entry }) => {
  const pool = orInvalid('entry-form', () => parsePool(entry));
  const { site, credentials } = pool;
  assertPool(pool, { election, areNew: await areNew(db, credentials) });
  await db.query(
    `insert into voting.credential (credential, site)
      select credential, $2 from unnest($1::bytea[]) as credential`,
    [credentials, site],
  );
};

/** Validates an issue and gives its credential style and unit (§11.3). */
export const validateIssue: Validate = async ({ db, state }, { entry }) => {
  const issue = orInvalid('entry-form', () => parseIssue(entry));
  const { site, credential, style, unit, ground } = issue;
  assertIssue(issue, await credentialFacts(db, credential), {
    state,
    isOutstanding: await isOutstanding(db, site, entry),
    walkIns: await walkInsOf(db, site),
    entitled: await entitledOf(db, unit),
  });
  await db.query('update voting.credential set style = $2, unit = $3, ground = $4 where credential = $1', [
    credential,
    style,
    unit,
    ground,
  ]);
  await markDelivered(db, site, entry);
};

/** Validates the closing of a site and stores its list of outstanding entries (§11.5). */
export const validateSiteClosing: Validate = async ({ db, state }, { entry, blob }) => {
  const closing = orInvalid('entry-form', () => parseSiteClosing(entry));
  const { site } = closing;
  assertSiteMayClose(state, site);
  const outstanding = orInvalid('entry-form', () => parseHeld(blob!));
  const { issues, ballots } = outstanding;
  const { issued, cast } = await countSite(db, site);
  const delivered = await deliveredOf(db, site, [...issues, ...ballots]);
  assertSiteClosing(closing, outstanding, { issued, ballots: cast, delivered: delivered.length });
  await insertOutstanding(db, site, Kind.issue, issues);
  await insertOutstanding(db, site, Kind.ballot, ballots);
};
