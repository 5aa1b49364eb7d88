/** Prompts for a new password or PIN: typed twice at a terminal, or the first line of standard input. @module */

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { isCancel, password } from '@clack/prompts';

const questions = {
  es: {
    password: 'Contraseña (12 caracteres o más)',
    pin: 'PIN (de 6 a 12 cifras)',
    again: 'Otra vez',
    differ: 'son distintos',
  },
  en: {
    password: 'Password (12 characters or more)',
    pin: 'PIN (6 to 12 digits)',
    again: 'Again',
    differ: 'they differ',
  },
} as const;

export async function askPassword(
  language: keyof typeof questions,
  what: 'password' | 'pin' = 'password',
): Promise<string> {
  const { [what]: ask, again, differ } = questions[language];
  if (!process.stdin.isTTY) {
    const lines = createInterface({ input: process.stdin });
    const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?];
    lines.close();
    return line ?? '';
  }
  const first = await password({ message: ask });
  const second = isCancel(first) ? first : await password({ message: again });
  if (isCancel(first) || isCancel(second)) throw new Error('cancelado / canceled');
  if (first !== second) throw new Error(differ);
  return first;
}
