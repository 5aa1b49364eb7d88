/** Rules of meaning of the manifest, M7 to M33 (spec §4.4). @module */
import { distinct, distinctBy } from './distinct.ts';
import { ManifestFault } from './fault.ts';
import type { Manifest } from './form.ts';
import { countRules } from './rules-count.ts';
import { contestRules } from './rules-contest.ts';
import { keyRules } from './rules-keys.ts';
import { siteRules } from './rules-sites.ts';
import { styleRules } from './rules-styles.ts';
import { isZone, parseTime } from './times.ts';

/** Yields every broken rule, in no particular order. */
export function* meaningRules(manifest: Manifest): Generator<ManifestFault> {
  yield* distinct(manifest.contests, 'contests');
  yield* distinct(manifest.styles, 'styles');
  yield* distinct(manifest.stages, 'stages');
  yield* distinctBy(
    manifest.units,
    ({ code }) => code,
    'M7',
    (i) => `units[${i}].code`,
  );
  yield* distinctBy(
    manifest.sites,
    ({ code }) => code,
    'M7',
    (i) => `sites[${i}].code`,
  );
  yield* keyRules(manifest);
  yield* timeRules(manifest);
  yield* trusteeRules(manifest);
  for (const [i, contest] of manifest.contests.entries()) yield* contestRules(contest, `contests[${i}]`);
  yield* styleRules(manifest);
  yield* siteRules(manifest);
  yield* countRules(manifest);
  yield* settingRules(manifest);
}

function* timeRules({ stages }: Manifest): Generator<ManifestFault> {
  const times = stages.map(({ id, starts, ends }) => ({
    id,
    starts: parseTime(starts),
    ends: parseTime(ends),
  }));
  for (const [i, { starts, ends }] of times.entries()) {
    if (starts === undefined) yield new ManifestFault('M10', `stages[${i}].starts`);
    else if (ends === undefined || starts >= ends) yield new ManifestFault('M10', `stages[${i}].ends`);
  }
  const voting = times.find(({ id }) => id === 'voting');
  if (!voting) {
    yield new ManifestFault('M10', 'stages');
    return;
  }
  for (const [i, { id, starts, ends }] of times.entries()) {
    if (id === 'ceremony' && ends && voting.starts && ends > voting.starts)
      yield new ManifestFault('M10', `stages[${i}].ends`);
    if (id === 'count' && starts && voting.ends && starts < voting.ends)
      yield new ManifestFault('M10', `stages[${i}].starts`);
  }
}

function* trusteeRules({ trustees: { threshold, count, candidates } }: Manifest): Generator<ManifestFault> {
  if (threshold < 2) yield new ManifestFault('M11', 'trustees.threshold');
  if (threshold >= count) yield new ManifestFault('M11', 'trustees.count');
  if (count > candidates.length || candidates.length > 20)
    yield new ManifestFault('M11', 'trustees.candidates');
}

function* settingRules(manifest: Manifest): Generator<ManifestFault> {
  const { zone, graceSeconds, extensionSeconds, silenceSeconds, units, sites, contests, styles, witnesses } =
    manifest;
  if (!isZone(zone)) yield new ManifestFault('M20', 'zone');
  if (graceSeconds > 86_400) yield new ManifestFault('M21', 'graceSeconds');
  if (extensionSeconds > 2_592_000) yield new ManifestFault('M27', 'extensionSeconds');
  if (silenceSeconds < 60 || silenceSeconds > 31_536_000) yield new ManifestFault('M21', 'silenceSeconds');
  if (units.length === 0 || units.length > 1000) yield new ManifestFault('M22', 'units');
  if (sites.length > 200) yield new ManifestFault('M22', 'sites');
  if (contests.length === 0 || contests.length > 50) yield new ManifestFault('M22', 'contests');
  if (styles.length === 0 || styles.length > 1000) yield new ManifestFault('M22', 'styles');
  if (witnesses.keys.length > 63) yield new ManifestFault('M22', 'witnesses.keys');
}
