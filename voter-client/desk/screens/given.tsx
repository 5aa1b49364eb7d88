/** Screen after the printing of a card. The card's code is gone, except for the copy in a rehearsal. @module */

import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import type { Person } from '../../api/desk.ts';
import { useDesk, type GivenCard } from '../desk.ts';
import { useDeskWords } from '../words.ts';
import { useMainFocus } from './focus-main.ts';

export function Given({ person, card }: { readonly person: Person; readonly card: GivenCard }): ReactNode {
  const { go } = useDesk();
  const { t } = useDeskWords();
  useMainFocus();
  return (
    <Screen title={t('given.title', { n: card.number })}>
      <p>{t('given.text', { n: card.minutes, name: person.name })}</p>
      {!card.onBoard && <p>{t('given.later')}</p>}
      {card.scanned !== undefined && <Copy text={card.scanned} />}
      <Actions>
        <Button press={() => go({ kind: 'spoil', person })}>{t('given.failed')}</Button>
        <Button kind="main" press={() => go({ kind: 'search' })}>
          {t('given.next')}
        </Button>
      </Actions>
    </Screen>
  );
}

/**
 * Shows the button that copies the card's content, for a rehearsal without printer and scanner: the kiosk's first
 * screen accepts a pasted card.
 */
function Copy({ text }: { readonly text: string }): ReactNode {
  const { t } = useDeskWords();
  const [copied, setCopied] = useState<'given.copied' | 'given.not-copied'>();
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied('given.copied'),
      () => setCopied('given.not-copied'),
    );
  return (
    <>
      <Button press={copy}>{t('given.copy')}</Button>
      <p role="status">{copied && t(copied)}</p>
    </>
  );
}
