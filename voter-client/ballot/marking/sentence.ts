/** Meanings in words: what was marked; on the review, what the vote will be. No ballot counts before it is in the box. @module */

import type { ManifestContest } from '#crypto/manifest/schema.ts';
import type { Words } from '../../i18n/context.ts';
import { optionsOf, type Marks, type Meaning, type Option } from './marks.ts';

/** Of one person: with one party, and with several. */
const forPerson = {
  meaning: ['meaning.single', 'meaning.coalition'],
  review: ['review.single', 'review.coalition'],
} as const;

/** Where a sentence stands. */
export type SaidOn = keyof typeof forPerson;

export function sentenceOf(
  { t, pick }: Words,
  contest: ManifestContest,
  meaning: Meaning,
  on: SaidOn = 'meaning',
): string {
  switch (meaning.kind) {
    case 'chosen':
      return chosenSentence({ t, pick }, contest, meaning.options, on);
    case 'null':
      return t(meaning.why === 'mix' ? 'meaning.mix' : 'meaning.null');
    default:
      return t(`meaning.${meaning.kind}`);
  }
}

function chosenSentence(
  { t, pick }: Pick<Words, 't' | 'pick'>,
  contest: ManifestContest,
  options: readonly Option[],
  on: SaidOn,
): string {
  const [first] = options;
  if (contest.kind === 'select') return t('meaning.select', { n: options.length });
  if (contest.kind === 'question') return t('meaning.answer', { answer: pick(first!.title) });
  const candidacy = contest.candidacies.find(({ id }) => id === first!.candidacy)!;
  const parties = first!.parties.map((id) => partyName(contest, id));
  const [single, coalition] = forPerson[on];
  return t(parties.length > 1 ? coalition : single, {
    candidate: candidacy.name,
    parties: parties.join('-'),
  });
}

export const partyName = (contest: ManifestContest, id: string): string =>
  contest.parties.find((party) => party.id === id)!.name;

/** Everything that is marked, by the names that stand on the ballot. */
export function namesOf({ pick }: Words, contest: ManifestContest, marks: Marks): readonly string[] {
  const items =
    contest.kind === 'single'
      ? contest.parties.map(({ id, name }) => ({ id, name }))
      : optionsOf(contest).map(({ id, title }) => ({ id, name: pick(title) }));
  const specials = contest.specials.filter(({ id }) => marks.specials.includes(id));
  return [
    ...items.filter(({ id }) => marks.marked.includes(id)).map(({ name }) => name),
    ...specials.map(({ title }) => pick(title)),
  ];
}
