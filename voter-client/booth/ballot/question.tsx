/** One question, one answer; the null vote is an answer among them. @module */

import { useId, type ReactNode } from 'react';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { useWords } from '../../words/context.ts';
import { Mark } from './mark.tsx';
import { noMarks, optionsOf, type Marks } from './marks.ts';

interface Props {
  readonly contest: ManifestContest;
  readonly marks: Marks;
  readonly mark: (marks: Marks) => void;
}

export function Question({ contest, marks, mark }: Props): ReactNode {
  const { pick } = useWords();
  const group = useId();
  return (
    <fieldset>
      <legend>{pick(contest.groups[0]!.title)}</legend>
      <div className="choices">
        {optionsOf(contest).map(({ id, title }) => (
          <Mark
            key={id}
            kind="radio"
            group={group}
            marked={marks.marked.includes(id)}
            mark={() => mark({ ...noMarks, marked: [id] })}
          >
            <span>{pick(title)}</span>
          </Mark>
        ))}
        {contest.specials.map(({ id, title }) => (
          <Mark
            key={id}
            kind="radio"
            group={group}
            marked={marks.specials.includes(id)}
            mark={() => mark({ ...noMarks, specials: [id] })}
          >
            <span>{pick(title)}</span>
          </Mark>
        ))}
      </div>
    </fieldset>
  );
}
