/** Screen for a card that was not printed, which is spoiled before another one is issued. @module */

import type { ReactNode } from 'react';
import { Screen } from '../../ui/screen.tsx';
import type { Person } from '../../api/desk.ts';
import { useDeskWords } from '../words.ts';
import { SpoilOpen } from './person.tsx';

export function Spoil({ person }: { readonly person: Person }): ReactNode {
  const { t } = useDeskWords();
  return (
    <Screen title={t('spoil.title')}>
      <p>{t('spoil.text')}</p>
      <SpoilOpen person={person} />
    </Screen>
  );
}
