/** Measured run of the verifier as a separate process. @module */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const verifier = fileURLToPath(new URL('../../verifier/main.ts', import.meta.url));
const probe = fileURLToPath(new URL('./peak-memory.mjs', import.meta.url));

export interface VerifierRun {
  readonly exitCode: number;
  readonly seconds: number;
  /** Peak memory of the process in megabytes. */
  readonly megabytes: number;
}

export function measureVerifier(directory: string, options: readonly string[]): Promise<VerifierRun> {
  const start = performance.now();
  const args = [
    '--import',
    'tsx',
    '--import',
    probe,
    verifier,
    directory,
    '--quiet',
    '--lang',
    'en',
    ...options,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let kilobytes = 0;
  child.on('message', (peak: number) => (kilobytes = peak));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      const seconds = (performance.now() - start) / 1000;
      resolve({ exitCode: code ?? 2, seconds, megabytes: kilobytes / 1024 });
    });
  });
}
