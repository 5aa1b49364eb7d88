import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { parseVkey } from '#crypto/log/vkey.ts';
import { ed25519PublicKey } from '#crypto/log/ed25519.ts';
import { program } from '../support/program.ts';

const secret = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sivei-keys-'));
  await writeFile(join(folder, 'key'), toHex(secret), { mode: 0o600 });
  await writeFile(join(folder, 'short'), 'abcd', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [...program('server/voting/cli.ts'), ...args])).stdout.trim();

test('prints the vkey of the log from its seed, as the manifest names it', async () => {
  const said = await run('vkey', 'board.example/2027', join(folder, 'key'));
  expect(parseVkey(said)).toEqual({
    name: 'board.example/2027',
    type: 1,
    publicKey: ed25519PublicKey(secret),
  });
  expect(said).not.toContain(toHex(secret));
});

test('prints the public half of a P-256 key', async () => {
  expect(await run('public', join(folder, 'key'))).toBe(toHex(softwareSigner(secret).publicKey));
});

test('says which file is not of the right form, and never what is in it', async () => {
  const failed = await run('public', join(folder, 'short')).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 78, stderr: expect.stringContaining('32 bytes en hexadecimal') });
  expect((failed as { stderr: string }).stderr).not.toContain('abcd');
});
