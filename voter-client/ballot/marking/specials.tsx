/** Options "Candidatura no registrada" and "voto nulo", shown apart from the candidates. @module */

import type { ReactNode } from 'react';
import { useWords } from '../../i18n/context.ts';
import { Mark } from './mark.tsx';
import { toggled, type ContestProps } from './marks.ts';

export function Specials({ contest, marks, mark }: ContestProps): ReactNode {
  const { t, pick } = useWords();
  if (contest.specials.length === 0) return null;
  return (
    <fieldset>
      <legend>{t('contest.other')}</legend>
      <div className="choices">
        {contest.specials.map(({ id, title }) => (
          <Mark
            key={id}
            kind="checkbox"
            marked={marks.specials.includes(id)}
            mark={() => mark({ ...marks, specials: toggled(marks.specials, id) })}
          >
            <span>{pick(title)}</span>
          </Mark>
        ))}
      </div>
    </fieldset>
  );
}
