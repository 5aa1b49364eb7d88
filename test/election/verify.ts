/** Start of the verifier as a separate process on a board. @module */

import { spawn } from 'node:child_process';
import { program } from '../support/program.ts';

/** Runs the verifier with the output on this terminal. Returns the exit code (spec §10.1). */
export function runVerifier(directory: string, lang: 'es' | 'en'): Promise<number> {
  const child = spawn(process.execPath, [...program('verifier/main.ts'), directory, '--lang', lang], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 2));
  });
}
