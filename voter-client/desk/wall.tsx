/**
 * Display on the wall for waiting voters: queue length, waiting time, what to bring, closing time. It has no names and
 * no controls.
 * @module
 */

import { useEffect, type ReactNode } from 'react';
import { LanguageContext } from '../i18n/context.ts';
import type { DeskClient, Queue, State } from '../api/desk.ts';
import { useSettings } from './frame.tsx';
import type { DeskPins } from './pins.ts';
import { useStatus } from './use-status.ts';
import { useDeskWords } from './words.ts';

interface Props {
  readonly link: DeskClient;
  readonly pins: DeskPins;
}

/** Renders the display in the browser's language. */
export function Wall(props: Props): ReactNode {
  const [settings] = useSettings();
  return (
    <LanguageContext value={settings.language}>
      <Display {...props} />
    </LanguageContext>
  );
}

function Display({ link, pins }: Props): ReactNode {
  const { t, pick } = useDeskWords();
  const { state, queue, lost } = useStatus(link);
  const title = `${t('wall.title')}: ${pick(pins.site.name)}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="wall">
      <header>
        <h1>{title}</h1>
        <p>{pick(pins.title)}</p>
        {pins.rehearsal && <p className="rehearsal">{t('desk.rehearsal')}</p>}
      </header>
      {lost && <p role="status">{t('wall.lost')}</p>}
      {!lost && state && queue && <Numbers state={state} queue={queue} />}
      <section>
        <h2>{t('wall.bring-title')}</h2>
        <p>{t('wall.bring')}</p>
        <p>{t('wall.phone')}</p>
      </section>
    </main>
  );
}

function Numbers({ state, queue }: { readonly state: State; readonly queue: Queue }): ReactNode {
  const { t, time } = useDeskWords();
  const { zone } = state.site;
  const hour = (seconds: number): string => time(zone, seconds, 'hour');
  if (state.stage === 'closed') return <p className="huge">{t('wall.closed')}</p>;
  return (
    <>
      <dl>
        <div>
          <dt>{t('wall.waiting')}</dt>
          <dd>{queue.waiting}</dd>
        </div>
        <div>
          <dt>{t('wall.minutes')}</dt>
          <dd>{queue.minutes ?? <span className="unknown">{t('wall.unknown')}</span>}</dd>
        </div>
      </dl>
      {state.stage === 'before' ? (
        <p className="huge">{t('wall.before', { time: time(zone, state.starts, 'date') })}</p>
      ) : (
        <div>
          <p className="huge">{t('wall.until', { time: hour(state.ends) })}</p>
          <p>{t('wall.queue-stays')}</p>
        </div>
      )}
    </>
  );
}
