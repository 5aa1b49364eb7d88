/** Rules of sites: M7, M23, M24 (spec §4.4). @module */

import { distinct, must } from './must.ts';
import type { Manifest } from './schema.ts';
import { parseSpan, parseTime, ZONE } from './time.ts';

const DAY = 86_400;

/** Throws ManifestError for the first rule that is broken; the stages have been checked. */
export function checkSites({ sites, stages }: Manifest): void {
  const opens = parseTime(stages.find(({ id }) => id === 'voting')!.starts);
  distinct(
    'M7',
    'sites',
    sites.map(({ code }) => code),
  );
  sites.forEach((site, i) => {
    const place = `sites[${i}]`;
    const { starts, ends } = parseSpan(site, place);
    must(ZONE.test(site.zone), 'M23', `${place}.zone`, 'not the name of a time zone');
    must(starts < ends, 'M23', place, 'ends before it starts');
    must(starts >= opens, 'M23', `${place}.starts`, 'before voting starts');
    must(site.graceSeconds <= DAY, 'M24', `${place}.graceSeconds`, 'more than a day');
    must(
      site.graceSeconds <= site.deliverySeconds && site.deliverySeconds <= 7 * DAY,
      'M24',
      `${place}.deliverySeconds`,
      'less than graceSeconds, or more than a week',
    );
    must(site.walkIns <= 100_000, 'M24', `${place}.walkIns`, 'more than 100,000');
  });
}
