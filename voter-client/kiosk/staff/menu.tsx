/** Staff menu, shown after the PIN was entered: the kiosk's state and actions. It never shows a vote. @module */

import type { ReactNode } from 'react';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import { wordsFor } from '../../ballot/faults.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import type { KioskStatus } from '../../contract/kiosk.ts';
import { Slip } from '../slip.tsx';
import type { StaffProps } from './staff-props.ts';
import { useRequest } from './use-request.ts';

export function Menu({ outbox, status, election, site, checkPage, onStatus, done }: StaffProps): ReactNode {
  const { t, time } = useWords();
  const { busy, fault, send } = useRequest();
  const zone = election!.manifest.sites[site]!.zone;
  const action =
    (request: () => Promise<KioskStatus>, then: () => void = () => undefined) =>
    (): void =>
      send(request, (now) => {
        onStatus(now);
        then();
      });
  return (
    <Screen title={t('staff.menu-title')}>
      <FaultNotice fault={fault ?? status.fault} />
      <dl className="facts">
        <dt>{t('staff.name')}</dt>
        <dd>{status.opened!.name}</dd>
        <dt>{t('staff.opened')}</dt>
        <dd>{time(zone, status.opened!.at, 'moment')}</dd>
        <dt>{t('staff.link')}</dt>
        <dd>{t(`staff.link-${status.link}`)}</dd>
      </dl>
      <Listed title={t('staff.held')}>
        {status.queued.map(({ number, ballot }) => (
          <li key={number}>{t('staff.held-item', { number, ballot: shortened(ballot) })}</li>
        ))}
      </Listed>
      <Listed title={t('staff.refused')}>
        {status.refused.map(({ number, ballot, code, at }) => (
          <li key={number}>
            {t('staff.refused-item', {
              number,
              ballot: shortened(ballot),
              time: time(zone, at, 'moment'),
              why: t(wordsFor({ code }).what, { code }),
            })}
          </li>
        ))}
      </Listed>
      <div className="stack">
        <Button press={() => print()}>{t('staff.print')}</Button>
        <Button busy={busy} press={action(() => outbox.pause(!status.paused))}>
          {t(status.paused ? 'staff.resume' : 'staff.pause')}
        </Button>
        <Button busy={busy} press={action(() => outbox.deliver())}>
          {t('staff.deliver')}
        </Button>
      </div>
      <section className="stack">
        <h2>{t('staff.close-title')}</h2>
        <p>{t('staff.close-text')}</p>
        <Button final busy={busy} press={action(() => outbox.close(), done)}>
          {t('staff.close')}
        </Button>
      </section>
      <Actions>
        <Button kind="main" press={done}>
          {t('staff.back')}
        </Button>
      </Actions>
      {election && <Slip {...{ election, site, checkPage }} says="slip.test" />}
    </Screen>
  );
}

function Listed(props: { readonly title: string; readonly children: readonly ReactNode[] }): ReactNode {
  const { t } = useWords();
  return (
    <section className="stack">
      <h2>{props.title}</h2>
      {props.children.length > 0 ? <ul>{props.children}</ul> : <p>{t('staff.none')}</p>}
    </section>
  );
}

/** Returns the first 16 characters of a hash, which still identify it. */
const shortened = (hash: string): string => hash.slice(0, 16);
