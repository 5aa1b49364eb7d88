/** Screen for the state of a ballot's delivery. Each text states only what is certain. @module */

import type { ReactNode } from 'react';
import type { BoothFault } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Tracker } from '../../ui/tracker.tsx';
import { useWords } from '../../i18n/context.ts';
import { endOf, weightOf, wordsFor } from '../faults.ts';
import { stepOf, type BallotProps, type ScreenOf } from './screen-props.ts';

export function DeliveryScreen(props: BallotProps & { screen: ScreenOf<'delivery'> }): ReactNode {
  const { ballot, delivery } = props.screen;
  // One component for each state, so that screen readers read the new title.
  if (delivery.state === 'refused') return <Refused key="refused" {...props} fault={delivery.fault} />;
  if (delivery.state === 'unknown') {
    return <Unknown key="unknown" ballot={ballot} attempt={delivery.attempt} />;
  }
  if (delivery.state === 'waiting') return <Waiting key="waiting" seconds={delivery.seconds} />;
  return <Delivering key="delivering" />;
}

function Waiting({ seconds }: { readonly seconds: number }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('delivery.waiting')} step={stepOf(t, 'cast')}>
      <Notice
        kind="plain"
        what={t('delivery.waiting-what')}
        means={t('delivery.waiting-means')}
        now={t('delivery.waiting-now')}
      />
      <p role="status">{t('delivery.waiting-seconds', { n: seconds })}</p>
      <progress aria-label={t('delivery.waiting')} />
    </Screen>
  );
}

function Delivering(): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('delivery.delivering')} step={stepOf(t, 'cast')}>
      <p>{t('delivery.delivering-text')}</p>
      <progress aria-label={t('delivery.delivering')} />
    </Screen>
  );
}

function Unknown({
  ballot,
  attempt,
}: {
  readonly ballot: ScreenOf<'delivery'>['ballot'];
  readonly attempt: number;
}): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('delivery.unknown')} step={stepOf(t, 'cast')}>
      <Notice
        kind="plain"
        what={t('delivery.unknown-what')}
        means={t('delivery.unknown-means')}
        now={t('delivery.unknown-now')}
      />
      <p role="status">{t('delivery.attempt', { n: attempt })}</p>
      <progress aria-label={t('delivery.unknown')} />
      <Tracker ballot={ballot} />
    </Screen>
  );
}

function Refused({
  screen,
  actions,
  fault,
}: BallotProps & { screen: ScreenOf<'delivery'>; fault: BoothFault }): ReactNode {
  const { t } = useWords();
  const { what, means, now } = wordsFor(fault);
  const values = { code: fault.code };
  const end = endOf(fault);
  const title = {
    refused: 'delivery.refused',
    stored: 'delivery.stored',
    unsure: 'delivery.unknown',
  } as const;
  return (
    <Screen title={t(title[end])} step={stepOf(t, 'cast')}>
      <Notice
        kind={end === 'refused' ? 'loss' : 'plain'}
        what={t(what, values)}
        means={t(end === 'unsure' ? 'delivery.unknown-means' : means, values)}
        now={t(now, values)}
      />
      <Tracker ballot={screen.ballot} />
      <Actions>
        <Button final press={actions.leave}>
          {t('delivery.leave')}
        </Button>
        <NextAction fault={fault} actions={actions} />
      </Actions>
    </Screen>
  );
}

/** Shows the button for what a voter can do after a refusal, or nothing if the answer is final. */
function NextAction({
  fault,
  actions,
}: Pick<BallotProps, 'actions'> & { readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  const { now } = wordsFor(fault);
  if (weightOf(fault) === 'lapse') {
    return (
      <Button kind="main" press={() => actions.dispatch({ type: 'lapsed' })}>
        {t('delivery.enter')}
      </Button>
    );
  }
  if (now === 'now.new-ballot') {
    return (
      <Button kind="main" press={() => actions.dispatch({ type: 'again' })}>
        {t('delivery.new')}
      </Button>
    );
  }
  if (now === 'now.help' || now === 'now.not-you') return null;
  return (
    <Button kind="main" press={actions.cast}>
      {t('delivery.again')}
    </Button>
  );
}
