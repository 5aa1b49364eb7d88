/**
 * Final screens of a visit at a kiosk. Each states what is certain about the vote, and prints a slip if there is a
 * tracker to look up.
 * @module
 */

import { useEffect, type ReactNode } from 'react';
import { nowAtSite, wordsFor } from '../ballot/faults.ts';
import type { BoothFault, ReceiptedBallot, EncryptedBallot } from '../contract/booth.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Actions, Screen } from '../ui/screen.tsx';
import { Tracker } from '../ui/tracker.tsx';
import type { Key } from '../i18n/catalogue.ts';
import { useWords } from '../i18n/context.ts';
import { Slip, usePrint } from './slip.tsx';
import type { VisitProps } from './visit-props.ts';

/** Time that a result stays on the screen before the visit ends. */
const RESULT_SCREEN_SECONDS = 45;

export function Recorded({
  receipted,
  ...props
}: VisitProps & { readonly receipted: ReceiptedBallot }): ReactNode {
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
      <Paper {...props} says="slip.recorded" ballot={receipted} />
    </Screen>
  );
}

export function Kept({ ballot, ...props }: VisitProps & { readonly ballot: EncryptedBallot }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('kiosk.kept-title')}>
      <Notice kind="plain" what={t('kiosk.kept')} now={t('kiosk.kept-more')} />
      <Paper {...props} says="kiosk.kept" ballot={ballot} />
    </Screen>
  );
}

/** Prints the slip at once, and again on request if the printer failed. */
function Paper({
  journey,
  site,
  checkPage,
  finish,
  says,
  ballot,
}: VisitProps & { readonly says: Key; readonly ballot: EncryptedBallot }): ReactNode {
  const { t } = useWords();
  usePrint();
  useFinishTimeout(finish);
  return (
    <>
      <section className="stack">
        <h2>{t('kiosk.take')}</h2>
        <p>{t('kiosk.take-text')}</p>
      </section>
      <Tracker ballot={ballot} />
      <Slip {...{ site, checkPage, says, ballot }} election={journey.election!} />
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
  actions,
  finish,
  ballot,
  fault,
}: VisitProps & { readonly ballot: EncryptedBallot; readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  const { now } = wordsFor(fault);
  useFinishTimeout(finish);
  return (
    <Screen title={t('kiosk.refused-title')}>
      <FaultWords kind="loss" fault={fault} />
      <Tracker ballot={ballot} />
      <Actions>
        <Button final press={finish}>
          {t('kiosk.finish')}
        </Button>
        {now === 'now.new-ballot' && (
          <Button kind="main" press={() => actions.dispatch({ type: 'again' })}>
            {t('delivery.new')}
          </Button>
        )}
      </Actions>
    </Screen>
  );
}

/**
 * Shows that the server's answer proves nothing. The ballot stays queued, and the kiosk is paused until staff have
 * looked.
 */
export function Unproved({
  ballot,
  fault,
  finish,
}: VisitProps & { readonly ballot: EncryptedBallot; readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('kiosk.unproved-title')}>
      <FaultWords kind="loss" fault={fault} instead="kiosk.unproved-means" />
      <Tracker ballot={ballot} />
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
  useFinishTimeout(finish);
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

/** Shows the button of the final screens after which the kiosk is paused. */
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

function useFinishTimeout(finish: () => void): void {
  useEffect(() => {
    const timer = setTimeout(finish, RESULT_SCREEN_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [finish]);
}
