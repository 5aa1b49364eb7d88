/**
 * Sentences for the meaning of marks, on the contest's screen and on the review. No text says that an uncast ballot
 * counts.
 * @module
 */

import type { ManifestContest } from '#crypto/manifest/schema.ts';
import type { Words } from '../../i18n/context.ts';
import { optionsOf, type Marks, type Meaning, type Option } from './marks.ts';

/** Keys of the texts for one candidate: with one party, and with a coalition. */
const forPerson = {
  meaning: ['meaning.single', 'meaning.coalition'],
  review: ['review.single', 'review.coalition'],
} as const;

/** Screen on which a sentence is shown. */
export type SentencePlace = keyof typeof forPerson;

export function sentenceOf(
  { t, pick }: Words,
  contest: ManifestContest,
  meaning: Meaning,
  on: SentencePlace = 'meaning',
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
  on: SentencePlace,
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

/** Returns the names on the ballot of everything that is marked. */
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
