/** Asking for a PIN: at the terminal, or from a file descriptor. It is never an argument nor an environment variable. @module */
import { fstatSync, readSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isCancel, password } from '@clack/prompts';
import { TokenError } from '../errors.ts';

const LONGEST = 256;

/** The next line of the descriptor (several PINs may come through one), or what is typed. */
export async function readPin(
  question: string,
  descriptor: number | undefined,
  { isNew = false } = {},
): Promise<string> {
  if (descriptor !== undefined) return readLine(descriptor);
  if (!process.stdin.isTTY) throw new TokenError('no-terminal', '--pin-fd 0');
  const pin = await ask(question);
  // A mistake in a new PIN, which nobody sees, would lock its holder out.
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
  const line = Buffer.alloc(LONGEST + 1);
  let length = 0;
  while ((await readByte(descriptor, line, length)) && line[length] !== 10) {
    length += 1;
    if (length > LONGEST) throw new TokenError('pin-form', `1 - ${LONGEST}`);
  }
  const pin = line.toString('utf8', 0, length).replace(/\r$/, '');
  line.fill(0);
  if (pin === '') throw new TokenError('pin-form', `1 - ${LONGEST}`);
  return pin;
}

/** Waits for it: a dependency makes the standard input one that does not, and whoever writes to it may be slow. */
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

/** A number may belong to something of the engine's own, or to nothing. */
function isReadable(descriptor: number): boolean {
  try {
    const about = fstatSync(descriptor);
    return about.isFIFO() || about.isFile() || about.isCharacterDevice() || about.isSocket();
  } catch {
    return false;
  }
}
