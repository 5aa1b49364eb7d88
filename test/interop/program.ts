/** Second verifier (verify_tally.py) as a process. @module */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('verify_tally.py', import.meta.url));

export const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython)
  process.stderr.write('Tests of the second verifier are skipped. They need: apt-get install python3\n');

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs the second verifier. Returns exit code and output. */
export function verifyTally(...options: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile('python3', [program, ...options], (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

/** Orders the ids of checks as they stand in docs/spec section 10.2: 7.9, 7.12, 10.1. */
const byId = new Intl.Collator('en', { numeric: true }).compare;

/** Returns the ids of the checks with a finding, each once, in their order. */
export function foundIn({ output }: Ran): string[] {
  return [...new Set([...output.matchAll(/^finding \w+ ([\d.]+)/gm)].map(([, check]) => check!))].toSorted(
    byId,
  );
}
