/** Semantic rules for one contest of the manifest: M7 and M12 to M17 (spec §4.4). @module */

import { assertDistinct, assertManifestRule } from './manifest-rule.ts';
import type { ManifestContest } from './schema.ts';

const MAX_OPTIONS = 200;

/** Throws DocumentError for the first rule that is broken; `place` is the path of the contest in the manifest. */
export function checkContest(contest: ManifestContest, place: string): void {
  const options = contest.groups.flatMap((group) => group.options);
  assertDistinct(
    'M7',
    `${place}.groups`,
    contest.groups.map(({ id }) => id),
  );
  assertDistinct(
    'M7',
    `${place}.parties`,
    contest.parties.map(({ id }) => id),
  );
  assertDistinct(
    'M7',
    `${place}.candidacies`,
    contest.candidacies.map(({ id }) => id),
  );
  assertDistinct(
    'M7',
    `${place} options`,
    [...options, ...contest.specials].map(({ id }) => id),
  );
  assertManifestRule(
    options.length + contest.specials.length <= MAX_OPTIONS,
    'M17',
    place,
    'more than 200 options',
  );
  assertDistinct(
    'M17',
    `${place}.specials`,
    contest.specials.map(({ kind }) => kind),
  );
  contest.groups.forEach(({ min, max, options: own }, g) => {
    const where = `${place}.groups[${g}]`;
    assertManifestRule(
      max >= 1 && max <= own.length,
      'M12',
      `${where}.max`,
      'not from 1 to the number of options',
    );
    assertManifestRule(min <= max, 'M12', `${where}.min`, 'more than max');
    assertManifestRule(
      contest.blank ? min === 0 : min >= 1,
      'M12',
      `${where}.min`,
      'must be 0 if and only if "blank" is true',
    );
  });
  if (contest.kind === 'single') checkSingle(contest, place);
  else checkWithoutParties(contest, place);
  if (contest.kind !== 'select') {
    assertManifestRule(
      contest.groups.length === 1 && contest.groups[0]!.max === 1,
      'M13',
      `${place}.groups`,
      'one group with max 1',
    );
  }
}

function checkWithoutParties(contest: ManifestContest, place: string): void {
  const plain = contest.groups.every((g) =>
    g.options.every((o) => o.candidacy === null && o.parties.length === 0),
  );
  const none = contest.parties.length === 0 && contest.candidacies.length === 0;
  assertManifestRule(
    plain && none,
    'M14',
    place,
    `a contest of kind ${contest.kind} has no parties and no candidacies`,
  );
  const unregistered = contest.specials.some(({ kind }) => kind === 'unregistered');
  assertManifestRule(
    contest.kind !== 'select' || !unregistered,
    'M14',
    `${place}.specials`,
    'no unregistered candidacy in a select',
  );
}

function checkSingle(contest: ManifestContest, place: string): void {
  const owner = new Map<string, string>();
  contest.candidacies.forEach(({ id, parties }, i) => {
    assertManifestRule(
      parties.length > 0,
      'M15',
      `${place}.candidacies[${i}].parties`,
      'a candidacy has at least one party',
    );
    for (const party of parties) {
      assertManifestRule(
        !owner.has(party),
        'M15',
        `${place}.candidacies[${i}].parties`,
        `"${party}" has two candidacies`,
      );
      owner.set(party, id);
    }
  });
  const order = contest.parties.map(({ id }) => id);
  for (const party of order)
    assertManifestRule(owner.has(party), 'M15', `${place}.parties`, `"${party}" has no candidacy`);
  for (const party of owner.keys())
    assertManifestRule(order.includes(party), 'M15', `${place}.candidacies`, `"${party}" is no party`);
  const options = contest.groups.flatMap((group) => group.options);
  for (const option of options) {
    const where = `${place} option "${option.id}"`;
    assertManifestRule(option.parties.length > 0, 'M16', where, 'stands for no marks');
    const positions = option.parties.map((party) => order.indexOf(party));
    assertManifestRule(
      positions.every((p, i) => i === 0 || p > positions[i - 1]!),
      'M16',
      where,
      'marks are not in the order of the parties',
    );
    assertManifestRule(
      option.parties.every((p) => owner.get(p) === option.candidacy),
      'M16',
      where,
      'marks of another candidacy',
    );
  }
  assertDistinct(
    'M16',
    `${place} options`,
    options.map(({ parties }) => parties.join('+')),
  );
  const alone = new Set(options.map(({ parties }) => parties.join('+')));
  for (const party of order)
    assertManifestRule(alone.has(party), 'M16', place, `no option for "${party}" alone`);
}
