/** Elections with hours around now, for processes that go by the real clock. @module */

import { atHours, type ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { mini } from '../../negative/mini.ts';

/** Any election, open since `before` seconds ago and for `after`. */
export function aroundNow(template: ManifestTemplate, before = 60, after = 86_400): ManifestTemplate {
  const now = Math.floor(Date.now() / 1000);
  return atHours(template, now - before, now + after);
}

export const anytime = (): ManifestTemplate => aroundNow(mini);
