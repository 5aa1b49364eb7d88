/** Tracker of a ballot for people to compare: in large groups of characters and as a QR code. @module */

import { useState, type ReactNode } from 'react';
import type { EncryptedBallot } from '../contract/booth.ts';
import { useWords } from '../i18n/context.ts';
import { Button } from './button.tsx';
import { Qr } from './qr.tsx';

export function Tracker({ ballot }: { readonly ballot: EncryptedBallot }): ReactNode {
  const { t } = useWords();
  const [copied, setCopied] = useState<boolean>();
  const copy = (): void => {
    navigator.clipboard.writeText(ballot.tracker).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="tracker">
      <h2>{t('tracker.label')}</h2>
      <p className="groups" data-tracker>
        {ballot.tracker.split('-').map((group, i) => (
          <span key={i}>{group} </span>
        ))}
      </p>
      <Qr text={ballot.trackerHex} title={t('tracker.qr')} />
      <Button kind="plain" press={copy}>
        {t('tracker.copy')}
      </Button>
      <p role="status">{copied !== undefined && t(copied ? 'tracker.copied' : 'tracker.not-copied')}</p>
    </div>
  );
}
