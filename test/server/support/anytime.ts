/** Elections with hours around now, for processes that go by the real clock. @module */

import type { ManifestTemplate } from '#server/demo/parties.ts';
import { mini } from '../../negative/mini.ts';

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');

/** Any election, open since `before` seconds ago and for `after`. */
export function aroundNow(template: ManifestTemplate, before = 60, after = 86_400): ManifestTemplate {
  const now = Math.floor(Date.now() / 1000);
  const hours = { starts: iso(now - before), ends: iso(now + after) };
  return { ...template, stages: [{ ...template.stages.find(({ id }) => id === 'voting')!, ...hours }] };
}

export const anytime = (): ManifestTemplate => aroundNow(mini);
