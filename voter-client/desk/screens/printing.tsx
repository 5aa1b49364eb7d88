/**
 * Screen that prints a card. In an election no other screen holds the card's code, and it appears only on paper.
 * @module
 */

import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import type { Card, Person } from '../../api/desk.ts';
import { useDesk } from '../desk.ts';
import { useDeskWords } from '../words.ts';
import { Ticket } from '../ticket.tsx';
import { focusMain } from './focus-main.ts';

interface Props {
  readonly person: Person;
  readonly card: Card;
}

/**
 * Prints the card and goes to the next screen. A page cannot know whether the printer worked, so the next screen asks.
 */
export function Printing({ person, card }: Props): ReactNode {
  const { go, pins } = useDesk();
  const { t } = useDeskWords();
  const { number, minutes, onBoard } = card;
  const scanned = pins.rehearsal ? { scanned: card.card } : {};
  const done = (): void => go({ kind: 'given', person, card: { number, minutes, onBoard, ...scanned } });
  const after = useRef(done);
  useEffect(() => {
    const printed = (): void => after.current();
    addEventListener('afterprint', printed);
    focusMain();
    print();
    return () => removeEventListener('afterprint', printed);
  }, []);
  return (
    <>
      <Screen title={t('given.printing', { n: number })} className="no-print">
        <p>{t('given.printing-text')}</p>
        <Actions>
          <Button kind="main" press={done}>
            {t('given.dismiss')}
          </Button>
        </Actions>
      </Screen>
      <Ticket card={card} />
    </>
  );
}
