/** One voter at the kiosk: the booth's own ballot screens, with the card before and the paper after them. @module */

import { useCallback, useContext, useEffect, useMemo, useReducer, type ReactNode } from 'react';
import { ballotActs } from '../ballot/ballot-actions.ts';
import { start, travel, type Journey } from '../ballot/journey.ts';
import { Challenged } from '../ballot/screens/challenged.tsx';
import { Confirm } from '../ballot/screens/confirm.tsx';
import { Contest } from '../ballot/screens/contest.tsx';
import { DeliveryScreen } from '../ballot/screens/delivery.tsx';
import { Review } from '../ballot/screens/review.tsx';
import { Sealed, Sealing } from '../ballot/screens/encrypted.tsx';
import { WayBack } from '../ballot/way-back.tsx';
import type { Session, ShownElection } from '../contract/booth.ts';
import { AidsContext } from './aids.ts';
import { Kept, Lapsed, Recorded, Refused, Stopped, Unproved } from './result-screens.tsx';
import type { KioskBooth } from '../contract/kiosk.ts';
import { Idle, slowPatience, usualPatience } from './idle.tsx';
import { Slip, usePrinted } from './slip.tsx';
import { TimeLeft } from './time-left.tsx';
import type { VisitProps } from './visit-props.ts';
import { Who } from './who.tsx';

interface Props {
  readonly booth: KioskBooth;
  readonly election: ShownElection;
  readonly session: Session;
  readonly site: number;
  readonly checkPage: string;
  /** The visit is over: everything of it goes. */
  readonly finish: () => void;
  /** What was shown is not what the page was made for. */
  readonly alarm: () => void;
}

export function Visit({ booth, election, session, site, checkPage, finish, alarm }: Props): ReactNode {
  const [journey, tell] = useReducer(travel, { election, session }, seated);
  const acts = useMemo(() => ballotActs(booth, tell), [booth]);
  const { aids } = useContext(AidsContext);
  const lapse = useCallback(() => {
    void booth.leave();
    tell({ is: 'lapsed' });
  }, [booth]);
  const { at } = journey.place;
  useEffect(() => {
    if (at === 'left') finish();
    if (at === 'stopped' || at === 'lapsed') void booth.leave();
    if (at === 'stopped') alarm();
  }, [at, booth, finish, alarm]);
  // What is confirmed takes its way, and the paper has its own time.
  const waits = at !== 'delivery' && at !== 'receipt' && at !== 'stopped' && at !== 'lapsed' && at !== 'left';
  return (
    <>
      {waits && <TimeLeft expires={session.expires} lapse={lapse} />}
      {waits && <Idle patience={aids.slow ? slowPatience : usualPatience} end={lapse} />}
      <WayBack journey={journey} acts={acts} />
      {show({ journey, acts, checkPage, site, finish })}
    </>
  );
}

const seated = ({ election, session }: Pick<Props, 'election' | 'session'>): Journey =>
  travel({ ...start, election }, { is: 'step', step: { step: 'done', session } });

function show(props: VisitProps): ReactNode {
  const { place } = props.journey;
  switch (place.at) {
    case 'who':
      return <Who {...props} />;
    case 'contest':
      return <Contest key={place.contest} {...props} place={place} />;
    case 'review':
      return <Review {...props} />;
    case 'sealing':
      return <Sealing share={place.share} />;
    case 'sealed':
      return <Sealed {...props} sealed={place.sealed} />;
    case 'challenged':
      return <Opened {...props} place={place} />;
    case 'confirm':
      return <Confirm {...props} sealed={place.sealed} />;
    case 'delivery':
      if (place.delivery.state === 'kept') return <Kept {...props} sealed={place.sealed} />;
      if (place.delivery.state !== 'refused') return <DeliveryScreen {...props} place={place} />;
      return <Refused {...props} sealed={place.sealed} fault={place.delivery.fault} />;
    case 'receipt':
      return <Recorded {...props} receipted={place.receipted} />;
    case 'stopped':
      return place.sealed ? (
        <Unproved {...props} sealed={place.sealed} fault={place.fault} />
      ) : (
        <Stopped {...props} fault={place.fault} />
      );
    case 'left':
      return null;
    default:
      return <Lapsed {...props} {...(place.at === 'lapsed' && place.fault && { fault: place.fault })} />;
  }
}

/** The booth's screen, and the tracker on paper: it is checked on another device, perhaps at home. */
function Opened(
  props: VisitProps & { readonly place: Extract<Journey['place'], { at: 'challenged' }> },
): ReactNode {
  usePrinted();
  const { journey, site, checkPage, place } = props;
  return (
    <>
      <Challenged {...props} receipted={place.receipted} />
      <Slip
        {...{ site, checkPage }}
        election={journey.election!}
        says="slip.challenged"
        sealed={place.receipted}
      />
    </>
  );
}
