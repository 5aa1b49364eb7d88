/**
 * Schema of TokenLocation (hsm/open.ts), for the settings of a trustee's folder and for the request of a step.
 * @module
 */

import { literal, record, string, union } from '#crypto/json-schema.ts';

export const tokenLocationSchema = union(
  record(
    { kind: literal('pkcs11'), module: string(), label: string() },
    { optional: { parameters: string(), serial: string() } },
  ),
  record({ kind: literal('software'), directory: string() }),
);
