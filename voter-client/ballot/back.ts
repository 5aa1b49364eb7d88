/** What the browser's Back comes to, by where somebody is. Pure. @module */

import type { Key } from '../i18n/catalogue.ts';
import type { PageAt } from '../i18n/context.ts';
import { endOf } from './faults.ts';
import type { Journey, Place } from './journey.ts';

/** `asks`: before leaving, what it would mean. */
export type BackFrom = 'moves' | 'stays' | 'leaves' | { readonly asks: Key };

export function backFrom({ place, busy }: Journey, page: PageAt): BackFrom {
  switch (place.at) {
    case 'contest':
    case 'review':
      return 'moves';
    case 'sealed':
    case 'confirm':
      return busy ? 'stays' : 'moves';
    case 'sealing':
      return 'stays';
    case 'who':
    case 'challenged':
      return { asks: page === 'site' ? 'leave.at-site' : 'leave.marks' };
    default:
      return page === 'site' ? 'stays' : backAtHome(place);
  }
}

/** From the screens that a kiosk does not have, or ends by itself. */
function backAtHome(place: Place): BackFrom {
  switch (place.at) {
    case 'ask':
    case 'asked':
    case 'lapsed':
      return 'moves';
    case 'mobile':
    case 'factor':
    case 'code':
    case 'credential':
      return { asks: 'leave.entering' };
    case 'delivery': {
      const { delivery } = place;
      return { asks: `leave.${delivery.state === 'refused' ? endOf(delivery.fault) : 'unsure'}` };
    }
    case 'receipt':
      return { asks: 'leave.receipt' };
    default:
      return 'leaves';
  }
}

/** A name for each screen, as far as the history has an entry for it. */
export function screenOf(place: Place): string {
  return place.at === 'contest' ? `contest ${place.contest} ${place.warned}` : place.at;
}

/** Whether marks or a sealed ballot are in the page and nowhere else. */
export const hasSomethingToLose = ({ place, marks }: Journey): boolean =>
  marks.some(({ marked, specials }) => marked.length + specials.length > 0) ||
  (place.at !== 'stopped' && 'sealed' in place);
