/**
 * Screens of an opened ballot: its choices in words, the question whether they are the voter's, and what follows from
 * the answer.
 * @module
 */

import type { ReactNode } from 'react';
import { meaningOfChoices } from '../ballot/marking/choices.ts';
import { MeaningInWords } from '../ballot/marking/meaning.tsx';
import { saveFile } from '../ui/save-file.ts';
import type { ReceiptedBallot, ShownElection } from '../contract/booth.ts';
import { formatReceiptFile } from '../board/receipt-file.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import type { CheckActions } from './actions.ts';
import { Another, type FoundAs } from './found.tsx';
import type { CheckState } from './state.ts';

interface Props {
  readonly election: ShownElection;
  readonly actions: CheckActions;
  readonly found: FoundAs<'opened'>;
  readonly verdict: CheckState['verdict'];
}

export function Opened({ election, actions, found, verdict }: Props): ReactNode {
  const { t } = useWords();
  if (verdict === 'same') {
    return (
      <Screen key="same" title={t('opened.yes-title')}>
        <Notice kind="fact" what={t('opened.yes-text')} />
        <Another actions={actions} main />
      </Screen>
    );
  }
  if (verdict === 'other') return <Other key="other" actions={actions} receipted={found.receipted} />;
  return (
    <Screen key="opened" title={t('opened.title')}>
      <p>{t('opened.text')}</p>
      <Content election={election} found={found} />
      <h2>{t('opened.question')}</h2>
      <div className="verdicts">
        <Button press={() => actions.setVerdict('same')}>{t('opened.yes')}</Button>
        <Button press={() => actions.setVerdict('other')}>{t('opened.no')}</Button>
      </div>
    </Screen>
  );
}

function Content({ election, found }: Pick<Props, 'election' | 'found'>): ReactNode {
  const { t, pick } = useWords();
  const { styles, contests } = election.manifest;
  const style = styles[found.style]!;
  return (
    <div>
      <p className="quiet">{pick(style.title)}</p>
      {style.contests.map((id, i) => {
        const contest = contests.find((candidate) => candidate.id === id)!;
        return (
          <section key={id} className="review-item">
            <h2>{pick(contest.title)}</h2>
            <MeaningInWords contest={contest} meaning={meaningOfChoices(contest, found.choices[i]!)} />
          </section>
        );
      })}
      <dl className="facts">
        <dt>{t('tracker.label')}</dt>
        <dd className="key">{found.receipted.tracker}</dd>
      </dl>
    </div>
  );
}

function Other({
  actions,
  receipted,
}: {
  readonly actions: CheckActions;
  readonly receipted: ReceiptedBallot;
}): ReactNode {
  const { t } = useWords();
  const save = (): void =>
    saveFile(
      `${t('opened.evidence-file')}-${receipted.tracker.slice(0, 9)}.json`,
      formatReceiptFile(receipted),
      'application/json',
    );
  return (
    <Screen title={t('opened.no-title')}>
      <Notice kind="loss" what={t('opened.no-means')} />
      <ol>
        <li>{t('opened.no-save')}</li>
        <li>{t('opened.no-call')}</li>
        <li>{t('opened.no-vote')}</li>
      </ol>
      <Button press={save}>{t('opened.evidence')}</Button>
      <Another actions={actions} />
    </Screen>
  );
}
