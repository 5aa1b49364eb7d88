/** Rules for the sites in the manifest: M7, M23, M24 (spec §4.4). @module */

import { assertDistinct, assertManifestRule } from './manifest-rule.ts';
import type { Manifest } from './schema.ts';
import { parseSpan, parseTime, ZONE } from './time.ts';

const DAY_SECONDS = 86_400;
/** Code of the internet as a place of an incident (spec §12.1); no site has it. */
export const INTERNET_CODE = 'internet';

/** Throws DocumentError for the first rule that is broken; the stages must have been checked before. */
export function checkSites({ sites, stages }: Manifest): void {
  const opens = parseTime(stages.find(({ id }) => id === 'voting')!.starts);
  assertDistinct(
    'M7',
    'sites',
    sites.map(({ code }) => code),
  );
  sites.forEach((site, i) => {
    const place = `sites[${i}]`;
    const { starts, ends } = parseSpan(site, place);
    assertManifestRule(
      site.code !== INTERNET_CODE,
      'M23',
      `${place}.code`,
      'the name of the internet in incidents',
    );
    assertManifestRule(ZONE.test(site.zone), 'M23', `${place}.zone`, 'not the name of a time zone');
    assertManifestRule(starts < ends, 'M23', place, 'ends before it starts');
    assertManifestRule(starts >= opens, 'M23', `${place}.starts`, 'before voting starts');
    assertManifestRule(site.graceSeconds <= DAY_SECONDS, 'M24', `${place}.graceSeconds`, 'more than a day');
    assertManifestRule(
      site.graceSeconds <= site.deliverySeconds && site.deliverySeconds <= 7 * DAY_SECONDS,
      'M24',
      `${place}.deliverySeconds`,
      'less than graceSeconds, or more than a week',
    );
    assertManifestRule(site.walkIns <= 100_000, 'M24', `${place}.walkIns`, 'more than 100,000');
  });
}
