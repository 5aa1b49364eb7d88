/** Format of the receipt file, which contains a receipt and the entry that it proves. @module */

import type { ReceiptedBallot } from '../contract/booth.ts';

const FORMAT = 'sivei-receipt/v1';

export interface ReceiptFile {
  /** Entry in base64. */
  readonly entry: string;
  /** Receipt in the format C2SP tlog-proof. */
  readonly receipt: string;
}

export const formatReceiptFile = ({ entry, receipt }: ReceiptedBallot): string =>
  `${JSON.stringify({ format: FORMAT, entry, receipt }, null, 2)}\n`;

/** Parses a receipt file. Throws if it is malformed. */
export function parseReceiptFile(text: string): ReceiptFile {
  const value = JSON.parse(text) as Partial<Record<string, unknown>>;
  const { format, entry, receipt } = value;
  if (format !== FORMAT || typeof entry !== 'string' || typeof receipt !== 'string')
    throw new Error('no receipt file');
  return { entry, receipt };
}
