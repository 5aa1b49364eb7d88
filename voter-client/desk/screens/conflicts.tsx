/**
 * List of cards that the desk issued while offline and that the registry would not have allowed. People must resolve
 * them.
 * @module
 */

import { useEffect, useState, type ReactNode } from 'react';
import { Screen } from '../../ui/screen.tsx';
import type { Conflict } from '../../api/desk.ts';
import { useDesk, useTask } from '../desk.ts';
import { Refusal, refusalWords } from '../refusal.tsx';
import { useDeskWords } from '../words.ts';

export function Conflicts(): ReactNode {
  const { link, pins } = useDesk();
  const { t, time } = useDeskWords();
  const { fault, run } = useTask();
  const [conflicts, setConflicts] = useState<readonly Conflict[]>();
  // Load once each time the screen is shown.
  // oxlint-disable-next-line react/exhaustive-deps -- `run` changes at each render
  useEffect(() => run(async () => setConflicts(await link.conflicts())), [link]);
  return (
    <Screen title={t('conflicts.title')}>
      <p>{t('conflicts.text')}</p>
      {fault && <Refusal fault={fault} />}
      {conflicts?.length === 0 && <p>{t('conflicts.none')}</p>}
      <ul className="stack plain">
        {conflicts?.map(({ name, voterKey, why, at }) => (
          <li key={voterKey} className="notice loss">
            <strong>{name}</strong>
            <span className="key">{voterKey}</span>
            <span>{t(refusalWords(why).what, { code: why })}</span>
            <span>{t('conflicts.at', { time: time(pins.site.zone, at, 'hour') })}</span>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
