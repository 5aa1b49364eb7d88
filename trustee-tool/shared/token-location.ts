/** Form of a token's location, in the settings of a trustee's folder and in the request of a step. @module */

import { literal, record, string, union } from '#crypto/json-schema.ts';

/** Values of this form are a TokenLocation of hsm/open.ts. */
export const tokenLocationSchema = union(
  record(
    { kind: literal('pkcs11'), module: string(), label: string() },
    { optional: { parameters: string(), serial: string() } },
  ),
  record({ kind: literal('software'), directory: string() }),
);
