/**
 * Rules for serving a person: one verdict, one reason (docs/decisions/0008). Pure functions; the caller gathers the
 * facts.
 * @module
 */

export type Verdict = 'may-vote' | 'voted' | 'not-here' | 'supervisor';

export type Why =
  | 'registered-here'
  | 'walk-in'
  | 'moves-from-internet'
  | 'card-open'
  | 'voted-here'
  | 'voted-elsewhere'
  | 'voted-internet'
  | 'other-site'
  | 'postal'
  | 'internet'
  | 'not-in-force'
  | 'quota-full'
  | 'no-link';

export interface Judged {
  readonly verdict: Verdict;
  readonly why: Why;
}

export interface Facts {
  readonly modality: string;
  readonly site: number | null;
  readonly inForce: boolean;
  /** The site that has served the person, from the registry. */
  readonly served: number | null;
  /** Whether the person has a ballot cast by internet. */
  readonly ballot: 'yes' | 'no' | 'unknown';
  /** State of the person's card at this desk, spoiled cards excluded: none, not voted with, or voted with. */
  readonly card: 'none' | 'open' | 'used';
  /** Whether this desk may serve one more walk-in. */
  readonly roomForWalkIn: boolean;
  /** Whether the site serves people who are registered for the internet. */
  readonly moves: boolean;
}

const judged = (verdict: Verdict, why: Why): Judged => ({ verdict, why });

export function judge(facts: Facts, here: number): Judged {
  const { modality, site, inForce, served, ballot, card, roomForWalkIn, moves } = facts;
  if (card === 'used') return judged('voted', 'voted-here');
  if (card === 'open') return judged('supervisor', 'card-open');
  if (served !== null && served !== here) return judged('voted', 'voted-elsewhere');
  if (!inForce) return judged('not-here', 'not-in-force');
  if (modality === 'postal') return judged('not-here', 'postal');
  if (modality === 'in-person')
    return site === here ? judged('may-vote', 'registered-here') : judged('not-here', 'other-site');
  if (modality === 'walk-in')
    return roomForWalkIn ? judged('may-vote', 'walk-in') : judged('not-here', 'quota-full');
  if (ballot === 'yes') return judged('voted', 'voted-internet');
  if (!moves) return judged('not-here', 'internet');
  return ballot === 'no' ? judged('supervisor', 'moves-from-internet') : judged('not-here', 'no-link');
}
