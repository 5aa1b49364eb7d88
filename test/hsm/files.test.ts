/** Tests of the order in which files are written to disk, and of the state after a failure. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { replaceFile, writeNew } from '#hsm/files.ts';
import { openToken } from '#hsm/open.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import { PIN } from './modules.ts';

/** Calls of file functions in order, and the name of the call that fails. */
const seen = vi.hoisted(() => ({ order: [] as string[], failing: '' }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const note = (what: string): void => {
    seen.order.push(what);
    if (seen.failing === what) throw new Error('no space left on device');
  };
  return {
    ...real,
    fsyncSync: (file: number): void => {
      note(real.fstatSync(file).isDirectory() ? 'flush the directory' : 'flush the file');
      real.fsyncSync(file);
    },
    linkSync: (from: string, to: string): void => {
      note('rename');
      real.linkSync(from, to);
    },
    renameSync: (from: string, to: string): void => {
      note('rename');
      real.renameSync(from, to);
    },
  };
});

let directory: string;
let path: string;
beforeEach(() => {
  directory = fs.mkdtempSync(join(tmpdir(), 'sivei-files-'));
  path = join(directory, 'file');
  seen.order = [];
  seen.failing = '';
});
const content = (): string => fs.readFileSync(path, 'utf8');
const whole = ['flush the file', 'rename', 'flush the directory'];

test('a file is on the disk before it has its name, and its name after', () => {
  writeNew(path, 'one');
  expect([content(), seen.order]).toEqual(['one', whole]);
  replaceFile(path, 'two');
  expect([content(), seen.order]).toEqual(['two', [...whole, ...whole]]);
  expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

test('a file that is there is not written anew', () => {
  writeNew(path, 'one');
  expect(() => writeNew(path, 'two')).toThrow('never overwritten');
  expect(content()).toBe('one');
});

test.each(['flush the file', 'rename'])('it cannot %s: what was there is there, and nothing else', (step) => {
  seen.failing = step;
  expect(() => writeNew(path, 'one')).toThrow('no space');
  expect(fs.readdirSync(directory)).toEqual([]);
  seen.failing = '';
  writeNew(path, 'one');
  seen.failing = step;
  expect(() => replaceFile(path, 'two')).toThrow('no space');
  expect([fs.readdirSync(directory), content()]).toEqual([['file'], 'one']);
});

test('a token in software is written in this way, and has its keys when a write fails', async () => {
  const token = await SoftwareToken.create(directory, 'programa', PIN);
  await token.makeSealingKey('sello');
  expect(seen.order).toEqual([...whole, ...whole]);
  seen.failing = 'rename';
  await expect(token.makeSealingKey('otro')).rejects.toThrow('no space');
  const again = await openToken({ kind: 'software', directory }, PIN, { rehearsal: true });
  for (const open of [token, again]) expect((await open.keys()).map(({ name }) => name)).toEqual(['sello']);
});
