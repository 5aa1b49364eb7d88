/** Objects that all parts of the state machine share. @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import type { CheckId } from '../../findings/checks.ts';
import type { Election } from '../election.ts';
import type { BoardReader } from '../../board/reader.ts';
import type { Findings, Place } from '../../findings/findings.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';

export interface Context {
  readonly election: Election;
  readonly findings: Findings;
  readonly board: BoardReader;
  readonly arithmetic: Arithmetic;
}

/**
 * Reports the first fault of an entry, so that one entry gives one finding (spec §10.1). Returns whether
 * there was one.
 */
export function reportFirstFault(
  { findings }: Context,
  check: CheckId,
  place: Place,
  faults: Iterable<Sentence | false | undefined>,
): boolean {
  for (const says of faults) {
    if (!says) continue;
    findings.add(check, place, says);
    return true;
  }
  return false;
}

/** Evaluates each fault only if the ones before it are absent. */
export function* lazily(
  ...faults: readonly (() => Sentence | false | undefined)[]
): Generator<Sentence | false | undefined> {
  for (const fault of faults) yield fault();
}
