/** The small election with hours around now, for processes that go by the real clock. @module */

import type { ManifestTemplate } from '#server/demo/parties.ts';
import { mini } from '../../negative/mini.ts';

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');

/** Opens `before` seconds ago and closes in `after`. */
export function anytime(before = 60, after = 86_400): ManifestTemplate {
  const now = Math.floor(Date.now() / 1000);
  const stages = mini.stages.map((stage) => ({
    ...stage,
    starts: iso(now - before),
    ends: iso(now + after),
  }));
  return { ...mini, stages };
}
