/**
 * Tests without Node's library, as in a page: SubtleCrypto prechecks the signatures of clock marks, and no report
 * differs. Uses records with broken marks, checkpoints or signatures, and checkpoints with unusual lines.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BoardReader } from '../../verifier/board/reader.ts';
import { decodeText, encodeText, toBase64 } from '../../verifier/crypto/bytes.ts';
import { verify } from '../../verifier/verification/verify.ts';
import { readRecord, recordIds } from '../negative/record-file.ts';
import { memoryBoard } from '../support/memory-board.ts';

const ids = recordIds().filter((name) => /clock|checkpoint|witness|log-|in-person/.test(name));

let verifyInPage: typeof verify;
const asked = vi.spyOn(globalThis.crypto.subtle, 'verify');

beforeAll(async () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  vi.resetModules();
  ({ verify: verifyInPage } = await import('../../verifier/verification/verify.ts'));
});
afterAll(() => vi.restoreAllMocks());

test.each(ids)('%s', async (name) => {
  const board = memoryBoard(readRecord(name).files);
  expect(await verifyInPage(board)).toEqual(await verify(board));
});

/** Returns the board with the checkpoint of its first mark changed by `lines`. */
function withLines(board: BoardReader, lines: (text: string) => string): BoardReader {
  return {
    read: async (path, limit) => {
      const bytes = await board.read(path, limit);
      return path === 'clock/2' && bytes ? encodeText(lines(decodeText(bytes))) : bytes;
    },
  };
}

/** Repeats each signature line of the checkpoint, with other bytes after the key id. */
const repeatLines = (text: string, bytes: (own: Buffer) => Buffer): string =>
  text.replace(/^\u2014 (\S+) (\S+)$/gm, (line, name: string, base64: string) => {
    const own = Buffer.from(base64, 'base64');
    return `${line}\n\u2014 ${name} ${toBase64(Buffer.concat([own.subarray(0, 4), bytes(own.subarray(4))]))}`;
  });

test.each<[string, (text: string) => string]>([
  ['the same lines again', (text) => repeatLines(text, (own) => own)],
  ['lines that are too short', (text) => repeatLines(text, () => Buffer.alloc(1))],
  [
    'a time that is no number here, alone',
    (text) =>
      repeatLines(text, (own) => Buffer.concat([Buffer.alloc(8, 255), own.subarray(8)])).replace(
        /^(\u2014 \S+) \S+\n(?=\1 )/gm,
        '',
      ),
  ],
])('%s', async (_, lines) => {
  const board = withLines(memoryBoard(readRecord('in-person').files), lines);
  const report = await verify(board);
  expect(report.checks.some(({ findings }) => findings.length > 0)).toBe(true);
  expect(await verifyInPage(board)).toEqual(report);
});

test('the library was used', () => {
  expect(asked.mock.calls.length).toBeGreaterThan(100);
});
