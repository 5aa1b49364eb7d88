/**
 * Contest of kind `single`, in which each party is a tile, in ballot order. As on a paper ballot, the voter may mark
 * more than one.
 * @module
 */

import type { ReactNode } from 'react';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { useWords } from '../../i18n/context.ts';
import { Mark } from './mark.tsx';
import { toggled, type ContestProps } from './marks.ts';
import { partyName } from './sentence.ts';
import { Specials } from './specials.tsx';

export function Emblems({ contest, marks, mark }: ContestProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <fieldset>
        <legend>{t('contest.candidates')}</legend>
        <div className="tiles">
          {contest.parties.map(({ id, name }) => (
            <Mark
              key={id}
              kind="checkbox"
              className="tile"
              marked={marks.marked.includes(id)}
              mark={() => mark({ ...marks, marked: toggled(marks.marked, id) })}
            >
              <span className="emblem">{name}</span> <Candidate contest={contest} party={id} />
            </Mark>
          ))}
        </div>
      </fieldset>
      <Specials contest={contest} marks={marks} mark={mark} />
    </>
  );
}

function Candidate({
  contest,
  party,
}: {
  readonly contest: ManifestContest;
  readonly party: string;
}): ReactNode {
  const { t } = useWords();
  const { name, parties } = contest.candidacies.find((candidacy) => candidacy.parties.includes(party))!;
  return (
    <span className="who">
      <span className="candidate">{name}</span>{' '}
      {parties.length > 1 && (
        <span className="quiet">
          {t('contest.coalition', { parties: parties.map((id) => partyName(contest, id)).join('-') })}
        </span>
      )}
    </span>
  );
}
