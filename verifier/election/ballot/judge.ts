/**
 * Judgement of a ballot by its bytes, the manifest and the election key K only. It is a pure function, so any
 * number of threads can run it. Checks that depend on earlier entries are in state/ (spec §8.8).
 * @module
 */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import { ParseFailure } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import { firstFaults } from '../../crypto/batch.ts';
import type { Decode } from '../../crypto/group.ts';
import type { Entry } from '../entry.ts';
import { isKind } from '../kinds.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import {
  type EntryClaims,
  ballotClaims,
  openingClaims,
  type ElectionKey,
  type LabelledClaim,
} from './claims.ts';
import { elementsOf, parseBallot, parseChallenged, parseTogether } from './parse.ts';
import { WholeBatches } from './whole-batches.ts';

/** First check that a ballot fails, and the sentence of the finding. */
export interface BallotFault {
  readonly check: CheckId;
  readonly says: Sentence;
}

export type JudgedBallot =
  | { readonly kind: 'malformed'; readonly says: Sentence }
  | {
      readonly kind: 'ballot';
      readonly stylePosition: number;
      /** Pad and data of each option, to be summed. */
      readonly ciphertexts: ElementList;
      readonly fault: BallotFault | undefined;
    }
  | { readonly kind: 'challenged'; readonly stylePosition: number; readonly fault: BallotFault | undefined };

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

/** Judges ballots and challenged ballots together. Names faults by the equations, which also decide if in doubt. */
export function judgeBallots(
  entries: readonly Pick<Entry, 'bytes'>[],
  context: BallotContext,
): JudgedBallot[] {
  const { valid, hold } = wholeBatchesOf(context).judge(entries);
  const others = entries.filter((_, i) => !valid[i]);
  const judged = judgeByEquations(others, context, !hold).values();
  return entries.map((_, i) => {
    const own = valid[i];
    return own ? { kind: 'ballot', ...own, fault: undefined } : judged.next().value!;
  });
}

/** Judges entries with one multi-scalar multiplication if all are valid. `isDoubtful`: some are thought not to be. */
export function judgeByEquations(
  entries: readonly Pick<Entry, 'bytes'>[],
  context: BallotContext,
  isDoubtful = false,
): JudgedBallot[] {
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
    if (one instanceof ParseFailure) return { kind: 'malformed', says: one.says };
    const fault = faults.get(one);
    return { ...one.judged, fault: fault && { check: fault.check, says: fault.says() } };
  });
}

/** Completes the claims of all entries. Computes their scalars at once. */
function labelledClaims(claims: readonly EntryClaims[], arithmetic: Arithmetic): LabelledClaim[][] {
  const scalars = arithmetic.hashToScalars(claims.flatMap(({ messages }) => messages)).values();
  return claims.map(({ messages, claimsFrom }) => claimsFrom(messages.map(() => scalars.next().value!)));
}

interface ReadEntry {
  readonly judged: Exclude<JudgedBallot, { kind: 'malformed' }>;
  readonly claims: EntryClaims;
}

function readOne(bytes: Uint8Array, context: BallotContext, decode: Decode): ReadEntry {
  const { election, arithmetic } = context;
  if (isKind(bytes, 'ballot')) {
    const ballot = parseBallot(bytes, election, decode);
    const { stylePosition, votes } = ballot;
    return {
      judged: {
        kind: 'ballot',
        stylePosition,
        ciphertexts: ElementList.of(arithmetic, elementsOf(votes)),
        fault: undefined,
      },
      claims: ballotClaims(ballot, context),
    };
  }
  const challenged = parseChallenged(bytes, election, decode);
  if (!challenged.signedBy(election.board)) throw new ParseFailure(sentences.badSignature());
  const { stylePosition } = challenged;
  return {
    judged: { kind: 'challenged', stylePosition, fault: undefined },
    claims: openingClaims(challenged, context),
  };
}
