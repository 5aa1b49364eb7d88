/** Ballots of a batch by style and unit, and their sums (spec §9.1, §9.3). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import type { ElementList } from '../../crypto/arithmetic/element-list.ts';
import type { Election } from '../election.ts';
import type { Entry } from '../entry.ts';
import { casterOf, ciphertextsOf, stylePositionOf } from './parse.ts';

/**
 * Valid ballots that have the same style and unit. Whether they count depends on earlier entries, too, so the state
 * machine corrects the sums if some do not.
 */
export interface BallotGroup {
  readonly stylePosition: number;
  readonly unit: number;
  /** Positions in the batch, ascending. */
  readonly positions: Uint32Array;
  /** Sums of pad and of data of each option. */
  readonly sums: ElementList;
}

/** Ballot without a fault. */
export interface ValidBallot {
  readonly stylePosition: number;
  readonly unit: number;
  /** Pad and data of each option. */
  readonly ciphertexts: ElementList;
}

/** Groups the valid ballots of a batch. The others are undefined. */
export function groupBallots(
  batch: readonly (ValidBallot | undefined)[],
  arithmetic: Arithmetic,
): BallotGroup[] {
  const groups = new Map<number, { readonly positions: number[]; readonly ballots: ValidBallot[] }>();
  for (const [position, ballot] of batch.entries()) {
    if (!ballot) continue;
    const key = ballot.stylePosition * 2 ** 16 + ballot.unit; // both have 16 bits
    const group = groups.get(key) ?? { positions: [], ballots: [] };
    groups.set(key, group);
    group.positions.push(position);
    group.ballots.push(ballot);
  }
  return Array.from(groups.values(), ({ positions, ballots }) => ({
    stylePosition: ballots[0]!.stylePosition,
    unit: ballots[0]!.unit,
    positions: Uint32Array.from(positions),
    sums: arithmetic.addLists(ballots.map(({ ciphertexts }) => ciphertexts)),
  }));
}

/** Sums ballots that were judged before. */
export function sumBallots(
  entries: readonly Pick<Entry, 'bytes'>[],
  { styles }: Pick<Election, 'styles'>,
  arithmetic: Arithmetic,
): BallotGroup[] {
  const ballots = entries.map(({ bytes }): ValidBallot => {
    const stylePosition = stylePositionOf(bytes);
    const style = styles[stylePosition]!;
    const { unit } = casterOf(bytes, style);
    return { stylePosition, unit, ciphertexts: ciphertextsOf(bytes, style, arithmetic) };
  });
  return groupBallots(ballots, arithmetic);
}
