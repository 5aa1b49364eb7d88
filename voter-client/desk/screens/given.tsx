/** A card was printed, as far as the page can know; its code is gone. @module */

import type { ReactNode } from 'react';
import { Button } from '../../look/button.tsx';
import { Actions, Screen } from '../../look/screen.tsx';
import type { Person } from '../answers.ts';
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
      <Actions>
        <Button press={() => go({ is: 'spoil', person })}>{t('given.failed')}</Button>
        <Button kind="main" press={() => go({ is: 'search' })}>
          {t('given.next')}
        </Button>
      </Actions>
    </Screen>
  );
}
