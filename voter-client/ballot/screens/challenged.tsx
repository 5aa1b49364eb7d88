/** Screen of an opened ballot: how to check it on another device, and the way to a new ballot. @module */

import type { ReactNode } from 'react';
import type { ReceiptedBallot } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Tracker } from '../../ui/tracker.tsx';
import { useWords } from '../../i18n/context.ts';
import { meaningOf } from '../marking/marks.ts';
import { MeaningInWords } from '../marking/meaning.tsx';
import { contestsOf } from '../journey.ts';
import { stepOf, type BallotProps } from './screen-props.ts';

export function Challenged({
  journey,
  actions,
  checkPage,
  receipted,
}: BallotProps & { receipted: ReceiptedBallot }): ReactNode {
  const { t, pick } = useWords();
  return (
    <Screen title={t('challenged.title')} step={stepOf(t, 'cast')}>
      <Notice kind="plain" what={t('challenged.text')} />
      <ol>
        <li>{t('challenged.one', { address: checkPage })}</li>
        <li>{t('challenged.two')}</li>
        <li>{t('challenged.three')}</li>
      </ol>
      <Tracker ballot={receipted} />
      <section>
        <h2>{t('challenged.marked')}</h2>
        {contestsOf(journey).map((contest, i) => (
          <div key={contest.id} className="review-item">
            <h3>{pick(contest.title)}</h3>
            <MeaningInWords contest={contest} meaning={meaningOf(contest, journey.marks[i]!)} />
          </div>
        ))}
      </section>
      <p>{t('challenged.differs')}</p>
      <p className="notice">{t('challenged.public')}</p>
      <Actions>
        <Button kind="main" press={() => actions.dispatch({ type: 'next' })}>
          {t('challenged.next')}
        </Button>
      </Actions>
    </Screen>
  );
}
