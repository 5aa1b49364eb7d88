/**
 * All that can be said of a ballot from its bytes, the manifest and K: a pure function, to be mapped
 * over any number of machines. What depends on the entries before it is in state/ (spec §8.8).
 * @module
 */
import { attempt, Refusal } from '../bytes.ts';
import { allHold, holds } from '../equations.ts';
import { say, type Sentence } from '../sentences.ts';
import { ballotEquations, type BallotContext, type Labelled, openingEquations } from './equations.ts';
import { type Ballot, type Challenged, parseBallot, parseChallenged } from './parse.ts';

export const ballotKind = 0x40;
export const challengedKind = 0x41;

export type Judged =
  | { readonly kind: 'malformed'; readonly says: Sentence }
  | { readonly kind: 'ballot'; readonly ballot: Ballot; readonly fault: Labelled | undefined }
  | { readonly kind: 'challenged'; readonly challenged: Challenged; readonly fault: Labelled | undefined };

/** Judges ballots and challenged ballots together: one multi-scalar multiplication if all are good. */
export function judgeBallots(entries: readonly Uint8Array[], context: BallotContext): Judged[] {
  const read = entries.map((bytes) => readOne(bytes, context));
  const faults = firstFaults(read.map(({ equations }) => equations));
  return read.map(({ judged }, i) =>
    judged.kind === 'malformed' ? judged : { ...judged, fault: faults[i] },
  );
}

/** The first equation of each list that does not hold; all at once, then list by list, then one by one. */
export function firstFaults(lists: readonly (readonly Labelled[])[]): (Labelled | undefined)[] {
  if (together(lists.flat())) return lists.map(() => undefined);
  return lists.map((list) => (together(list) ? undefined : list.find(({ equation }) => !holds(equation))));
}

function together(list: readonly Labelled[]): boolean {
  return list.length === 0 || allHold(list.map(({ equation }) => equation));
}

function readOne(bytes: Uint8Array, context: BallotContext): { judged: Judged; equations: Labelled[] } {
  const { election } = context;
  if (bytes[0] === ballotKind) {
    const ballot = attempt(() => parseBallot(bytes, election));
    if (ballot instanceof Refusal) return malformed(ballot.says);
    return {
      judged: { kind: 'ballot', ballot, fault: undefined },
      equations: ballotEquations(ballot, context),
    };
  }
  const challenged = attempt(() => parseChallenged(bytes, election));
  if (challenged instanceof Refusal) return malformed(challenged.says);
  if (!challenged.signedBy(election.board)) return malformed(say.badSignature());
  return {
    judged: { kind: 'challenged', challenged, fault: undefined },
    equations: openingEquations(challenged, context),
  };
}

function malformed(says: Sentence): { judged: Judged; equations: Labelled[] } {
  return { judged: { kind: 'malformed', says }, equations: [] };
}
