import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Children } from '#server/rehearsal/processes/children.ts';

// Tests of the processes of `npm start`.

const directory = await mkdtemp(join(tmpdir(), 'sivei-children-'));
afterAll(() => rm(directory, { recursive: true }));

test('a process that starts a thread goes on', async () => {
  const file = join(directory, 'program.mjs');
  await writeFile(
    join(directory, 'thread.mjs'),
    `import { parentPort } from 'node:worker_threads';
     parentPort.on('message', () => undefined);
     setTimeout(() => process.exit(), 500);`,
  );
  await writeFile(
    file,
    `import { Worker } from 'node:worker_threads';
     const serve = setInterval(() => undefined, 1_000);
     process.on('SIGTERM', () => { console.log('asked to end'); clearInterval(serve); });
     const thread = new Worker(new URL('./thread.mjs', import.meta.url));
     thread.on('exit', () => console.log('thread over at here'));`,
  );
  const lines: string[] = [];
  const children = new Children({
    log: (_name, line) => lines.push(line),
    changed: () => undefined,
    broken: () => undefined,
  });
  await children.start({ name: 'program', args: [file], listens: /over at (\S+)/ });
  expect(lines).toEqual(['thread over at here']);
  await children.end();
  expect(lines).toEqual(['thread over at here', 'asked to end']);
});
