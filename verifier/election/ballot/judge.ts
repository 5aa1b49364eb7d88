/**
 * Judgement of a ballot by its bytes, the manifest and the election key K only. It is a pure function, so any
 * number of threads can run it. Checks that depend on earlier entries are in state/ (spec §8.8).
 * @module
 */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import { ParseFailure } from '../../crypto/bytes.ts';
import { firstFaults } from '../../crypto/batch.ts';
import type { Decode } from '../../crypto/group.ts';
import type { Entry } from '../entry.ts';
import { isKind } from '../kinds.ts';
import { sentences } from '../../findings/sentences.ts';
import {
  type EntryClaims,
  ballotClaims,
  openingClaims,
  type ElectionKey,
  type LabelledClaim,
} from './claims.ts';
import { groupBallots, type ValidBallot } from './ballot-groups.ts';
import type { JudgedBallot, JudgedBatch } from './judged-batch.ts';
import { elementsOf, parseBallot, parseChallenged, parseTogether, repeatsPad } from './parse.ts';
import { type ProvenBallot, WholeBatches } from './whole-batches.ts';

export interface BallotContext extends ElectionKey {
  readonly arithmetic: Arithmetic;
}

/** Verifiers of whole batches, made at the first batch of a context. */
const wholeBatches = new WeakMap<BallotContext, WholeBatches>();

function wholeBatchesOf(context: BallotContext): WholeBatches {
  const known = wholeBatches.get(context) ?? new WholeBatches(context);
  wholeBatches.set(context, known);
  return known;
}

/** Judged entry. */
interface VerifiedEntry {
  readonly judged: JudgedBallot;
  /** Ciphertexts to be summed, if the entry is a ballot without a fault and without equal pads. */
  readonly valid: ValidBallot | undefined;
}

/** Judges ballots and challenged ballots together. Names faults by the equations, which also decide if in doubt. */
export function judgeBallots(entries: readonly Pick<Entry, 'bytes'>[], context: BallotContext): JudgedBatch {
  const { valid, isDoubtful } = wholeBatchesOf(context).judge(entries);
  const others = entries.filter((_, i) => !valid[i]);
  const verified = verifyEquations(others, context, isDoubtful).values();
  return batchOf(
    valid.map((own) => (own ? validEntry(own) : verified.next().value!)),
    context.arithmetic,
  );
}

/** Judges entries by their equations alone. */
export function judgeByEquations(
  entries: readonly Pick<Entry, 'bytes'>[],
  context: BallotContext,
): JudgedBatch {
  return batchOf(verifyEquations(entries, context), context.arithmetic);
}

function validEntry({ hasEqualPads, ...ballot }: ProvenBallot): VerifiedEntry {
  const { stylePosition } = ballot;
  const judged = { kind: 'ballot', stylePosition, hasEqualPads, fault: undefined } as const;
  return { judged, valid: hasEqualPads ? undefined : ballot };
}

function batchOf(entries: readonly VerifiedEntry[], arithmetic: Arithmetic): JudgedBatch {
  return {
    ballots: entries.map(({ judged }) => judged),
    groups: groupBallots(
      entries.map(({ valid }) => valid),
      arithmetic,
    ),
  };
}

/** Judges entries with one multi-scalar multiplication if all are valid. `isDoubtful`: one, at least, is not. */
function verifyEquations(
  entries: readonly Pick<Entry, 'bytes'>[],
  context: BallotContext,
  isDoubtful = false,
): VerifiedEntry[] {
  const { arithmetic } = context;
  const read = parseTogether(
    entries.map(
      ({ bytes }) =>
        (decode: Decode) =>
          readOne(bytes, context, decode),
    ),
    arithmetic,
  );
  const wellFormed = read.filter((one): one is ReadEntry => !(one instanceof ParseFailure));
  const lists = labelledClaims(
    wellFormed.map(({ claims }) => claims),
    arithmetic,
  );
  const faults = new Map(
    firstFaults(lists, arithmetic, isDoubtful).map((fault, i) => [wellFormed[i], fault]),
  );
  return read.map((one) => {
    if (one instanceof ParseFailure)
      return { judged: { kind: 'malformed', says: one.says }, valid: undefined };
    const { claims: _, ballot, ...judged } = one;
    const fault = faults.get(one);
    return fault
      ? { judged: { ...judged, fault: { check: fault.check, says: fault.says() } }, valid: undefined }
      : { judged: { ...judged, fault }, valid: judged.hasEqualPads ? undefined : ballot };
  });
}

/** Completes the claims of all entries. Computes their scalars at once. */
function labelledClaims(claims: readonly EntryClaims[], arithmetic: Arithmetic): LabelledClaim[][] {
  const scalars = arithmetic.hashToScalars(claims.flatMap(({ messages }) => messages)).values();
  return claims.map(({ messages, claimsFrom }) => claimsFrom(messages.map(() => scalars.next().value!)));
}

interface ReadEntry {
  readonly kind: 'ballot' | 'challenged';
  readonly stylePosition: number;
  readonly hasEqualPads: boolean;
  /** Undefined for a challenged ballot. */
  readonly ballot: ValidBallot | undefined;
  readonly claims: EntryClaims;
}

function readOne(bytes: Uint8Array, context: BallotContext, decode: Decode): ReadEntry {
  const { election, arithmetic } = context;
  if (isKind(bytes, 'ballot')) {
    const ballot = parseBallot(bytes, election, decode);
    const { stylePosition, unit, votes } = ballot;
    const ciphertexts = ElementList.of(arithmetic, elementsOf(votes));
    return {
      kind: 'ballot',
      stylePosition,
      hasEqualPads: repeatsPad(bytes, ballot.style),
      ballot: { stylePosition, unit, ciphertexts },
      claims: ballotClaims(ballot, context),
    };
  }
  const challenged = parseChallenged(bytes, election, decode);
  if (!challenged.signedBy(election.board)) throw new ParseFailure(sentences.badSignature());
  const { stylePosition, style } = challenged;
  return {
    kind: 'challenged',
    stylePosition,
    hasEqualPads: repeatsPad(bytes, style),
    ballot: undefined,
    claims: openingClaims(challenged, context),
  };
}
