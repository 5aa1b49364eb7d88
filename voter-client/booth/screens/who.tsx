/** Who has logged in, which ballots there are, and how long the session lasts. @module */

import type { ReactNode } from 'react';
import { Button } from '../../look/button.tsx';
import { Actions, Screen } from '../../look/screen.tsx';
import { useWords } from '../../words/context.ts';
import { initialsOf } from '../initials.ts';
import { contestsOf } from '../journey.ts';
import { stepOf, type ScreenProps } from './screen-props.ts';

export function Who({ journey, acts }: ScreenProps): ReactNode {
  const { t, pick, time } = useWords();
  const { manifest } = journey.election!;
  const { name, unit, credentialId, expires } = journey.session!;
  const contests = contestsOf(journey);
  return (
    <Screen title={t('who.title')} step={stepOf(t, 'choose')}>
      <dl className="facts">
        <dt>{t('who.you')}</dt>
        <dd>{t('who.initials', { initials: initialsOf(name!), unit: manifest.units[unit]!.name })}</dd>
        <dt>{t('who.credential')}</dt>
        <dd className="key">{credentialId}</dd>
        <dt>{t('who.until')}</dt>
        <dd>{time(manifest.zone, expires, 'hour')}</dd>
      </dl>
      <p className="quiet">{t('who.not-you')}</p>
      <section className="stack">
        <h2>{t('who.ballots')}</h2>
        <p>{t('who.count', { n: contests.length })}</p>
        <ul>
          {contests.map((contest) => (
            <li key={contest.id}>{pick(contest.title)}</li>
          ))}
        </ul>
      </section>
      <p className="quiet">{t('who.not-enough')}</p>
      <Actions>
        <Button kind="main" press={() => acts.tell({ is: 'next' })}>
          {t('who.start')}
        </Button>
      </Actions>
    </Screen>
  );
}
