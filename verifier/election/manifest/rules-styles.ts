/** Rules of styles and of the length of their ballots, M18 and M19 (spec §4.4). @module */
import { ballotLength, optionCount } from '../layout.ts';
import { ManifestFault } from './fault.ts';
import type { Manifest } from './form.ts';
import { inOrder } from './rules-contest.ts';

export function* styleRules({ styles, contests, units }: Manifest): Generator<ManifestFault> {
  const contestIds = contests.map(({ id }) => id);
  const unitCodes = units.map(({ code }) => code);
  for (const [s, style] of styles.entries()) {
    if (!inOrder(style.contests, contestIds)) yield new ManifestFault('M18', `styles[${s}].contests`);
    if (!inOrder(style.units, unitCodes)) yield new ManifestFault('M18', `styles[${s}].units`);
    const layouts = contests
      .filter(({ id }) => style.contests.includes(id))
      .map((contest) => ({
        options: optionCount(contest),
        groups: contest.groups,
      }));
    if (ballotLength(layouts) > 65_535) yield new ManifestFault('M19', `styles[${s}]`);
  }
  const usedContests = new Set(styles.flatMap((style) => style.contests));
  const usedUnits = new Set(styles.flatMap((style) => style.units));
  for (const [c, id] of contestIds.entries())
    if (!usedContests.has(id)) yield new ManifestFault('M18', `contests[${c}]`);
  for (const [u, code] of unitCodes.entries())
    if (!usedUnits.has(code)) yield new ManifestFault('M18', `units[${u}]`);
}
