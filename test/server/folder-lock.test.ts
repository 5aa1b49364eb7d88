import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigurationError } from '#server/shared/exit-codes.ts';
import { lockFolder } from '#server/shared/folder-lock.ts';
import { program } from '../support/program.ts';
import { until } from './support/until.ts';

const folder = await mkdtemp(join(tmpdir(), 'sivei-lock-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder is one process’s at a time, by whatever path', async () => {
  const other = `${folder}-link`;
  await symlink(folder, other);
  const unlock = await lockFolder(folder);
  await expect(lockFolder(other)).rejects.toThrow(ConfigurationError);
  unlock();
  await until(() =>
    lockFolder(other).then(
      (again) => {
        again();
        return true;
      },
      () => false,
    ),
  );
  await rm(other);
});

test('a process that is killed leaves nothing behind that keeps others out', async () => {
  const child = spawn(process.execPath, [...program('test/server/support/hold-lock.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await expect(lockFolder(folder)).rejects.toThrow(/Otro proceso/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const unlock = await lockFolder(folder);
  unlock();
});
