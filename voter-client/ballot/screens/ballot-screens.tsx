/** Screens from the first contest to the delivery, which booth and kiosk share. @module */

import type { ReactNode } from 'react';
import { Challenged } from './challenged.tsx';
import { Confirm } from './confirm.tsx';
import { Contest } from './contest.tsx';
import { DeliveryScreen } from './delivery.tsx';
import { Encrypted, Encrypting } from './encrypted.tsx';
import { Review } from './review.tsx';
import type { BallotProps, ScreenOf } from './screen-props.ts';

export type SharedScreen = ScreenOf<
  'contest' | 'review' | 'encrypting' | 'encrypted' | 'challenged' | 'confirm' | 'delivery'
>;

/** Shows the screen of the journey. The caller shows the screens of all other kinds itself. */
export function BallotScreens(props: BallotProps & { readonly screen: SharedScreen }): ReactNode {
  const { screen } = props;
  switch (screen.kind) {
    case 'contest':
      return <Contest key={screen.contest} {...props} screen={screen} />;
    case 'review':
      return <Review {...props} />;
    case 'encrypting':
      return <Encrypting share={screen.share} />;
    case 'encrypted':
      return <Encrypted {...props} ballot={screen.ballot} />;
    case 'challenged':
      return <Challenged {...props} receipted={screen.receipted} />;
    case 'confirm':
      return <Confirm {...props} ballot={screen.ballot} />;
    default:
      return <DeliveryScreen {...props} screen={screen} />;
  }
}
