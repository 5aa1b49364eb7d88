/** How a visit ends: each says what is true of the vote, and leaves a paper where there is something to look for later. @module */

import { useEffect, type ReactNode } from 'react';
import { nowAtSite, wordsFor } from '../ballot/faults.ts';
import type { BoothFault, Receipted, Sealed } from '../contract/booth.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions, Screen } from '../ui/screen.tsx';
import { Tracker } from '../ui/tracker.tsx';
import type { Key } from '../i18n/catalogue.ts';
import { useWords } from '../i18n/context.ts';
import { Slip, usePrinted } from './slip.tsx';
import type { VisitProps } from './visit-props.ts';

/** Seconds for which an end is shown to whoever may still be there. */
const SHOWN = 45;

export function Recorded({ receipted, ...props }: VisitProps & { readonly receipted: Receipted }): ReactNode {
  const { t, time } = useWords();
  const { manifest } = props.journey.election!;
  return (
    <Screen title={t('kiosk.recorded-title')}>
      <Notice kind="fact" what={t('receipt.checked')}>
        <dl className="facts">
          <dt>{t('receipt.seen')}</dt>
          <dd>{time(manifest.sites[props.site]!.zone, receipted.seen, 'moment')}</dd>
          <dt>{t('receipt.place')}</dt>
          <dd>{receipted.index}</dd>
        </dl>
      </Notice>
      <Paper {...props} says="slip.recorded" sealed={receipted} />
    </Screen>
  );
}

export function Kept({ sealed, ...props }: VisitProps & { readonly sealed: Sealed }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('kiosk.kept-title')}>
      <Notice kind="plain" what={t('kiosk.kept')} now={t('kiosk.kept-more')} />
      <Paper {...props} says="kiosk.kept" sealed={sealed} />
    </Screen>
  );
}

/** Printed at once, and once more if the printer failed. */
function Paper({
  journey,
  site,
  checkPage,
  finish,
  says,
  sealed,
}: VisitProps & { readonly says: Key; readonly sealed: Sealed }): ReactNode {
  const { t } = useWords();
  usePrinted();
  useEnd(finish);
  return (
    <>
      <section className="stack">
        <h2>{t('kiosk.take')}</h2>
        <p>{t('kiosk.take-text')}</p>
      </section>
      <Tracker sealed={sealed} />
      <Slip {...{ site, checkPage, says, sealed }} election={journey.election!} />
      <Actions>
        <Button press={() => print()}>{t('kiosk.print-again')}</Button>
        <Button kind="main" final press={finish}>
          {t('kiosk.finish')}
        </Button>
      </Actions>
    </>
  );
}

export function Refused({
  acts,
  finish,
  sealed,
  fault,
}: VisitProps & { readonly sealed: Sealed; readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  const { now } = wordsFor(fault);
  useEnd(finish);
  return (
    <Screen title={t('kiosk.refused-title')}>
      <FaultWords kind="loss" fault={fault} />
      <Tracker sealed={sealed} />
      <Actions>
        <Button final press={finish}>
          {t('kiosk.finish')}
        </Button>
        {now === 'now.new-ballot' && (
          <Button kind="main" press={() => acts.tell({ is: 'again' })}>
            {t('delivery.new')}
          </Button>
        )}
      </Actions>
    </Screen>
  );
}

/** What came back proves nothing: the ballot stays kept, and nobody votes here until staff have looked. */
export function Unproved({
  sealed,
  fault,
  finish,
}: VisitProps & { readonly sealed: Sealed; readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('kiosk.unproved-title')}>
      <FaultWords kind="loss" fault={fault} instead="kiosk.unproved-means" />
      <Tracker sealed={sealed} />
      <Finish finish={finish} />
    </Screen>
  );
}

export function Stopped({ fault, finish }: VisitProps & { readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('kiosk.stopped-title')}>
      <FaultWords kind="loss" fault={fault} />
      <Finish finish={finish} />
    </Screen>
  );
}

export function Lapsed({ finish, fault }: VisitProps & { readonly fault?: BoothFault }): ReactNode {
  const { t } = useWords();
  useEnd(finish);
  return (
    <Screen title={t('kiosk.lapsed-title')}>
      {fault ? (
        <FaultWords kind="plain" fault={fault} />
      ) : (
        <Notice kind="plain" what={t('kiosk.lapsed')} means={t('kiosk.lapsed-means')} />
      )}
      <Actions>
        <Button kind="main" final press={finish}>
          {t('kiosk.finish')}
        </Button>
      </Actions>
    </Screen>
  );
}

/** The kiosk is paused behind it. */
function Finish({ finish }: Pick<VisitProps, 'finish'>): ReactNode {
  const { t } = useWords();
  return (
    <Actions>
      <Button final press={finish}>
        {t('kiosk.finish')}
      </Button>
    </Actions>
  );
}

function FaultWords(props: {
  readonly kind: 'loss' | 'plain';
  readonly fault: BoothFault;
  readonly instead?: Key;
}): ReactNode {
  const { t } = useWords();
  const { what, means, now } = wordsFor(props.fault);
  const values = { code: props.fault.code };
  return (
    <Notice
      kind={props.kind}
      what={t(what, values)}
      means={t(props.instead ?? means, values)}
      now={t(nowAtSite(now), values)}
    />
  );
}

function useEnd(finish: () => void): void {
  useEffect(() => {
    const timer = setTimeout(finish, SHOWN * 1000);
    return () => clearTimeout(timer);
  }, [finish]);
}
