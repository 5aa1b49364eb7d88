/** State of the site, which is shown beside every screen. @module */

import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Queue, State } from '../api/desk.ts';
import { useDesk, useTask } from './desk.ts';
import { Refusal } from './refusal.tsx';
import { useDeskWords, type DeskWords } from './words.ts';

/** Number of remaining voting codes below which the clerk must notify the office. */
const LOW_CODE_COUNT = 50;

export function StatusBar({ lost, logged }: { readonly lost: boolean; readonly logged: boolean }): ReactNode {
  const { state, queue } = useDesk();
  const { t } = useDeskWords();
  return (
    <aside className="status" aria-label={t('status.title')}>
      {lost && <Notice kind="loss" what={t('status.lost')} />}
      {state && queue ? (
        <dl>
          <Waiting queue={queue} logged={logged} />
          <Linked state={state} />
          <Day state={state} />
          <Left state={state} />
        </dl>
      ) : (
        !lost && <p>{t('status.reading')}</p>
      )}
    </aside>
  );
}

interface ItemProps {
  readonly name: string;
  readonly kind?: 'warn' | 'good' | undefined;
  readonly value: string;
  readonly children?: ReactNode;
}

function Item({ name, value, kind, children }: ItemProps): ReactNode {
  return (
    <div className={kind}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {children}
      </dd>
    </div>
  );
}

function Waiting({ queue, logged }: { readonly queue: Queue; readonly logged: boolean }): ReactNode {
  const { link } = useDesk();
  const { t } = useDeskWords();
  const { busy, fault, run } = useTask();
  const { waiting, minutes } = queue;
  return (
    <Item name={t('status.queue')} value={t('status.people', { n: waiting })}>
      <span>{waitWords(t, minutes)}</span>
      {logged && (
        <Button busy={busy} press={() => run(async () => void (await link.arrive()))}>
          {t('status.arrive')}
        </Button>
      )}
      {fault && <Refusal fault={fault} />}
    </Item>
  );
}

function waitWords(t: DeskWords['t'], minutes: number | null): string {
  if (minutes === null) return t('status.wait-unknown');
  return minutes === 0 ? t('status.no-wait') : t('status.wait', { n: minutes });
}

/** Shows in words, in addition to the colour, whether the desk is online. */
function Linked({ state }: { readonly state: State }): ReactNode {
  const { t, time } = useDeskWords();
  const { up, since } = state.link;
  const when = time(state.site.zone, since, 'hour');
  return (
    <Item
      name={t('status.link')}
      kind={up ? 'good' : 'warn'}
      value={t(up ? 'status.up' : 'status.down', { time: when })}
    >
      {!up && <span>{t('status.down-means')}</span>}
    </Item>
  );
}

const stages = { before: 'status.before', open: 'status.open', closed: 'status.closed' } as const;

function Day({ state }: { readonly state: State }): ReactNode {
  const { t, time } = useDeskWords();
  const { zone } = state.site;
  const hour = (seconds: number): string => time(zone, seconds, 'hour');
  const date = (seconds: number): string => time(zone, seconds, 'date');
  return (
    <Item name={t('status.stage')} value={t(stages[state.stage])}>
      <span>{t('status.hours', { starts: date(state.starts), ends: date(state.ends), zone })}</span>
      {state.stage === 'open' && state.now >= state.ends && (
        <span>{t('status.grace', { until: hour(state.graceEnds) })}</span>
      )}
    </Item>
  );
}

function Left({ state }: { readonly state: State }): ReactNode {
  const { t } = useDeskWords();
  const { poolLeft, cards, walkIns } = state;
  const low = poolLeft < LOW_CODE_COUNT;
  return (
    <>
      {cards.conflicts > 0 && (
        <Item name={t('desk.conflicts')} value={String(cards.conflicts)} kind="warn">
          <span>{t('status.conflicts-see')}</span>
        </Item>
      )}
      <Item name={t('status.pending')} value={String(cards.pending)} />
      <Item
        name={t('status.walk-ins')}
        value={t('status.left', { n: walkIns.of - walkIns.given, of: walkIns.of })}
      />
      <Item name={t('status.pool')} value={String(poolLeft)} kind={low ? 'warn' : undefined}>
        {low && <span>{t('status.pool-low')}</span>}
      </Item>
    </>
  );
}
