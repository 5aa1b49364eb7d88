/** Contest of kind `question`, with one question and one answer. The null vote is one of the answers. @module */

import { useId, type ReactNode } from 'react';
import { useWords } from '../../i18n/context.ts';
import { Mark } from './mark.tsx';
import { noMarks, optionsOf, type ContestProps } from './marks.ts';

export function Question({ contest, marks, mark }: ContestProps): ReactNode {
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
