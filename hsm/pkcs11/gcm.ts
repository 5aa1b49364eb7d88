/** PKCS#11 mechanism for the encryption of sealed secrets with AES-GCM. @module */
import type { AesGCM, Mechanism } from 'pkcs11js';
import { associatedData, NONCE_LENGTH, TAG_LENGTH } from '../sealed.ts';
import { pkcs11 as p } from './library.ts';

export function gcm(id: Uint8Array, nonce: Uint8Array, context: Uint8Array): Mechanism {
  const parameter: AesGCM = {
    type: p.CK_PARAMS_AES_GCM_v240,
    iv: Buffer.from(nonce),
    ivBits: 8 * NONCE_LENGTH,
    aad: Buffer.from(associatedData(id, context)),
    tagBits: 8 * TAG_LENGTH,
  };
  return { mechanism: p.CKM_AES_GCM, parameter };
}
