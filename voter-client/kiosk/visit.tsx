/**
 * Visit of one voter at a kiosk: the ballot screens that it shares with the booth, and the final screens with the
 * printed slip.
 * @module
 */

import { useCallback, useContext, useEffect, useMemo, useReducer, type ReactNode } from 'react';
import { ballotActions } from '../ballot/ballot-actions.ts';
import { initialJourney, reduce, type Journey } from '../ballot/journey.ts';
import { BackNavigation } from '../ballot/back-navigation.tsx';
import { BallotScreens } from '../ballot/screens/ballot-screens.tsx';
import type { ScreenOf } from '../ballot/screens/screen-props.ts';
import type { Session, ShownElection } from '../contract/booth.ts';
import type { KioskBooth } from '../contract/kiosk.ts';
import { AidsContext } from './aids.ts';
import { IdleTimeout, SLOW_TIMEOUTS, STANDARD_TIMEOUTS } from './idle-timeout.tsx';
import { Kept, Lapsed, Recorded, Refused, Stopped, Unproved } from './result-screens.tsx';
import { Slip, usePrint } from './slip.tsx';
import { TimeLeft } from './time-left.tsx';
import type { VisitProps } from './visit-props.ts';
import { Who } from './who.tsx';

interface Props {
  readonly booth: KioskBooth;
  readonly election: ShownElection;
  readonly session: Session;
  readonly site: number;
  readonly checkPage: string;
  /** Ends the visit and wipes all its data. */
  readonly finish: () => void;
  /**
   * Pauses the kiosk. Called when a fault stops the visit, for example when the server's data do not match the values
   * pinned in the page.
   */
  readonly pause: () => void;
}

export function Visit({ booth, election, session, site, checkPage, finish, pause }: Props): ReactNode {
  const [journey, dispatch] = useReducer(reduce, { election, session }, initialState);
  const actions = useMemo(() => ballotActions(booth, dispatch), [booth]);
  const { aids } = useContext(AidsContext);
  const lapse = useCallback(() => {
    void booth.leave();
    dispatch({ type: 'lapsed' });
  }, [booth]);
  const { kind } = journey.screen;
  useEffect(() => {
    if (kind === 'left') finish();
    if (kind === 'stopped' || kind === 'lapsed') void booth.leave();
    if (kind === 'stopped') pause();
  }, [kind, booth, finish, pause]);
  // A confirmed ballot is delivered without a time limit, and the result screens have their own.
  const isTimed = !['delivery', 'receipt', 'stopped', 'lapsed', 'left'].includes(kind);
  return (
    <>
      {isTimed && <TimeLeft expires={session.expires} lapse={lapse} />}
      {isTimed && <IdleTimeout timeouts={aids.slow ? SLOW_TIMEOUTS : STANDARD_TIMEOUTS} end={lapse} />}
      <BackNavigation journey={journey} actions={actions} />
      {show({ journey, actions, checkPage, site, finish })}
    </>
  );
}

const initialState = ({ election, session }: Pick<Props, 'election' | 'session'>): Journey =>
  reduce({ ...initialJourney, election }, { type: 'login-step', step: { step: 'done', session } });

function show(props: VisitProps): ReactNode {
  const { screen } = props.journey;
  switch (screen.kind) {
    case 'who':
      return <Who {...props} />;
    case 'contest':
    case 'review':
    case 'encrypting':
    case 'encrypted':
    case 'confirm':
      return <BallotScreens {...props} screen={screen} />;
    case 'challenged':
      return <Opened {...props} screen={screen} />;
    case 'delivery':
      if (screen.delivery.state === 'kept') return <Kept {...props} ballot={screen.ballot} />;
      if (screen.delivery.state !== 'refused') return <BallotScreens {...props} screen={screen} />;
      return <Refused {...props} ballot={screen.ballot} fault={screen.delivery.fault} />;
    case 'receipt':
      return <Recorded {...props} receipted={screen.receipted} />;
    case 'stopped':
      return screen.ballot ? (
        <Unproved {...props} ballot={screen.ballot} fault={screen.fault} />
      ) : (
        <Stopped {...props} fault={screen.fault} />
      );
    case 'left':
      return null;
    default:
      return <Lapsed {...props} {...(screen.kind === 'lapsed' && screen.fault && { fault: screen.fault })} />;
  }
}

/**
 * Shows the booth's screen of an opened ballot and prints its tracker, because the ballot is checked on another device,
 * perhaps at home.
 */
function Opened(props: VisitProps & { readonly screen: ScreenOf<'challenged'> }): ReactNode {
  usePrint();
  const { journey, site, checkPage, screen } = props;
  return (
    <>
      <BallotScreens {...props} screen={screen} />
      <Slip
        {...{ site, checkPage }}
        election={journey.election!}
        says="slip.challenged"
        ballot={screen.receipted}
      />
    </>
  );
}
