/**
 * `npm run rehearse:kill`: kills `npm start` again and again. Checks that it continues each time, and that it leaves no
 * process when it is asked to end.
 * @module
 */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { Demonstration, mainProcess, processesWith } from '../server/support/demonstration.ts';
import { until } from '../server/support/until.ts';

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed');
  return Number(text);
};

const { times, port } = new Command('npm run rehearse:kill --')
  .description(
    'Starts the demonstration and kills it with -9, in turns the program alone and all its processes at once, each time\n' +
      'some seconds after it was open. Exit code 0: it went on each time, and after SIGTERM nothing was left running.',
  )
  .option('--times <n>', 'how often it is killed', wholeNumber, 10)
  .option('--port <n>', 'of the voting process', wholeNumber, 8400)
  .parse()
  .opts<{ times: number; port: number }>();

const folder = await mkdtemp(join(tmpdir(), 'sivei-kill-'));
await chmod(folder, 0o755);
try {
  for (let i = 1; i <= times; i += 1) {
    const running = new Demonstration(folder, port);
    await running.open();
    await wait(Math.random() * 4_000);
    const all = i % 2 === 0;
    const pids = all ? [...(await processesWith(folder)).keys()] : [await mainProcess(folder)];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await running.ended;
    const goesOn = i === 1 || !running.said.includes('Key ceremony');
    console.log(`${i}: open, ${all ? `all ${pids.length} processes` : 'the program alone'} killed`);
    if (!goesOn) throw new Error(`it began anew:\n${running.said}`);
  }
  const last = new Demonstration(folder, port);
  await last.open();
  if (last.said.includes('Key ceremony')) throw new Error(`it began anew:\n${last.said}`);
  process.kill(await mainProcess(folder), 'SIGTERM');
  await last.ended;
  await until(async () => (await processesWith(folder)).size === 0);
  console.log(`went on ${times} times; after SIGTERM nothing is left running`);
} finally {
  for (const pid of (await processesWith(folder)).keys()) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
