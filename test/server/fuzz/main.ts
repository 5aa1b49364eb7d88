/**
 * `node --import tsx test/server/fuzz/main.ts --help`: sends changed requests to registry and voting process for some
 * minutes.
 * @module
 */

import { Command } from 'commander';
import { fuzz } from './run.ts';
import { Targets } from './targets.ts';

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${text} is no number`);
  return value;
};

const { minutes, seed, abreast } = new Command('fuzz')
  .description('Sends changed requests to both processes. Exit codes: 0 they stood, 1 they did not.')
  .option('--minutes <n>', 'how long', number, 10)
  .option('--seed <n>', 'of the changes', number, Math.floor(Date.now() / 1000))
  .option('--abreast <n>', 'requests on the way at once', number, 16)
  .parse()
  .opts<{ minutes: number; seed: number; abreast: number }>();

console.log(`seed ${seed}`);
const targets = await Targets.start(20, 60);
try {
  const end = Date.now() + minutes * 60_000;
  const { sent, statuses, faults, memory, slowest } = await fuzz(targets, {
    seed,
    abreast,
    goOn: () => Date.now() < end,
    progress: (count) => process.stdout.write(`\r${count}`),
  });
  const { verdict, exits } = await targets.finish();
  console.log(`\r${sent} requests in ${minutes} minutes, the slowest ${Math.round(slowest)} ms`);
  for (const [key, count] of [...statuses].toSorted(([a], [b]) => a.localeCompare(b)))
    console.log(`${key.padEnd(16)}${count}`);
  for (const [name, sizes] of memory) {
    const at = (share: number): number => Math.round(sizes[Math.floor(share * (sizes.length - 1))] ?? 0);
    console.log(`${name.padEnd(16)}${[0, 0.25, 0.5, 0.75, 1].map((share) => at(share)).join(' → ')} MiB`);
  }
  const all = [
    ...faults,
    ...(verdict === 0 ? [] : [`the verifier's exit code is ${verdict}`]),
    ...(exits.every((code) => code === 0) ? [] : [`exit codes ${exits.join(', ')}`]),
  ];
  for (const fault of all) console.error(fault);
  process.exitCode = all.length === 0 ? 0 : 1;
} finally {
  await targets.end();
}
