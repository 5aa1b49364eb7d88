/** Props of the staff's screens. @module */

import type { ShownElection } from '../../contract/booth.ts';
import type { KioskOutbox, KioskStatus } from '../../contract/kiosk.ts';

export interface StaffProps {
  readonly outbox: KioskOutbox;
  readonly status: KioskStatus;
  readonly election: ShownElection | undefined;
  readonly site: number;
  readonly checkPage: string;
  /** Receives the kiosk's new status. */
  readonly onStatus: (status: KioskStatus) => void;
  readonly done: () => void;
}
