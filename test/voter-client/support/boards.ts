/** Small forged boards with valid signatures, made with the keys of log and witnesses. @module */

import { formatCheckpoint } from '#crypto/log/checkpoint.ts';
import { leafHash, proveInclusion, rangesOf } from '#crypto/log/merkle.ts';
import { cosignNote, signNote } from '#crypto/log/note.ts';
import { encodeReceipt } from '#crypto/log/receipt.ts';
import { encodeBundle, parseBundle, tilePath } from '#crypto/log/tile.ts';
import { NOTE_KEY, parseVkey, type Vkey } from '#crypto/log/vkey.ts';
import { concat } from '#crypto/bytes.ts';
import { ed25519PublicKey } from '#crypto/log/ed25519.ts';
import { witnessKey } from '#server/rehearsal/parties/parties.ts';
import type { Setting } from '../../server/support/running.ts';
import type { ProxiedResponse, ProxyBehaviour } from './proxy.ts';

/** Keys that sign a forged board. */
export interface BoardKeys {
  readonly log: Vkey;
  readonly logSeed: Uint8Array;
  readonly witnesses: Setting['parties']['witnesses'];
}

/** Returns the real keys of log and witnesses. */
export const realKeys = ({ election, parties }: Setting): BoardKeys => ({
  log: parseVkey(election.manifest.board.logKey),
  logSeed: parties.logSeed,
  witnesses: parties.witnesses,
});

/** Returns the keys of the real witnesses, and a log key that is not the real one but has the same name. */
export const foreignLogKeys = (setting: Setting, seed: Uint8Array): BoardKeys => ({
  ...realKeys(setting),
  log: { name: realKeys(setting).log.name, type: NOTE_KEY, publicKey: ed25519PublicKey(seed) },
  logSeed: seed,
});

/** Forged board of at most 256 entries. */
export class ForgedBoard {
  readonly entries: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
  readonly #leaves: readonly Uint8Array[];

  constructor(entries: readonly Uint8Array[], { log, logSeed, witnesses }: BoardKeys) {
    this.entries = entries;
    this.#leaves = entries.map(leafHash);
    const root = rangesOf(this.#leaves)(0, entries.length);
    const text = formatCheckpoint({ origin: log.name, size: entries.length, root });
    this.checkpoint = witnesses.reduce(
      (note, keys) => cosignNote(note, witnessKey(keys), keys.seed, Math.floor(Date.now() / 1000)),
      signNote(text, log, logSeed),
    );
  }

  receipt(index: number): Uint8Array {
    const proof = proveInclusion(index, this.entries.length, rangesOf(this.#leaves));
    return encodeReceipt({ index, proof, checkpoint: this.checkpoint });
  }

  /** Returns the files of the board by path, and of `blobs` by hash. */
  files(blobs: ReadonlyMap<string, Uint8Array> = new Map()): ReadonlyMap<string, Uint8Array> {
    const width = this.entries.length;
    return new Map([
      ['checkpoint', this.checkpoint],
      [tilePath(0, 0, width), concat(...this.#leaves)],
      [tilePath('entries', 0, width), encodeBundle(this.entries)],
      ...[...blobs].map(([hash, blob]) => [`blob/${hash}`, blob] as const),
    ]);
  }
}

/** Reads all entries of the real board, which has less than 256. */
export async function entriesOf(url: string): Promise<Uint8Array[]> {
  const read = async (path: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(`${url}/board/${path}`)).arrayBuffer());
  const size = Number(new TextDecoder().decode(await read('checkpoint')).split('\n')[1]);
  return parseBundle(await read(tilePath('entries', 0, size)), size);
}

/**
 * Returns a proxy behaviour that serves these files in place of the board's. Any other path of the board is answered
 * with 404.
 */
export const serveFiles = (files: ReadonlyMap<string, Uint8Array>): ProxyBehaviour => ({
  before: ({ path }): ProxiedResponse | undefined => {
    if (!path.startsWith('/board/')) return undefined;
    const body = files.get(path.slice('/board/'.length));
    return body ? { status: 200, body } : { status: 404, body: new Uint8Array() };
  },
});
