/** Loop of the fuzzer: makes mutants one after another and judges each. @module */

import type { CheckId } from '../../../verifier/findings/checks.ts';
import type { BrokenRecord } from '../record-file.ts';
import { judge, realVerify, resultOf, type Judged, type Verify } from './judge.ts';
import { mutate, type Mutant } from './mutate.ts';
import type { World } from './world.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Number of the first mutant, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Mutations to draw from; all if empty. */
  readonly only?: readonly string[];
  readonly verify?: Verify;
  /** The second judge reads one in this many mutants. Default 1, which is all. */
  readonly second?: number;
  /** Called for each mutant on which the verifier has a fault, as soon as it is found. */
  readonly failed?: (mutant: Mutant, judged: Judged) => Promise<void> | void;
  readonly progress?: (done: number) => void;
}

export interface Tally {
  mutants: number;
  /** Number of mutants whose files are those of the original, because the changes undid each other. */
  unchanged: number;
  failed: number;
  readonly verdicts: Map<string, number>;
  /** Number of mutants for which each check had findings. */
  readonly checks: Map<CheckId, number>;
  /** Number of mutants that each check alone rejected. */
  readonly alone: Map<CheckId, number>;
}

const count = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);

/** Runs the fuzzer. Throws if the original board does not verify, because its mutants then show nothing. */
export async function fuzz(world: World, options: FuzzOptions): Promise<Tally> {
  const { seed, from, to, only = [], verify = realVerify, second = 1 } = options;
  const unchanged = world.log.files(world.draft);
  const original = await realVerify(unchanged);
  if (original.verdict !== 'verified') throw new Error(`the board ${world.name} does not verify`);
  const tally: Tally = {
    mutants: 0,
    unchanged: 0,
    failed: 0,
    verdicts: new Map(),
    checks: new Map(),
    alone: new Map(),
  };
  for (let number = from; number < to; number += 1) {
    const mutant = await mutate(world, seed, number, only);
    const judged = await judge(mutant.files, {
      original: resultOf(original),
      verify,
      twice: number % second === 0,
    });
    tally.mutants += 1;
    if (sameFiles(mutant.files, unchanged)) tally.unchanged += 1;
    count(tally.verdicts, judged.verdict);
    for (const id of judged.checks) count(tally.checks, id);
    if (judged.checks.length === 1) count(tally.alone, judged.checks[0]!);
    if (judged.faults.length > 0) {
      tally.failed += 1;
      await options.failed?.(mutant, judged);
    }
    options.progress?.(tally.mutants);
  }
  return tally;
}

function sameFiles(a: ReadonlyMap<string, Uint8Array>, b: ReadonlyMap<string, Uint8Array>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([path, bytes]) => Buffer.compare(bytes, b.get(path) ?? new Uint8Array()) === 0)
  );
}

/** Returns a record in the format of the negative corpus. The arguments to make the mutant again are in `defect`. */
export function recordOf(
  { name }: World,
  seed: number,
  { number, changes, files }: Mutant,
  { faults }: Judged,
): BrokenRecord {
  return {
    id: `fuzz-${name}-${seed}-${number}`,
    defect: `--board ${name} --seed ${seed} --from ${number} --mutants 1: ${changes.join('; ')}. ${faults.join('; ')}`,
    expect: { exit: 1, checks: [] },
    brought: {},
    files,
  };
}
