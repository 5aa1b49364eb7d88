/** First screen of the check page, on which people type or scan a tracker or choose a receipt file. @module */

import { useRef, useState, type ReactNode } from 'react';
import { FaultNotice } from '../ballot/fault-notice.tsx';
import { SingleFieldForm } from '../ui/single-field-form.tsx';
import { Camera } from '../ui/camera.tsx';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import type { CheckActions } from './actions.ts';
import type { CheckState } from './state.ts';

interface Props {
  readonly state: CheckState;
  readonly actions: CheckActions;
}

export function Start({ state, actions }: Props): ReactNode {
  const { t } = useWords();
  const asking = state.online === 'asking';
  return (
    <Screen title={t('check.title')}>
      <p>{t('check.text')}</p>
      <p role="status">{state.busy ? t('check.looking') : asking && t('check.opening')}</p>
      {(state.busy || asking) && <progress aria-label={t('frame.busy')} />}
      <FaultNotice fault={state.fault} />
      {state.online === 'no' && !state.fault && <Notice kind="plain" what={t('check.offline')} />}
      <div className="stack">
        <SingleFieldForm
          kind="code"
          label={t('check.tracker')}
          hint={t('check.tracker-hint')}
          isValid={(tracker) => tracker !== ''}
          invalidText={t('check.tracker-empty')}
          onSubmit={actions.lookUp}
          busy={state.busy || asking}
          send={t('check.look')}
        />
        <Camera label={t('check.scan')} read={actions.lookUp} />
      </div>
      <ReceiptFile onFile={actions.checkFile} />
      {location.protocol !== 'file:' && <SaveCopy />}
    </Screen>
  );
}

function ReceiptFile({ onFile }: { readonly onFile: (file: Blob) => void }): ReactNode {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <section
      className={`stack drop ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      }}
    >
      <h2>{t('check.or')}</h2>
      <p id="receipt-file-hint" className="quiet">
        {t('check.file-hint')}
      </p>
      {/* Hide the browser's own file button: it uses the browser's language, not the page's. */}
      <label className="button file">
        {t('check.file')}
        <input
          ref={input}
          className="hidden"
          type="file"
          accept=".json,.tlog-proof"
          aria-describedby="receipt-file-hint"
          onChange={() => {
            const file = input.current!.files?.[0];
            if (file) onFile(file);
          }}
        />
      </label>
    </section>
  );
}

/**
 * Offers the page for download. It is one file, and a copy works without a server for everything that needs no board.
 */
function SaveCopy(): ReactNode {
  const { t } = useWords();
  return (
    <section className="stack">
      <h2>{t('check.save-title')}</h2>
      <p className="quiet">{t('check.save-text')}</p>
      <p>
        <a href={location.pathname} download={`${t('check.save-file')}.html`}>
          {t('check.save')}
        </a>
      </p>
    </section>
  );
}
