/** The program of a kiosk's two workers: a voter's, and the one that stays. @module */

import { KeeperDesk } from './outbox-service.ts';
import { KioskDesk } from './kiosk-service.ts';
import { serve } from './serve.ts';

serve(globalThis, (desk, pins) => (desk === 'kiosk' ? new KioskDesk(pins) : new KeeperDesk(pins)));
