/** Rules of one contest, M7, M12 to M17 and M22 (spec §4.4). @module */
import { distinct, distinctBy } from './distinct.ts';
import { ManifestFault } from './fault.ts';
import type { ManifestContest } from './form.ts';

export function* contestRules(contest: ManifestContest, at: string): Generator<ManifestFault> {
  yield* idRules(contest, at);
  yield* groupRules(contest, at);
  if (contest.kind === 'single') yield* partyRules(contest, at);
  else yield* noPartyRules(contest, at);
}

function* idRules(
  { parties, candidacies, groups, specials }: ManifestContest,
  at: string,
): Generator<ManifestFault> {
  yield* distinct(parties, `${at}.parties`);
  yield* distinct(candidacies, `${at}.candidacies`);
  yield* distinct(groups, `${at}.groups`);
  // Options and specials share one list of ids.
  const options = [
    ...groups.flatMap((group, g) =>
      group.options.map(({ id }, o) => ({ id, at: `${at}.groups[${g}].options[${o}].id` })),
    ),
    ...specials.map(({ id }, s) => ({ id, at: `${at}.specials[${s}].id` })),
  ];
  yield* distinctBy(
    options,
    ({ id }) => id,
    'M7',
    (i) => options[i]!.at,
  );
  if (options.length > 200) yield new ManifestFault('M17', at);
  yield* distinctBy(
    specials,
    ({ kind }) => kind,
    'M17',
    (i) => `${at}.specials[${i}].kind`,
  );
}

function* groupRules({ kind, blank, groups }: ManifestContest, at: string): Generator<ManifestFault> {
  if (groups.length === 0) yield new ManifestFault('M22', `${at}.groups`);
  for (const [g, { min, max, options }] of groups.entries()) {
    const here = `${at}.groups[${g}]`;
    if (options.length === 0) yield new ManifestFault('M22', `${here}.options`);
    if (max < 1 || max > options.length) yield new ManifestFault('M12', `${here}.max`);
    if (min > max || (blank ? min !== 0 : min < 1)) yield new ManifestFault('M12', `${here}.min`);
    if (kind !== 'select' && max !== 1) yield new ManifestFault('M13', `${here}.max`);
  }
  if (kind !== 'select' && groups.length > 1) yield new ManifestFault('M13', `${at}.groups`);
}

/** Checks M14, for `question` and `select`. */
function* noPartyRules(contest: ManifestContest, at: string): Generator<ManifestFault> {
  if (contest.parties.length > 0) yield new ManifestFault('M14', `${at}.parties`);
  if (contest.candidacies.length > 0) yield new ManifestFault('M14', `${at}.candidacies`);
  for (const [g, { options }] of contest.groups.entries()) {
    for (const [o, { candidacy, parties }] of options.entries()) {
      if (candidacy !== null || parties.length > 0)
        yield new ManifestFault('M14', `${at}.groups[${g}].options[${o}]`);
    }
  }
  const unregistered = contest.specials.findIndex(({ kind }) => kind === 'unregistered');
  if (contest.kind === 'select' && unregistered >= 0)
    yield new ManifestFault('M14', `${at}.specials[${unregistered}].kind`);
}

/** Checks M15 and M16, for `single`. */
function* partyRules(
  { parties, candidacies, groups }: ManifestContest,
  at: string,
): Generator<ManifestFault> {
  const order = parties.map(({ id }) => id);
  const memberships = candidacies.flatMap((candidacy) => candidacy.parties);
  for (const [c, candidacy] of candidacies.entries()) {
    const declared = candidacy.parties.every((id) => order.includes(id));
    if (candidacy.parties.length === 0 || !declared)
      yield new ManifestFault('M15', `${at}.candidacies[${c}].parties`);
  }
  for (const [p, id] of order.entries()) {
    if (memberships.filter((member) => member === id).length !== 1)
      yield new ManifestFault('M15', `${at}.parties[${p}]`);
  }

  const options = groups.flatMap((group, g) =>
    group.options.map((option, o) => ({ ...option, at: `${at}.groups[${g}].options[${o}]` })),
  );
  for (const option of options) {
    const candidacy = candidacies.find(({ id }) => id === option.candidacy);
    if (!candidacy) yield new ManifestFault('M16', `${option.at}.candidacy`);
    else if (
      !inOrder(option.parties, order) ||
      !option.parties.every((id) => candidacy.parties.includes(id))
    ) {
      yield new ManifestFault('M16', `${option.at}.parties`);
    }
  }
  yield* distinctBy(
    options,
    (option) => option.parties.join(),
    'M16',
    (i) => `${options[i]!.at}.parties`,
  );
  for (const [p, id] of order.entries()) {
    const alone = options.some((option) => option.parties.length === 1 && option.parties[0] === id);
    if (!alone) yield new ManifestFault('M16', `${at}.parties[${p}]`);
  }
}

/** Tells whether the list is not empty and is a subsequence of the other list. */
export function inOrder(ids: readonly string[], order: readonly string[]): boolean {
  const positions = ids.map((id) => order.indexOf(id));
  return ids.length > 0 && positions.every((position, i) => position > (positions[i - 1] ?? -1));
}
