/**
 * Short messages as QR codes, for a room that no medium may leave: any device reads them, `carry --message` delivers
 * them.
 * @module
 */

import QRCode from 'qrcode';
import { toHex } from '#crypto/bytes.ts';
import type { Step } from '../certificates/act.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { bytesFrom } from '../step/messages.ts';

/** Length in bytes above which the code does not fit a terminal. */
const MAX_QR_BYTES = 400;

/** Prints the message as a code of upper-case hexadecimal, the densest mode of QR codes for it. */
export async function showMessage(_: Step, message: Uint8Array): Promise<void> {
  if (message.length > MAX_QR_BYTES) return;
  const code = await QRCode.toString(toHex(message).toUpperCase(), {
    type: 'terminal',
    small: true,
    errorCorrectionLevel: 'L',
  });
  process.stdout.write(`${code}\n`);
}

/** Returns the message that was read from a code; throws `usage` if it is none. */
export function messageFrom(text: string): Uint8Array {
  if (!/^([0-9A-F]{2})+$/.test(text)) throw new TrusteeProblem('usage', '--message');
  return bytesFrom(text.toLowerCase());
}
