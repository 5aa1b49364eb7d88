/** Test that `npm start`, killed and started again, continues its election and leaves no process running. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '../support/local-server.ts';
import { Demonstration, mainProcess, processesWith } from './support/demonstration.ts';
import { until } from './support/until.ts';

const folder = await mkdtemp(join(tmpdir(), 'sivei-again-'));
await chmod(folder, 0o755);
const port = await freePort(100);

afterAll(async () => {
  for (const pid of (await processesWith(folder)).keys()) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test.runIf(process.platform === 'linux')(
  'killed while it starts and while it runs, it goes on; asked to end, it ends with all that is its own',
  { timeout: 900_000 },
  async () => {
    const interrupted = new Demonstration(folder, port);
    await interrupted.says('Key ceremony');
    process.kill(await mainProcess(folder), 'SIGKILL');
    await interrupted.ended;

    const second = new Demonstration(folder, port);
    await second.open();
    expect(second.said).toContain('it begins anew');
    const twice = new Demonstration(folder, port);
    await twice.ended;
    expect(twice.said).toContain('Another process of this machine uses the folder');
    // Kill everything at once, as when a machine is out of memory.
    for (const pid of (await processesWith(folder)).keys()) process.kill(pid, 'SIGKILL');
    await second.ended;

    const third = new Demonstration(folder, port);
    await third.open();
    expect(third.said).not.toContain('Key ceremony');
    process.kill(await mainProcess(folder), 'SIGKILL');
    await third.ended;

    const fourth = new Demonstration(folder, port); // while the processes of the third are ending
    await fourth.open();
    process.kill(await mainProcess(folder), 'SIGTERM');
    await fourth.ended;
    await until(async () => (await processesWith(folder)).size === 0);
  },
);
