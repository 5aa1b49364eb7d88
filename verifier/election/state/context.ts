/** What every part of the state machine works with. @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import type { CheckId } from '../../findings/checks.ts';
import type { Election } from '../election.ts';
import type { BoardReader } from '../../board/reader.ts';
import type { Findings, Place } from '../../findings/findings.ts';
import type { Sentence } from '../../findings/sentences.ts';

export interface Context {
  readonly election: Election;
  readonly findings: Findings;
  readonly board: BoardReader;
  readonly arithmetic: Arithmetic;
}

/** For one entry: names the first rule it breaks, so that one entry gives one finding (spec §10.1). */
export function refuse(
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
