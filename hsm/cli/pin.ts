/** Asking for a PIN: at the terminal, or from a file descriptor. It is never an argument nor an environment variable. @module */
import { fstatSync, readSync } from 'node:fs';
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
  if (!process.stdin.isTTY)
    throw new Error(
      'no hay terminal para pedir el PIN / there is no terminal to ask for the PIN: --pin-fd 0',
    );
  const pin = await ask(question);
  // A mistake in a new PIN, which nobody sees, would lock its holder out.
  if (isNew && (await ask(`${question} (otra vez / again)`)) !== pin)
    throw new Error('los dos PIN son distintos / the two PINs differ');
  return pin;
}

async function ask(question: string): Promise<string> {
  const pin = await password({ message: question });
  if (isCancel(pin)) throw new Error('cancelado / canceled');
  return pin;
}

function readLine(descriptor: number): string {
  if (!isReadable(descriptor)) throw new Error(`file descriptor ${descriptor} has nothing to read`);
  const line = Buffer.alloc(LONGEST);
  let length = 0;
  while (readSync(descriptor, line, length, 1, null) === 1 && line[length] !== 10) {
    length += 1;
    if (length === LONGEST) throw new TokenError('pin-form', 'too long');
  }
  const pin = line.toString('utf8', 0, length).replace(/\r$/, '');
  line.fill(0);
  if (pin === '') throw new TokenError('pin-form', 'empty');
  return pin;
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
