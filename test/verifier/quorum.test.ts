/**
 * Tests of a quorum of two among three witnesses: a receipt with any two of their cosignatures is accepted, and
 * with fewer it is not (spec §8.2, §10.3).
 */

import { ed25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { concat } from '../../verifier/crypto/bytes.ts';
import { leafHash, treeHash } from '../../verifier/board/log/merkle.ts';
import { type Checkpoint, parseCheckpoint } from '../../verifier/board/log/note.ts';
import { parseVkey } from '../../verifier/board/log/vkey.ts';
import { Witness } from '../../verifier/witness/witness.ts';
import { a, anna, judge, opened, xAndV } from './support/judge.ts';
import { seed, vkey } from './support/manifest.ts';
import { base64, consistency, submission } from './support/witness.ts';

const names = ['witness.example/1', 'witness.example/2', 'witness.example/3'];
const stranger = 'witness.example/4';

const board = opened((manifest) => {
  manifest.witnesses = { quorum: 2, keys: names.map((name) => vkey(name, 4)) };
});
board.cast(anna, [a, xAndV]);
board.count();
board.publish();
const size = board.entries.length;
const leaves = board.entries.map((entry) => leafHash(entry));
const unwitnessed = board.checkpoint(size, { cosigned: [] });
const log = parseVkey(board.manifest.board.logKey);

function witnessOf(name: string): Witness {
  const key = parseVkey(vkey(name, 4));
  let last: Checkpoint | undefined;
  const memory = {
    get last() {
      return last;
    },
    replace: async (next: string): Promise<void> => {
      last = parseCheckpoint(Buffer.from(next));
    },
  };
  const sign = (message: Uint8Array): Uint8Array => ed25519.sign(message, seed(name));
  return new Witness({ vkey: key, sign }, [{ vkey: log, state: memory }], () => board.now);
}

/** Returns the line of a witness that has seen the log grow from an earlier size. */
async function cosignature(name: string): Promise<string> {
  const witness = witnessOf(name);
  const early = board.checkpoint(20, { cosigned: [] });
  await witness.addCheckpoint(Buffer.from(submission(0, [], Buffer.from(early).toString())));
  const proof = consistency(20, leaves).map(base64);
  const note = Buffer.from(unwitnessed).toString();
  const { status, body } = await witness.addCheckpoint(Buffer.from(submission(20, proof, note)));
  expect(status).toBe(200);
  return body;
}

const lines = await Promise.all([...names, stranger].map(cosignature));
const [one, two, three, unknown] = lines as [string, string, string, string];

/** Computes an inclusion proof (RFC 6962 §2.1.1). */
function path(m: number, hashes: readonly Uint8Array[]): Uint8Array[] {
  if (hashes.length <= 1) return [];
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return m < k
    ? [...path(m, hashes.slice(0, k)), treeHash(hashes.slice(k))]
    : [...path(m - k, hashes.slice(k)), treeHash(hashes.slice(0, k))];
}

const vote = board.entries.findIndex((entry) => entry[0] === 0x40);

/** Makes a receipt of the ballot whose checkpoint has the log's line and these cosignature lines. */
function receipt(...cosigned: readonly string[]): Uint8Array {
  const proof = path(vote, leaves).map((hash) => `${base64(hash)}\n`);
  const head = `c2sp.org/tlog-proof@v1\nindex ${vote}\n${proof.join('')}\n`;
  return concat(Buffer.from(head), unwitnessed, Buffer.from(cosigned.join('')));
}

const good = {
  'the first and second': [one, two],
  'the first and third': [one, three],
  'the second and third': [three, two],
  'all three': [one, two, three],
  'two, and one that nobody knows': [unknown, one, three],
};
const bad = {
  none: [],
  'the first alone': [one],
  'the third alone': [three],
  'one twice': [two, two],
  'one, and one that nobody knows': [one, unknown],
  // A line of a known key that does not verify makes the checkpoint invalid, with any other lines (§8.2).
  'two, and a third that does not verify': [
    one,
    two,
    three.replace(/(.)(.{5})\n$/, (_, last: string, rest: string) => `${last === 'x' ? 'y' : 'x'}${rest}\n`),
  ],
  'two under one name': [one, two.replace(names[1]!, names[0]!)],
};

test('receipts with a quorum of two in three', async () => {
  const receipts = Object.entries({ ...good, ...bad }).map(([name, cosigned]) => ({
    name,
    bytes: receipt(...cosigned),
  }));
  const { report, found, places } = await judge(board, { receipts });
  expect(new Set(found)).toEqual(new Set(['11.1']));
  expect(places).toEqual(Object.keys(bad).map((name) => `11.1 file ${name}`));
  expect(report.receipts.map(({ file }) => file)).toEqual(Object.keys(good));
});

test('the checkpoint of the board, cosigned by two of three', async () => {
  const judged = async (...cosigned: readonly string[]): Promise<string[]> => {
    const checkpoint = concat(unwitnessed, Buffer.from(cosigned.join('')));
    const files = {
      read: (name: string, limit: number) =>
        name === 'checkpoint' ? Promise.resolve(checkpoint) : board.read(name, limit),
    };
    return (await judge(files)).places;
  };
  expect(await judged(two, three)).toEqual([]);
  expect(await judged(three)).toEqual(['1.2 file checkpoint']);
});
