/**
 * State of an election with many credentials, of which each has voted. Its entries are synthetic, because millions of
 * real ones would take hours. As a program it reports the memory:
 * `node --import tsx test/scale/many-credentials.ts 20000000`.
 * @module
 */
import { pathToFileURL } from 'node:url';
import { makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import { KeyTable } from '../../verifier/election/key-table.ts';
import { Credentials } from '../../verifier/election/state/credentials.ts';
import { Findings } from '../../verifier/findings/findings.ts';
import { TestElection } from '../verifier/support/election.ts';

/** Largest number of credentials of a list (§6.2). */
const LIST = 2000;
/** Style and unit of all credentials. */
const STYLE = 1;
const UNIT = 2;

export interface ManyCredentials {
  readonly credentials: Credentials;
  readonly findings: Findings;
  /** First pads of the ballots. */
  readonly firstPads: KeyTable;
}

/** Returns the key with this number. Keys ascend, as in a list, and are no encodings of elements. */
export function keyOf(number: number): Uint8Array {
  const key = new Uint8Array(32);
  new DataView(key.buffer).setUint32(0, number);
  key.fill(number & 255, 4);
  return key;
}

export const firstBallot = (count: number): number => count + 10;

/** Lists credentials, and records a ballot of each: that of credential i has the index `firstBallot(count) + i`. */
export function voteOfAll(count: number): ManyCredentials {
  const e = new TestElection();
  const findings = new Findings();
  const { election, files } = e;
  const board = { read: (path: string) => Promise.resolve(files.get(path)) };
  const arithmetic = Object.assign(makeArithmetic('wasm'), { decodeDeferred: () => [undefined] });
  const credentials = new Credentials({ election, findings, board, arithmetic });
  for (let from = 0; from < count; from += LIST) {
    const own = Array.from({ length: Math.min(LIST, count - from) }, (_, i) => keyOf(from + i));
    credentials.judgeList({ index: 1 + from / LIST, bytes: e.rawList(STYLE, UNIT, own) });
  }
  const firstPads = new KeyTable();
  for (let i = 0; i < count; i += 1) {
    const key = keyOf(i);
    const number = credentials.find(key, STYLE, UNIT);
    if (typeof number !== 'number') throw new Error(number.en);
    credentials.recordBallot(number, firstBallot(count) + i);
    firstPads.add(key);
  }
  return { credentials, findings, firstPads };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const start = process.cpuUsage();
  const { credentials, findings } = voteOfAll(count);
  const { user, system } = process.cpuUsage(start);
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const megabytes = [rss, heapUsed, arrayBuffers].map((bytes) => Math.round(bytes / 1e6));
  console.log(`${count} credentials, ${credentials.voted[UNIT]} ballots, verdict: ${findings.verdict()}`);
  console.log(`${((user + system) / count).toFixed(1)} µs of CPU each, with the signatures of their lists`);
  console.log(`memory in MB: ${megabytes[0]} in all, ${megabytes[1]} of objects, ${megabytes[2]} of arrays`);
}
