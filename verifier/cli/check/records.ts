/**
 * Verification of the negative corpus (test/negative/README.md): each record, a faulty board, must be rejected
 * by the checks that the record names, and by no others.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { encodeText, fromBase64, fromHex } from '../../crypto/bytes.ts';
import { exitCodes } from '../../report/json.ts';
import type { BoardReader } from '../../board/reader.ts';
import { verify, type VerifyOptions } from '../../verification/verify.ts';

interface BrokenRecord {
  readonly id: string;
  readonly expect: { readonly exit: number; readonly checks: readonly string[] };
  readonly brought: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

const ENDING = '.json.gz';

/** Returns the names of all records in a folder, without extension. */
export async function recordNames(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.flatMap((file) => (file.endsWith(ENDING) ? [file.slice(0, -ENDING.length)] : [])).toSorted();
}

/** Returns the difference from the expected verdict on a record, or undefined if the verdict is as expected. */
export async function judgeRecord(
  folder: string,
  name: string,
  arithmetic: Arithmetic,
): Promise<string | undefined> {
  const { expect, brought, files } = JSON.parse(
    gunzipSync(await readFile(join(folder, `${name}${ENDING}`))).toString(),
  ) as BrokenRecord;
  const board: BoardReader = {
    read: async (path, limit) => {
      const file = files[path];
      return file === undefined ? undefined : fromBase64(file).subarray(0, limit + 1);
    },
  };
  const { verdict, checks } = await verify(board, { ...optionsOf(brought), arithmetic });
  const found = checks.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
  const [own, expected] = [
    `${exitCodes[verdict]}: ${found.join()}`,
    `${expect.exit}: ${expect.checks.join()}`,
  ];
  return own === expected ? undefined : `${own} where ${expected} was expected`;
}

function optionsOf({ 'manifest-hash': hash, since, receipt }: BrokenRecord['brought']): VerifyOptions {
  return {
    ...(hash === undefined ? {} : { manifestHash: fromHex(hash, 32) }),
    ...(since === undefined ? {} : { since: { name: 'since', bytes: encodeText(since) } }),
    ...(receipt === undefined ? {} : { receipts: [{ name: 'receipt', bytes: encodeText(receipt) }] }),
  };
}
