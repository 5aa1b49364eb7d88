/** What every screen of the staff gets. @module */

import type { ShownElection } from '../../contract/booth.ts';
import type { Keeper, KioskStatus } from '../../contract/kiosk.ts';

export interface StaffProps {
  readonly keeper: Keeper;
  readonly status: KioskStatus;
  readonly election: ShownElection | undefined;
  readonly site: number;
  readonly checkPage: string;
  /** What the keeper says of the kiosk now. */
  readonly take: (status: KioskStatus) => void;
  readonly done: () => void;
}
