/** The booth at home: the screen for the place where the voter is. @module */

import { useCallback, type ReactNode } from 'react';
import type { Booth } from '../contract/booth.ts';
import { Frame } from '../ui/frame.tsx';
import { SessionClock } from './session-clock.tsx';
import { Ask, Asked } from './screens/ask.tsx';
import { Challenged } from '../ballot/screens/challenged.tsx';
import { Code } from './screens/code.tsx';
import { Confirm } from '../ballot/screens/confirm.tsx';
import { Contest } from '../ballot/screens/contest.tsx';
import { Credential } from './screens/credential.tsx';
import { DeliveryScreen } from '../ballot/screens/delivery.tsx';
import { FactorScreen } from './screens/factor.tsx';
import { Lapsed, Left, Stopped } from './screens/ends.tsx';
import { Mobile } from './screens/mobile.tsx';
import { Opening } from './screens/opening.tsx';
import { ReceiptScreen } from './screens/receipt.tsx';
import { Review } from '../ballot/screens/review.tsx';
import { Sealed, Sealing } from '../ballot/screens/encrypted.tsx';
import type { ScreenProps } from '../ballot/screens/screen-props.ts';
import { Welcome } from './screens/welcome.tsx';
import { Who } from './screens/who.tsx';
import { useJourney } from '../ballot/use-journey.ts';
import { WayBack } from '../ballot/way-back.tsx';

interface Props {
  readonly booth: Booth;
  readonly link: string | undefined;
  /** The check page's address. */
  readonly checkPage: string;
}

export function BoothApp({ booth, link, checkPage }: Props): ReactNode {
  const [journey, acts] = useJourney(booth, link);
  const { session, place, election } = journey;
  const lapse = useCallback(() => acts.tell({ is: 'lapsed' }), [acts]);
  // A ballot that is on its way or in the box no longer hurries anybody.
  const timed = session && place.at !== 'delivery' && place.at !== 'receipt';
  return (
    <Frame
      election={election}
      clock={timed && <SessionClock key={session.expires} expires={session.expires} lapse={lapse} />}
    >
      <WayBack journey={journey} acts={acts} />
      {show({ journey, acts, hasLink: link !== undefined, checkPage })}
    </Frame>
  );
}

function show(props: ScreenProps): ReactNode {
  const { place } = props.journey;
  switch (place.at) {
    case 'opening':
      return <Opening {...props} />;
    case 'welcome':
      return <Welcome {...props} />;
    case 'ask':
      return <Ask {...props} />;
    case 'asked':
      return <Asked />;
    case 'mobile':
      return <Mobile {...props} />;
    case 'factor':
      return <FactorScreen {...props} />;
    case 'code':
      return <Code key={place.factor} {...props} place={place} />;
    case 'credential':
      return <Credential {...props} />;
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
      return <Challenged {...props} receipted={place.receipted} />;
    case 'confirm':
      return <Confirm {...props} sealed={place.sealed} />;
    case 'delivery':
      return <DeliveryScreen {...props} place={place} />;
    case 'receipt':
      return <ReceiptScreen {...props} place={place} />;
    case 'lapsed':
      return <Lapsed {...props} place={place} />;
    case 'left':
      return <Left />;
    default:
      return <Stopped place={place} />;
  }
}
