/** Props of every screen of a visit. @module */

import type { BallotProps } from '../ballot/screens/screen-props.ts';

export interface VisitProps extends BallotProps {
  /** Position of the kiosk's site in the manifest. */
  readonly site: number;
  /** Ends the visit and wipes all its data. */
  readonly finish: () => void;
}
