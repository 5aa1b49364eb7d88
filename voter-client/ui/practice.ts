/** Detection of rehearsals and practice stages, in which votes do not count. @module */

import type { Manifest } from '#crypto/manifest/schema.ts';
import { parseTime } from '#crypto/manifest/time.ts';

/** Reports whether an election is a rehearsal or is in its practice stage. `now`: POSIX seconds. */
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
