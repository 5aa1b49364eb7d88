/** Whether what is done here counts. @module */

import type { Manifest } from '#crypto/manifest/schema.ts';
import { parseTime } from '#crypto/manifest/time.ts';

/** A rehearsal as a whole, or the days of practice before an election. */
export function isPractice(
  { rehearsal, stages }: Pick<Manifest, 'rehearsal' | 'stages'>,
  now: number,
): boolean {
  return (
    rehearsal ||
    stages.some(
      ({ id, starts, ends }) => id === 'practice' && parseTime(starts) <= now && now < parseTime(ends),
    )
  );
}
