/**
 * Program of the web worker of booth and check page, the only place that holds codes, secrets, ballots and bearer
 * tokens.
 * @module
 */

import { BoothService } from './booth-service.ts';
import { CheckService } from './check-service.ts';
import { serve } from './serve.ts';

serve(globalThis, (service, pins) => (service === 'booth' ? new BoothService(pins) : new CheckService(pins)));
