/** Review screen: every choice in words, each with a button to change it. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { isComplete, meaningOf } from '../marking/marks.ts';
import { MeaningInWords } from '../marking/meaning.tsx';
import { FaultNotice } from '../fault-notice.tsx';
import { contestsOf } from '../journey.ts';
import { stepOf, type BallotProps } from './screen-props.ts';

export function Review({ journey, actions }: BallotProps): ReactNode {
  const { t, pick } = useWords();
  const rows = contestsOf(journey).map((contest, i) => ({
    contest,
    meaning: meaningOf(contest, journey.marks[i]!),
  }));
  const unfinished = rows.findIndex(({ meaning }) => !isComplete(meaning));
  return (
    <Screen title={t('review.title')} step={stepOf(t, 'review')}>
      <FaultNotice fault={journey.fault} />
      <p>{t('review.hint')}</p>
      <div>
        {rows.map(({ contest, meaning }, i) => (
          <section key={contest.id} className="review-item">
            <h2>{pick(contest.title)}</h2>
            <MeaningInWords contest={contest} meaning={meaning} on="review" />
            <div>
              <Button
                press={() => actions.dispatch({ type: 'change', contest: i })}
                name={t('review.change-of', { contest: pick(contest.title) })}
              >
                {t('review.change')}
              </Button>
            </div>
          </section>
        ))}
      </div>
      <Actions>
        <Button press={() => actions.dispatch({ type: 'back' })}>{t('frame.back')}</Button>
        <Button
          kind="main"
          press={() =>
            unfinished < 0
              ? actions.encrypt(journey)
              : actions.dispatch({ type: 'change', contest: unfinished })
          }
        >
          {t('review.seal')}
        </Button>
      </Actions>
    </Screen>
  );
}
