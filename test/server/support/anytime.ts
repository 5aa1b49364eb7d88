/** Elections with hours around now, for processes that use the real clock. @module */

import { atHours, type ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { mini } from '../../negative/mini.ts';

/** Returns an election that has been open for `before` seconds and stays open for `after`. */
export function aroundNow(template: ManifestTemplate, before = 60, after = 86_400): ManifestTemplate {
  const now = Math.floor(Date.now() / 1000);
  return atHours(template, now - before, now + after);
}

export const anytime = (): ManifestTemplate => aroundNow(mini);
