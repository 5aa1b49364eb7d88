/** Rules of sites, M23 and M24 (spec §4.4). @module */
import { ManifestFault } from './fault.ts';
import type { Manifest } from './form.ts';
import { isZone, parseTime } from './times.ts';

export function* siteRules({ sites, stages }: Manifest): Generator<ManifestFault> {
  const voting = stages.find(({ id }) => id === 'voting');
  const opens = voting && parseTime(voting.starts);
  for (const [i, { code, zone, graceSeconds, deliverySeconds, walkIns, ...site }] of sites.entries()) {
    const at = (member: string): string => `sites[${i}].${member}`;
    const [starts, ends] = [parseTime(site.starts), parseTime(site.ends)];
    if (code === 'internet') yield new ManifestFault('M23', at('code'));
    if (!isZone(zone)) yield new ManifestFault('M23', at('zone'));
    if (starts === undefined) yield new ManifestFault('M10', at('starts'));
    else if (opens !== undefined && starts < opens) yield new ManifestFault('M23', at('starts'));
    if (ends === undefined) yield new ManifestFault('M10', at('ends'));
    else if (starts !== undefined && starts >= ends) yield new ManifestFault('M23', at('ends'));
    if (graceSeconds > 86_400) yield new ManifestFault('M24', at('graceSeconds'));
    if (deliverySeconds < graceSeconds || deliverySeconds > 604_800)
      yield new ManifestFault('M24', at('deliverySeconds'));
    if (walkIns > 100_000) yield new ManifestFault('M24', at('walkIns'));
  }
}
