/** Program of a kiosk's two web workers: the visit worker and the outbox worker. @module */

import { OutboxService } from './outbox-service.ts';
import { KioskService } from './kiosk-service.ts';
import { serve } from './serve.ts';

serve(globalThis, (service, pins) =>
  service === 'kiosk' ? new KioskService(pins) : new OutboxService(pins),
);
