/**
 * Contest of kind `select`, in which the voter chooses several people of each group. A full group takes no more;
 * pressing one more explains why.
 * @module
 */

import { useState, type ReactNode } from 'react';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { useWords } from '../../i18n/context.ts';
import { Mark } from './mark.tsx';
import { countIn, hasRoom, toggled, type ContestProps } from './marks.ts';
import { Specials } from './specials.tsx';

export function People({ contest, marks, mark }: ContestProps): ReactNode {
  return (
    <>
      {contest.groups.map((group) => (
        <Group key={group.id} group={group} marks={marks} mark={mark} />
      ))}
      <Specials contest={contest} marks={marks} mark={mark} />
    </>
  );
}

function Group({
  group,
  marks,
  mark,
}: Omit<ContestProps, 'contest'> & { readonly group: ManifestContest['groups'][number] }): ReactNode {
  const { t, pick } = useWords();
  const [refused, setRefused] = useState(false);
  const room = hasRoom(group, marks);
  const press = (id: string): void => {
    const takes = marks.marked.includes(id) || room;
    setRefused(!takes);
    if (takes) mark({ ...marks, marked: toggled(marks.marked, id) });
  };
  return (
    <fieldset>
      <legend>{pick(group.title)}</legend>
      <p role="status">
        <span className="counter">{t('contest.counter', { n: countIn(group, marks), of: group.max })}</span>{' '}
        {refused && t('contest.full', { n: group.max })}
      </p>
      <div className="choices people">
        {group.options.map(({ id, title }) => (
          <Mark
            key={id}
            kind="checkbox"
            marked={marks.marked.includes(id)}
            full={!room && !marks.marked.includes(id)}
            mark={() => press(id)}
          >
            <span>{pick(title)}</span>
          </Mark>
        ))}
      </div>
    </fieldset>
  );
}
