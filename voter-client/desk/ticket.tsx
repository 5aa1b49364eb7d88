/** Voting card as it is printed on an 80 mm roll. It is never shown on the screen. @module */

import type { ReactNode } from 'react';
import { Qr } from '../ui/qr.tsx';
import type { Card } from '../api/desk.ts';
import { useDesk } from './desk.ts';
import { useDeskWords } from './words.ts';

export function Ticket({ card }: { readonly card: Card }): ReactNode {
  const { pins, state } = useDesk();
  const { t, pick, time } = useDeskWords();
  const { zone, name } = pins.site;
  return (
    <section className="ticket print-only" aria-label={t('ticket.title')}>
      {pins.rehearsal && <p className="rehearsal">{t('desk.rehearsal')}</p>}
      <p>{pick(pins.title)}</p>
      <p>{pick(name)}</p>
      <h2>{t('ticket.number', { n: card.number })}</h2>
      <Qr text={card.card} title={t('ticket.qr')} />
      <p className="do">{t('ticket.do')}</p>
      <p>{t('ticket.minutes', { n: card.minutes })}</p>
      {state && <p>{t('ticket.until', { until: time(zone, state.now + card.minutes * 60, 'hour') })}</p>}
    </section>
  );
}
