/** Rules of meaning of the manifest, M7 to M33 (spec §4.4). @module */
import { distinct, distinctBy } from './distinct.ts';
import { Fault } from './fault.ts';
import type { Manifest } from './form.ts';
import { countRules } from './rules-count.ts';
import { contestRules } from './rules-contest.ts';
import { keyRules } from './rules-keys.ts';
import { siteRules } from './rules-sites.ts';
import { styleRules } from './rules-styles.ts';
import { isZone, parseTime } from './times.ts';

/** Every broken rule, in no particular order. */
export function* meaningRules(manifest: Manifest): Generator<Fault> {
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

function* timeRules({ stages }: Manifest): Generator<Fault> {
  const times = stages.map(({ id, starts, ends }) => ({
    id,
    starts: parseTime(starts),
    ends: parseTime(ends),
  }));
  for (const [i, { starts, ends }] of times.entries()) {
    if (starts === undefined) yield new Fault('M10', `stages[${i}].starts`);
    else if (ends === undefined || starts >= ends) yield new Fault('M10', `stages[${i}].ends`);
  }
  const voting = times.find(({ id }) => id === 'voting');
  if (!voting) {
    yield new Fault('M10', 'stages');
    return;
  }
  for (const [i, { id, starts, ends }] of times.entries()) {
    if (id === 'ceremony' && ends && voting.starts && ends > voting.starts)
      yield new Fault('M10', `stages[${i}].ends`);
    if (id === 'count' && starts && voting.ends && starts < voting.ends)
      yield new Fault('M10', `stages[${i}].starts`);
  }
}

function* trusteeRules({ trustees: { threshold, count, candidates } }: Manifest): Generator<Fault> {
  if (threshold < 2) yield new Fault('M11', 'trustees.threshold');
  if (threshold >= count) yield new Fault('M11', 'trustees.count');
  if (count > candidates.length || candidates.length > 20) yield new Fault('M11', 'trustees.candidates');
}

function* settingRules(manifest: Manifest): Generator<Fault> {
  const { zone, graceSeconds, silenceSeconds, units, sites, contests, styles, witnesses } = manifest;
  if (!isZone(zone)) yield new Fault('M20', 'zone');
  if (graceSeconds > 86_400) yield new Fault('M21', 'graceSeconds');
  if (silenceSeconds < 60 || silenceSeconds > 31_536_000) yield new Fault('M21', 'silenceSeconds');
  if (units.length === 0 || units.length > 1000) yield new Fault('M22', 'units');
  if (sites.length > 200) yield new Fault('M22', 'sites');
  if (contests.length === 0 || contests.length > 50) yield new Fault('M22', 'contests');
  if (styles.length === 0 || styles.length > 1000) yield new Fault('M22', 'styles');
  if (witnesses.keys.length > 63) yield new Fault('M22', 'witnesses.keys');
}
