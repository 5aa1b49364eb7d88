/** Rule that tally and decryption shares fit their blobs, M32 (spec §4.4). @module */
import { optionCount } from '../layout.ts';
import { MAX_BLOB_BYTES } from '../entry.ts';
import { ManifestFault } from './fault.ts';
import type { Manifest } from './form.ts';

/** Bytes that the blobs of the count may have for an option of a part. */
const OPTION_BYTES = 128;

export function* countRules({ contests, styles, sites }: Manifest): Generator<ManifestFault> {
  const modalities = sites.length > 0 ? 2 : 1;
  const lengths = contests.map((contest) => {
    const units = styles
      .filter((style) => style.contests.includes(contest.id))
      .flatMap((style) => style.units);
    return OPTION_BYTES * optionCount(contest) * new Set(units).size * modalities;
  });
  if (lengths.reduce((sum, length) => sum + length, 0) > MAX_BLOB_BYTES)
    yield new ManifestFault('M32', 'contests');
}
