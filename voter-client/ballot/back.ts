/** Effect of the browser's Back on each screen, as pure functions without access to the browser. @module */

import type { Key } from '../i18n/catalogue.ts';
import type { PageAt } from '../i18n/context.ts';
import { endOf } from './faults.ts';
import type { BoothScreen, Journey } from './journey.ts';

/** Effect of Back: another screen, nothing, leaving the page, or a question (`asks`) to confirm before leaving. */
export type BackEffect = 'moves' | 'stays' | 'leaves' | { readonly asks: Key };

export function backEffect({ screen, busy }: Journey, page: PageAt): BackEffect {
  switch (screen.kind) {
    case 'contest':
    case 'review':
      return 'moves';
    case 'encrypted':
    case 'confirm':
      return busy ? 'stays' : 'moves';
    case 'encrypting':
      return 'stays';
    case 'who':
    case 'challenged':
      return { asks: page === 'site' ? 'leave.at-site' : 'leave.marks' };
    default:
      return page === 'site' ? 'stays' : backAtHome(screen);
  }
}

/** Returns the effect at home, on the screens that a kiosk lacks or ends automatically. */
function backAtHome(screen: BoothScreen): BackEffect {
  switch (screen.kind) {
    case 'request-link':
    case 'link-sent':
    case 'lapsed':
      return 'moves';
    case 'mobile':
    case 'factor':
    case 'code':
    case 'credential':
      return { asks: 'leave.entering' };
    case 'delivery': {
      const { delivery } = screen;
      return { asks: `leave.${delivery.state === 'refused' ? endOf(delivery.fault) : 'unsure'}` };
    }
    case 'receipt':
      return { asks: 'leave.receipt' };
    default:
      return 'leaves';
  }
}

/** Returns the name of a screen in the history; screens with different names have history entries of their own. */
export function historyName(screen: BoothScreen): string {
  return screen.kind === 'contest' ? `contest ${screen.contest} ${screen.warned}` : screen.kind;
}

/** Reports whether the page holds marks or an encrypted ballot that exist nowhere else. */
export const hasSomethingToLose = ({ screen, marks }: Journey): boolean =>
  marks.some(({ marked, specials }) => marked.length + specials.length > 0) ||
  (screen.kind !== 'stopped' && 'ballot' in screen);
