/**
 * Conversion between the meaning of marks and the protocol's choices, which are 0 or 1 for each option (spec §4.3).
 * @module
 */

import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { optionsOf, type Meaning } from './marks.ts';

/** Returns 0 or 1 for each option, in order, specials last. Throws for a meaning that cannot be cast. */
export function choicesOf(contest: ManifestContest, meaning: Meaning): readonly number[] {
  const chosen = idsOf(contest, meaning);
  return [...optionsOf(contest), ...contest.specials].map(({ id }) => (chosen.includes(id) ? 1 : 0));
}

function idsOf(contest: ManifestContest, meaning: Meaning): readonly string[] {
  switch (meaning.kind) {
    case 'chosen':
      return meaning.options.map(({ id }) => id);
    case 'blank':
      return [];
    case 'null':
    case 'unregistered':
      return contest.specials.filter(({ kind }) => kind === meaning.kind).map(({ id }) => id);
    default:
      throw new Error('a contest without a vote');
  }
}

/** Returns the meaning of one contest's choices in an opened ballot. */
export function meaningOfChoices(contest: ManifestContest, row: readonly number[]): Meaning {
  const options = optionsOf(contest);
  const special = contest.specials.find((_, i) => row[options.length + i] === 1);
  if (special) return special.kind === 'null' ? { kind: 'null', why: 'chosen' } : { kind: 'unregistered' };
  const chosen = options.filter((_, i) => row[i] === 1);
  return chosen.length > 0 ? { kind: 'chosen', options: chosen } : { kind: 'blank' };
}
