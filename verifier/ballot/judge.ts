/**
 * All that can be said of a ballot from its bytes, the manifest and K: a pure function, to be mapped
 * over any number of machines. What depends on the entries before it is in state/ (spec §8.8).
 * @module
 */
import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { attempt, Refusal } from '../bytes.ts';
import type { CheckId } from '../checks.ts';
import { allHold } from '../equations.ts';
import type { Element } from '../group.ts';
import { say, type Sentence } from '../sentences.ts';
import { ballotEquations, type BallotContext, type Labelled, openingEquations } from './equations.ts';
import { elementsOf, parseBallot, parseChallenged } from './parse.ts';

export const ballotKind = 0x40;
export const challengedKind = 0x41;

/** The first check that does not hold. */
export interface Fault {
  readonly check: CheckId;
  readonly says: Sentence;
}

export type Judged =
  | { readonly kind: 'malformed'; readonly says: Sentence }
  | {
      readonly kind: 'ballot';
      readonly stylePosition: number;
      /** To be summed: pad and data of each option. */
      readonly ciphertexts: readonly Element[];
      readonly fault: Fault | undefined;
    }
  | { readonly kind: 'challenged'; readonly stylePosition: number; readonly fault: Fault | undefined };

/** Judges ballots and challenged ballots together: one multi-scalar multiplication if all are good. */
export function judgeBallots(entries: readonly Uint8Array[], context: BallotContext): Judged[] {
  const read = entries.map((bytes) => readOne(bytes, context));
  const faults = firstFaults(
    read.map(({ equations }) => equations),
    context.arithmetic,
  );
  return read.map(({ judged }, i) => {
    if (judged.kind === 'malformed') return judged;
    const fault = faults[i];
    return { ...judged, fault: fault && { check: fault.check, says: fault.says } };
  });
}

/** The first equation of each list that does not hold, found by halving what fails as a whole. */
export function firstFaults(
  lists: readonly (readonly Labelled[])[],
  arithmetic: Pick<Arithmetic, 'vanishes'>,
): (Labelled | undefined)[] {
  if (together(lists.flat(), arithmetic)) return lists.map(() => undefined);
  if (lists.length === 1) return [firstFault(lists[0]!, arithmetic)];
  const half = lists.length >> 1;
  return [lists.slice(0, half), lists.slice(half)].flatMap((part) => firstFaults(part, arithmetic));
}

/** Of a list that fails as a whole. */
function firstFault(list: readonly Labelled[], arithmetic: Pick<Arithmetic, 'vanishes'>): Labelled {
  if (list.length === 1) return list[0]!;
  const half = list.length >> 1;
  const [first, second] = [list.slice(0, half), list.slice(half)];
  return firstFault(together(first, arithmetic) ? second : first, arithmetic);
}

function together(list: readonly Labelled[], arithmetic: Pick<Arithmetic, 'vanishes'>): boolean {
  return allHold(
    list.map(({ equation }) => equation),
    arithmetic,
  );
}

function readOne(bytes: Uint8Array, context: BallotContext): { judged: Judged; equations: Labelled[] } {
  const { election, arithmetic } = context;
  if (bytes[0] === ballotKind) {
    const ballot = attempt(() => parseBallot(bytes, election, arithmetic));
    if (ballot instanceof Refusal) return malformed(ballot.says);
    const { stylePosition, votes } = ballot;
    return {
      judged: { kind: 'ballot', stylePosition, ciphertexts: elementsOf(votes), fault: undefined },
      equations: ballotEquations(ballot, context),
    };
  }
  const challenged = attempt(() => parseChallenged(bytes, election, arithmetic));
  if (challenged instanceof Refusal) return malformed(challenged.says);
  if (!challenged.signedBy(election.board)) return malformed(say.badSignature());
  return {
    judged: { kind: 'challenged', stylePosition: challenged.stylePosition, fault: undefined },
    equations: openingEquations(challenged, context),
  };
}

function malformed(says: Sentence): { judged: Judged; equations: Labelled[] } {
  return { judged: { kind: 'malformed', says }, equations: [] };
}
