/** Whether what is counted fits its blobs, M32 (spec §4.4). @module */
import { optionCount } from '../layout.ts';
import { MAX_BLOB } from '../entry.ts';
import { Fault } from './fault.ts';
import type { Manifest } from './form.ts';

/** Bytes of an option of a cell in a decryption share (§9.5). */
const PART_LENGTH = 128;

export function* countRules({ contests, styles, sites }: Manifest): Generator<Fault> {
  const modalities = sites.length > 0 ? 2 : 1;
  const lengths = contests.map((contest) => {
    const units = styles
      .filter((style) => style.contests.includes(contest.id))
      .flatMap((style) => style.units);
    return PART_LENGTH * optionCount(contest) * new Set(units).size * modalities;
  });
  if (lengths.reduce((sum, length) => sum + length, 0) > MAX_BLOB) yield new Fault('M32', 'contests');
}
