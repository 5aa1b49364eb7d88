/** What a voter keeps: the receipt and the entry that it proves, as one file. @module */

import type { Receipted } from '../contract/booth.ts';

const FORMAT = 'sivei-receipt/v1';

export interface ReceiptFile {
  /** Base64. */
  readonly entry: string;
  /** C2SP tlog-proof. */
  readonly receipt: string;
}

export const formatReceiptFile = ({ entry, receipt }: Receipted): string =>
  `${JSON.stringify({ format: FORMAT, entry, receipt }, null, 2)}\n`;

/** Throws on any other form. */
export function parseReceiptFile(text: string): ReceiptFile {
  const value = JSON.parse(text) as Partial<Record<string, unknown>>;
  const { format, entry, receipt } = value;
  if (format !== FORMAT || typeof entry !== 'string' || typeof receipt !== 'string')
    throw new Error('no receipt file');
  return { entry, receipt };
}
