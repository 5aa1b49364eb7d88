/** Page of the booth at home, which shows the screen of the journey. @module */

import { useCallback, type ReactNode } from 'react';
import type { Booth } from '../contract/booth.ts';
import { Frame } from '../ui/frame.tsx';
import { SessionClock } from './session-clock.tsx';
import { LinkSent, RequestLink } from './screens/request-link.tsx';
import { Code } from './screens/code.tsx';
import { Credential } from './screens/credential.tsx';
import { FactorScreen } from './screens/factor.tsx';
import { Lapsed, Left, Stopped } from './screens/ends.tsx';
import { Mobile } from './screens/mobile.tsx';
import { Opening } from './screens/opening.tsx';
import { ReceiptScreen } from './screens/receipt.tsx';
import { BallotScreens } from '../ballot/screens/ballot-screens.tsx';
import type { ScreenProps } from '../ballot/screens/screen-props.ts';
import { Welcome } from './screens/welcome.tsx';
import { Who } from './screens/who.tsx';
import { useJourney } from '../ballot/use-journey.ts';
import { BackNavigation } from '../ballot/back-navigation.tsx';

interface Props {
  readonly booth: Booth;
  readonly link: string | undefined;
  /** Address of the check page. */
  readonly checkPage: string;
}

export function BoothApp({ booth, link, checkPage }: Props): ReactNode {
  const [journey, actions] = useJourney(booth, link);
  const { session, screen, election } = journey;
  const lapse = useCallback(() => actions.dispatch({ type: 'lapsed' }), [actions]);
  // Once the ballot is being delivered or recorded, the session's expiry no longer matters.
  const timed = session && screen.kind !== 'delivery' && screen.kind !== 'receipt';
  return (
    <Frame
      election={election}
      clock={timed && <SessionClock key={session.expires} expires={session.expires} lapse={lapse} />}
    >
      <BackNavigation journey={journey} actions={actions} />
      {show({ journey, actions, hasLink: link !== undefined, checkPage })}
    </Frame>
  );
}

function show(props: ScreenProps): ReactNode {
  const { screen } = props.journey;
  switch (screen.kind) {
    case 'opening':
      return <Opening {...props} />;
    case 'welcome':
      return <Welcome {...props} />;
    case 'request-link':
      return <RequestLink {...props} />;
    case 'link-sent':
      return <LinkSent />;
    case 'mobile':
      return <Mobile {...props} />;
    case 'factor':
      return <FactorScreen {...props} />;
    case 'code':
      return <Code key={screen.factor} {...props} screen={screen} />;
    case 'credential':
      return <Credential {...props} />;
    case 'who':
      return <Who {...props} />;
    case 'receipt':
      return <ReceiptScreen {...props} screen={screen} />;
    case 'lapsed':
      return <Lapsed {...props} screen={screen} />;
    case 'left':
      return <Left />;
    case 'stopped':
      return <Stopped screen={screen} />;
    default:
      return <BallotScreens {...props} screen={screen} />;
  }
}
