/**
 * Rules on whether a desk may serve a person: each case has one verdict with one reason (docs/decisions/0008). Pure
 * functions; the caller gathers the facts.
 * @module
 */

import type { Site } from '#crypto/manifest/election.ts';
import { grounds } from '#crypto/record/in-person.ts';
import type { Verdict, Why } from '../api/desk.ts';
import type { BallotState } from '../api/schemas.ts';
import { eligibilityAt, type Registration } from '../shared/eligibility.ts';

export interface Judged {
  readonly verdict: Verdict;
  readonly why: Why;
}

export interface Facts extends Registration {
  /** Index of the site that has served the person, according to the registry. */
  readonly served: number | null;
  /** Whether the person has a ballot cast by internet. */
  readonly ballot: BallotState;
  /** State of the person's card at this desk, spoiled cards excluded: none, not voted with, or voted with. */
  readonly card: 'none' | 'open' | 'used';
  /** Whether this desk may serve one more walk-in. */
  readonly roomForWalkIn: boolean;
}

const judged = (verdict: Verdict, why: Why): Judged => ({ verdict, why });

/** Returns the verdict of the site `here` on a person. A card or a vote decides before the registration does. */
export function judge(here: Pick<Site, 'position' | 'moves'>, facts: Facts): Judged {
  const { modality, inForce, served, ballot, card, roomForWalkIn } = facts;
  if (card === 'used') return judged('voted', 'voted-here');
  if (card === 'open') return judged('supervisor', 'card-open');
  if (served !== null && served !== here.position) return judged('voted', 'voted-elsewhere');
  if (inForce && modality === 'internet' && ballot === 'yes') return judged('voted', 'voted-internet');
  const eligibility = eligibilityAt(here, facts);
  if ('refusal' in eligibility) return judged('not-here', eligibility.refusal);
  const { ground } = eligibility;
  if (ground === grounds.walkIn)
    return roomForWalkIn ? judged('may-vote', 'walk-in') : judged('not-here', 'quota-full');
  if (ground === grounds.moved)
    return ballot === 'no' ? judged('supervisor', 'moves-from-internet') : judged('not-here', 'no-link');
  return judged('may-vote', 'registered-here');
}
