/** The program of the worker: codes, secrets, ballots and bearers are here and nowhere else. @module */

import { BoothDesk } from './booth-service.ts';
import { CheckerDesk } from './check-service.ts';
import { serve } from './serve.ts';

serve(globalThis, (desk, pins) => (desk === 'booth' ? new BoothDesk(pins) : new CheckerDesk(pins)));
