/** The truth about where the ballot is, and nothing beyond it. @module */

import type { ReactNode } from 'react';
import type { BoothFault } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Tracker } from '../../ui/tracker.tsx';
import { useWords } from '../../i18n/context.ts';
import { endOf, weightOf, wordsFor } from '../faults.ts';
import { stepOf, type PlaceAt, type BallotProps } from './screen-props.ts';

export function DeliveryScreen(props: BallotProps & { place: PlaceAt<'delivery'> }): ReactNode {
  const { sealed, delivery } = props.place;
  // Each is a screen of its own, so that its title is read when it comes.
  if (delivery.state === 'refused') return <Refused key="refused" {...props} fault={delivery.fault} />;
  if (delivery.state === 'unknown') {
    return <Unknown key="unknown" sealed={sealed} attempt={delivery.attempt} />;
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
  sealed,
  attempt,
}: {
  readonly sealed: PlaceAt<'delivery'>['sealed'];
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
      <Tracker sealed={sealed} />
    </Screen>
  );
}

function Refused({
  place,
  acts,
  fault,
}: BallotProps & { place: PlaceAt<'delivery'>; fault: BoothFault }): ReactNode {
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
      <Tracker sealed={place.sealed} />
      <Actions>
        <Button final press={acts.leave}>
          {t('delivery.leave')}
        </Button>
        <WayOn fault={fault} acts={acts} />
      </Actions>
    </Screen>
  );
}

/** What can be done about it: nothing, where the answer is final. */
function WayOn({ fault, acts }: Pick<BallotProps, 'acts'> & { readonly fault: BoothFault }): ReactNode {
  const { t } = useWords();
  const { now } = wordsFor(fault);
  if (weightOf(fault) === 'lapse') {
    return (
      <Button kind="main" press={() => acts.tell({ is: 'lapsed' })}>
        {t('delivery.enter')}
      </Button>
    );
  }
  if (now === 'now.new-ballot') {
    return (
      <Button kind="main" press={() => acts.tell({ is: 'again' })}>
        {t('delivery.new')}
      </Button>
    );
  }
  if (now === 'now.help' || now === 'now.not-you') return null;
  return (
    <Button kind="main" press={acts.cast}>
      {t('delivery.again')}
    </Button>
  );
}
