/** What every screen of a visit gets. @module */

import type { BallotProps } from '../ballot/screens/screen-props.ts';

export interface VisitProps extends BallotProps {
  /** Of the kiosk: position in the manifest. */
  readonly site: number;
  /** The visit is over: everything of it goes. */
  readonly finish: () => void;
}
