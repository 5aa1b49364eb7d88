/**
 * Input of a PIN, at the terminal or from a file descriptor. It is never an argument or an environment variable.
 * @module
 */
import { fstatSync, readSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isCancel, password } from '@clack/prompts';
import { TokenError } from '../errors.ts';

const MAX_PIN_BYTES = 256;

/**
 * Reads a PIN: the next line of the file descriptor, which may carry several PINs, or else the user's input at the
 * terminal. A new PIN must be typed twice there.
 */
export async function readPin(
  question: string,
  descriptor: number | undefined,
  { isNew = false } = {},
): Promise<string> {
  if (descriptor !== undefined) return readLine(descriptor);
  if (!process.stdin.isTTY) throw new TokenError('no-terminal', '--pin-fd 0');
  const pin = await ask(question);
  // A typing error in a new PIN, which is not displayed, would lock its holder out.
  if (isNew && (await ask(`${question} (otra vez / again)`)) !== pin) throw new TokenError('pins-differ');
  return pin;
}

async function ask(question: string): Promise<string> {
  const pin = await password({ message: question });
  if (isCancel(pin)) throw new TokenError('canceled');
  return pin;
}

async function readLine(descriptor: number): Promise<string> {
  if (!isReadable(descriptor)) throw new TokenError('pin-descriptor', String(descriptor));
  const line = Buffer.alloc(MAX_PIN_BYTES + 1);
  let length = 0;
  while ((await readByte(descriptor, line, length)) && line[length] !== 10) {
    length += 1;
    if (length > MAX_PIN_BYTES) throw new TokenError('pin-form', `1 - ${MAX_PIN_BYTES}`);
  }
  const pin = line.toString('utf8', 0, length).replace(/\r$/, '');
  line.fill(0);
  if (pin === '') throw new TokenError('pin-form', `1 - ${MAX_PIN_BYTES}`);
  return pin;
}

/**
 * Reads one byte into `line`; returns false at the end of the input. A dependency makes standard input non-blocking, so
 * the read is retried while it fails with EAGAIN.
 */
async function readByte(descriptor: number, line: Buffer, at: number): Promise<boolean> {
  for (;;) {
    try {
      return readSync(descriptor, line, at, 1, null) === 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await setTimeout(20);
    }
  }
}

/** Returns whether the descriptor can be read. Its number may be unused, or Node.js may use it internally. */
function isReadable(descriptor: number): boolean {
  try {
    const about = fstatSync(descriptor);
    return about.isFIFO() || about.isFile() || about.isCharacterDevice() || about.isSocket();
  } catch {
    return false;
  }
}
