/**
 * All that can be said of a ballot from its bytes, the manifest and K: a pure function, to be mapped
 * over any number of machines. What depends on the entries before it is in state/ (spec §8.8).
 * @module
 */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { Refusal } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import { firstFaults } from '../../crypto/batch.ts';
import type { Decode, Element } from '../../crypto/group.ts';
import type { Hinted } from '../entry.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { type Claims, claimsOfBallot, claimsOfOpening, type Key, type Labelled } from './claims.ts';
import { elementsOf, parseBallot, parseChallenged, parseTogether } from './parse.ts';

export const BALLOT_KIND = 0x40;
export const CHALLENGED_KIND = 0x41;

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

export interface BallotContext extends Key {
  readonly arithmetic: Arithmetic;
}

/** Judges ballots and challenged ballots together: one multi-scalar multiplication if all are good. */
export function judgeBallots(entries: readonly Hinted[], context: BallotContext): Judged[] {
  const { arithmetic } = context;
  const read = parseTogether(
    entries.map(
      ({ bytes }) =>
        (decode: Decode) =>
          readOne(bytes, context, decode),
    ),
    arithmetic,
    entries.map(({ hints }) => hints),
  );
  const wellFormed = read.filter((one): one is ReadEntry => !(one instanceof Refusal));
  const lists = labelled(
    wellFormed.map(({ claims }) => claims),
    arithmetic,
  );
  const faults = new Map(firstFaults(lists, arithmetic).map((fault, i) => [wellFormed[i], fault]));
  return read.map((one) => {
    if (one instanceof Refusal) return { kind: 'malformed', says: one.says };
    const fault = faults.get(one);
    return { ...one.judged, fault: fault && { check: fault.check, says: fault.says() } };
  });
}

/** All claims of all entries: sums together, challenges together. */
function labelled(claims: readonly Claims[], arithmetic: Arithmetic): Labelled[][] {
  const summed = arithmetic.sums(claims.flatMap(({ lists }) => lists));
  arithmetic.encode(summed);
  const sums = summed.values();
  const own = claims.map(({ lists, from }) => from(lists.map(() => sums.next().value!)));
  const challenges = arithmetic.hashToScalars(own.flat().map(({ message }) => message)).values();
  return own.map((list) =>
    list.map(({ check, says, claim }) => ({ check, says, claim: claim(challenges.next().value!) })),
  );
}

interface ReadEntry {
  readonly judged: Exclude<Judged, { kind: 'malformed' }>;
  readonly claims: Claims;
}

function readOne(bytes: Uint8Array, context: BallotContext, decode: Decode): ReadEntry {
  const { election } = context;
  if (bytes[0] === BALLOT_KIND) {
    const ballot = parseBallot(bytes, election, decode);
    const { stylePosition, votes } = ballot;
    return {
      judged: { kind: 'ballot', stylePosition, ciphertexts: elementsOf(votes), fault: undefined },
      claims: claimsOfBallot(ballot, context),
    };
  }
  const challenged = parseChallenged(bytes, election, decode);
  if (!challenged.signedBy(election.board)) throw new Refusal(say.badSignature());
  const { stylePosition } = challenged;
  return {
    judged: { kind: 'challenged', stylePosition, fault: undefined },
    claims: claimsOfOpening(challenged, context),
  };
}
