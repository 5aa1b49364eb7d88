/** Measured run of the verifier as a separate process. @module */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const verifier = fileURLToPath(new URL('../../verifier/main.ts', import.meta.url));
const probe = fileURLToPath(new URL('./usage-probe.mjs', import.meta.url));

export interface VerifierRun {
  readonly exitCode: number;
  readonly seconds: number;
  /** Peak memory of the process in megabytes. */
  readonly megabytes: number;
  /** CPU time of the main thread as a part of that of all threads; not a number where the system does not say. */
  readonly mainThreadShare: number;
}

/** Message of usage-probe.mjs. */
interface Usage {
  readonly kilobytes: number;
  readonly cpuSeconds: number;
  readonly mainThreadSeconds?: number;
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
  let usage: Usage = { kilobytes: 0, cpuSeconds: 0 };
  child.on('message', (message: Usage) => (usage = message));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      const { kilobytes, cpuSeconds, mainThreadSeconds = Number.NaN } = usage;
      resolve({
        exitCode: code ?? 2,
        seconds: (performance.now() - start) / 1000,
        megabytes: kilobytes / 1024,
        mainThreadShare: mainThreadSeconds / cpuSeconds,
      });
    });
  });
}
