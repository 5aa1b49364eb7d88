/** Short messages as QR codes, where no medium may leave the room: read with any device, handed in with `carry --message`. @module */

import QRCode from 'qrcode';
import { toHex } from '#crypto/bytes.ts';
import type { Step } from '../certificates/act.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { bytesFrom } from '../step/messages.ts';

/** Bytes; above it the code does not fit a terminal. */
const LONGEST = 400;

/** Prints the message as a code: hexadecimal figures in capitals, the densest that codes have for it. */
export async function showMessage(_: Step, message: Uint8Array): Promise<void> {
  if (message.length > LONGEST) return;
  const code = await QRCode.toString(toHex(message).toUpperCase(), {
    type: 'terminal',
    small: true,
    errorCorrectionLevel: 'L',
  });
  process.stdout.write(`${code}\n`);
}

/** What was read from a code. */
export function messageFrom(text: string): Uint8Array {
  if (!/^([0-9A-F]{2})+$/.test(text)) throw new TrusteeProblem('usage', '--message');
  return bytesFrom(text.toLowerCase());
}
