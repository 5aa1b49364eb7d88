/** The worker's program as an attacker would have it: it encrypts another choice than the one that was made. @module */

import type { Booth } from '../../../voter-client/contract/booth.ts';
import { BoothDesk } from '../../../voter-client/worker/booth-service.ts';
import { CheckerDesk } from '../../../voter-client/worker/check-service.ts';
import { serve } from '../../../voter-client/worker/serve.ts';
import { turned } from './turned.ts';

class AlteredDesk extends BoothDesk {
  override seal(...[choices, progress]: Parameters<Booth['seal']>): ReturnType<Booth['seal']> {
    return super.seal(turned(choices), progress);
  }
}

serve(globalThis, (desk, pins) => (desk === 'booth' ? new AlteredDesk(pins) : new CheckerDesk(pins)));
