/** Program of a web worker that an attacker altered: it encrypts another choice than the voter's. @module */

import type { Booth } from '../../../voter-client/contract/booth.ts';
import { BoothService } from '../../../voter-client/worker/booth-service.ts';
import { CheckService } from '../../../voter-client/worker/check-service.ts';
import { serve } from '../../../voter-client/worker/serve.ts';
import { shiftedChoices } from './shifted-choices.ts';

class AlteredBoothService extends BoothService {
  override encrypt(...[choices, onProgress]: Parameters<Booth['encrypt']>): ReturnType<Booth['encrypt']> {
    return super.encrypt(shiftedChoices(choices), onProgress);
  }
}

serve(globalThis, (service, pins) =>
  service === 'booth' ? new AlteredBoothService(pins) : new CheckService(pins),
);
