/** Every case of the negative corpus, in the order of the checks. @module */

import type { Case } from './case.ts';
import { builds, hours, incidents, quorum } from './cases/acts.ts';
import { ballots, challenged } from './cases/ballots.ts';
import { ceremoniesThatRecover, ceremony } from './cases/ceremony.ts';
import { results, shares, tallies } from './cases/count.ts';
import { inPerson } from './cases/in-person.ts';
import { checkpoints, manifests, receipts } from './cases/log.ts';
import { credentials, time } from './cases/office.ts';

export const allCases: readonly Case[] = [
  ...checkpoints,
  ...manifests,
  ...ceremony,
  ...ceremoniesThatRecover,
  ...credentials,
  ...ballots,
  ...challenged,
  ...time,
  ...tallies,
  ...shares,
  ...results,
  ...receipts,
  ...inPerson,
  ...quorum,
  ...builds,
  ...incidents,
  ...hours,
];
