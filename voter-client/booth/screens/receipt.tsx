/** Receipt screen: what was checked, what the receipt proves and does not prove, and how to keep it. @module */

import { useState, type ReactNode } from 'react';
import type { ReceiptedBallot } from '../../contract/booth.ts';
import { formatReceiptFile } from '../../board/receipt-file.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Tracker } from '../../ui/tracker.tsx';
import { useWords } from '../../i18n/context.ts';
import { saveFile } from '../../ui/save-file.ts';
import type { ScreenOf, ScreenProps } from '../../ballot/screens/screen-props.ts';

export function ReceiptScreen({
  journey,
  actions,
  checkPage,
  screen,
}: ScreenProps & { screen: ScreenOf<'receipt'> }): ReactNode {
  const { t, time } = useWords();
  const { receipted, earlier } = screen;
  const { zone, revoting } = journey.election!.manifest;
  return (
    <Screen title={t(earlier ? 'receipt.earlier' : 'receipt.title')}>
      {earlier && <p>{t('receipt.earlier-text')}</p>}
      <Notice kind="fact" what={t('receipt.checked')}>
        <dl className="facts">
          <dt>{t('receipt.seen')}</dt>
          <dd>{time(zone, receipted.seen, 'moment')}</dd>
          <dt>{t('receipt.place')}</dt>
          <dd>{receipted.index}</dd>
          <dt>{t('receipt.witnesses-label')}</dt>
          <dd>{t('receipt.witnesses', { n: receipted.witnesses })}</dd>
        </dl>
      </Notice>
      <Tracker ballot={receipted} />
      <Keep receipted={receipted} />
      <Proof />
      <div className="stack no-print">
        <a className="button" href={`${checkPage}#${receipted.trackerHex}`} target="_blank" rel="noopener">
          {t('receipt.board')}
        </a>
        <p className="quiet">{t('receipt.board-text')}</p>
      </div>
      {revoting === 'last' && earlier && <p className="no-print">{t('receipt.again-text')}</p>}
      <Actions>
        {revoting === 'last' && earlier && (
          <Button press={() => actions.dispatch({ type: 'again' })}>{t('receipt.again')}</Button>
        )}
        <Button kind="main" final press={actions.leave}>
          {t('receipt.leave')}
        </Button>
      </Actions>
    </Screen>
  );
}

function Keep({ receipted }: { readonly receipted: ReceiptedBallot }): ReactNode {
  const { t } = useWords();
  const [saved, setSaved] = useState(false);
  const name = `${t('receipt.file')}-${receipted.tracker.slice(0, 9)}`;
  const save = (ending: string, text: string, type: string): void => {
    saveFile(`${name}.${ending}`, text, type);
    setSaved(true);
  };
  return (
    <div className="stack no-print">
      <div className="doors">
        <Button press={() => save('json', formatReceiptFile(receipted), 'application/json')}>
          {t('receipt.download')}
        </Button>
        <Button press={() => print()}>{t('receipt.print')}</Button>
      </div>
      <Button kind="plain" press={() => save('tlog-proof', receipted.receipt, 'text/plain')}>
        {t('receipt.proof-only')}
      </Button>
      <p role="status">{saved && t('receipt.downloaded')}</p>
    </div>
  );
}

function Proof(): ReactNode {
  const { t } = useWords();
  return (
    <div className="doors">
      <section>
        <h2>{t('receipt.proves')}</h2>
        <p>{t('receipt.proves-text')}</p>
      </section>
      <section>
        <h2>{t('receipt.proves-not')}</h2>
        <p>{t('receipt.proves-not-text')}</p>
      </section>
    </div>
  );
}
