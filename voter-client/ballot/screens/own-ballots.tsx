/** List of the voter's ballots, shown at home and at a kiosk before the first is marked. @module */

import type { ReactNode } from 'react';
import { useWords } from '../../i18n/context.ts';
import { contestsOf, type Journey } from '../journey.ts';

export function OwnBallots({ journey }: { readonly journey: Journey }): ReactNode {
  const { t, pick } = useWords();
  const contests = contestsOf(journey);
  return (
    <section className="stack">
      <h2>{t('who.ballots')}</h2>
      <p>{t('who.count', { n: contests.length })}</p>
      <ul>
        {contests.map((contest) => (
          <li key={contest.id}>{pick(contest.title)}</li>
        ))}
      </ul>
    </section>
  );
}
