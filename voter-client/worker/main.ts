/** The program of the worker: codes, secrets, ballots and bearers are here and nowhere else. @module */

import { BoothDesk } from './booth-desk.ts';
import { CheckerDesk } from './checker-desk.ts';
import { serve } from './serve.ts';

serve(globalThis, (desk, pins) => (desk === 'booth' ? new BoothDesk(pins) : new CheckerDesk(pins)));
