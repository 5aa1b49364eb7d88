/** The worker's program as an attacker would have it: it encrypts another choice than the one that was made. @module */

import type { Booth } from '../../../voter-client/contract/booth.ts';
import { BoothService } from '../../../voter-client/worker/booth-service.ts';
import { CheckService } from '../../../voter-client/worker/check-service.ts';
import { serve } from '../../../voter-client/worker/serve.ts';
import { turned } from './turned.ts';

class AlteredService extends BoothService {
  override encrypt(...[choices, onProgress]: Parameters<Booth['encrypt']>): ReturnType<Booth['encrypt']> {
    return super.encrypt(turned(choices), onProgress);
  }
}

serve(globalThis, (service, pins) =>
  service === 'booth' ? new AlteredService(pins) : new CheckService(pins),
);
