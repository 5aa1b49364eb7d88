/**
 * Short messages as QR codes, for a room that no removable medium may leave. Any device can read a code, and `carry
 * --message` delivers the message.
 * @module
 */

import QRCode from 'qrcode';
import { toHex } from '#crypto/bytes.ts';
import type { Step } from '../certificates/act.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { bytesFrom } from '../step/messages.ts';

/** Length in bytes above which the code does not fit a terminal. */
const MAX_QR_BYTES = 400;

/**
 * Prints the message as a QR code of upper-case hexadecimal, for which QR codes have a dense mode. A message that is
 * too long is not printed.
 */
export async function showMessage(_: Step, message: Uint8Array): Promise<void> {
  if (message.length > MAX_QR_BYTES) return;
  const code = await QRCode.toString(toHex(message).toUpperCase(), {
    type: 'terminal',
    small: true,
    errorCorrectionLevel: 'L',
  });
  process.stdout.write(`${code}\n`);
}

/** Returns the message that was read from a code; throws `usage` if the text is not hexadecimal. */
export function messageFrom(text: string): Uint8Array {
  if (!/^([0-9A-F]{2})+$/.test(text)) throw new TrusteeProblem('usage', '--message');
  return bytesFrom(text.toLowerCase());
}
