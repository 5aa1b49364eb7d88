/** Meaning of a contest's marks in words. Several chosen people are listed by name under their group. @module */

import type { ReactNode } from 'react';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { useWords } from '../../i18n/context.ts';
import type { Meaning } from './marks.ts';
import { sentenceOf, type SentencePlace } from './sentence.ts';

interface Props {
  readonly contest: ManifestContest;
  readonly meaning: Meaning;
  readonly on?: SentencePlace;
}

export function MeaningInWords({ contest, meaning, on }: Props): ReactNode {
  const words = useWords();
  return (
    <div className="stack">
      <p>{sentenceOf(words, contest, meaning, on)}</p>
      {contest.kind === 'select' && meaning.kind === 'chosen' && (
        <Names contest={contest} chosen={meaning.options.map(({ id }) => id)} />
      )}
    </div>
  );
}

function Names({
  contest,
  chosen,
}: {
  readonly contest: ManifestContest;
  readonly chosen: readonly string[];
}): ReactNode {
  const { pick } = useWords();
  const groups = contest.groups
    .map((group) => ({ ...group, options: group.options.filter(({ id }) => chosen.includes(id)) }))
    .filter(({ options }) => options.length > 0);
  return (
    <ul>
      {groups.map(({ id, title, options }) => (
        <li key={id}>
          <strong>{pick(title)}</strong>
          <ul>
            {options.map((option) => (
              <li key={option.id}>{pick(option.title)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
