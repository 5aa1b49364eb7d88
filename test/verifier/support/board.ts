/**
 * Board in memory for tests: entries, clock, blobs, and files with the signatures of the log (spec chapter 08).
 * @module
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toHex, u32, u8 } from '../../../verifier/crypto/bytes.ts';
import { leafHash, treeHash } from '../../../verifier/board/log/merkle.ts';
import { TileBuilder, tilePath } from '../../../verifier/board/log/tiles.ts';
import type { BoardReader } from '../../../verifier/board/reader.ts';
import { frame } from '../../../verifier/crypto/transcript.ts';
import {
  goodManifest,
  keyId,
  origin,
  printManifest,
  seed,
  type TestManifest,
  witnesses,
} from './manifest.ts';
import { noteLine, u64Bytes } from './notes.ts';

/** Kinds of entries that the authority signs. */
const actKinds: ReadonlySet<number> = new Set([0x01, 0x03, 0x04, 0x07, 0x16, 0x31, 0x32, 0x52]);

/** Number of bytes of the signatures of an act. */
export const ACT_SIGNATURES_BYTES = 2 * 65;

export class TestBoard implements BoardReader {
  readonly files = new Map<string, Uint8Array>();
  readonly entries: Uint8Array[] = [];
  readonly manifest: TestManifest;
  /** Hash of the manifest, E. */
  readonly id: Uint8Array;
  now = Date.parse('2026-01-01T08:00:00-06:00') / 1000;

  constructor(change: (manifest: TestManifest) => void = () => undefined) {
    this.manifest = goodManifest();
    change(this.manifest);
    const manifest = printManifest(this.manifest);
    this.id = sha256(manifest);
    this.append(this.signed(0x01, this.blob(manifest), 'authority'));
    this.mark();
  }

  append(entry: Uint8Array): number {
    this.entries.push(entry);
    return this.entries.length - 1;
  }

  /**
   * Returns a signed entry, `u8 kind || body || signature` (§2.5). An entry of the authority has its form with any
   * signer: the keys `<signer> 0` and `<signer> 2`.
   */
  signed(kind: number, body: Uint8Array, signer: string): Uint8Array {
    if (actKinds.has(kind)) return this.act(kind, body, { 0: `${signer} 0`, 2: `${signer} 2` });
    const message = concat(u8(kind), body);
    return concat(message, this.sign(message, signer));
  }

  /** Returns an act of the authority, signed by these keys at these positions. */
  act(
    kind: number,
    body: Uint8Array,
    signers: Readonly<Record<number, string>> = { 0: 'authority 0', 2: 'authority 2' },
  ): Uint8Array {
    const message = concat(u8(kind), body);
    const signatures = Object.entries(signers).map(([position, name]) =>
      concat(u8(Number(position)), this.sign(message, name)),
    );
    return concat(message, ...signatures);
  }

  sign(message: Uint8Array, signer: string): Uint8Array {
    return p256.sign(frame('entry/v1', [this.id, message]), seed(signer), { lowS: true });
  }

  /** Adds a blob and returns the encoded reference to it (§2.6). */
  blob(bytes: Uint8Array): Uint8Array {
    const hash = sha256(bytes);
    this.files.set(`blob/${toHex(hash)}`, bytes);
    return concat(hash, u32(bytes.length));
  }

  /** Appends a clock mark and publishes the witnessed checkpoint at it (§8.6). */
  mark(time = this.now): void {
    this.now = time;
    this.append(this.signed(0x02, u64Bytes(BigInt(time)), 'board'));
    const size = this.entries.length;
    this.files.set(`clock/${size}`, this.checkpoint(size));
  }

  /** Appends clock marks before and after the entries that `act` appends. */
  at(time: number, act: () => void): void {
    this.mark(time);
    act();
    this.mark(time + 1);
  }

  root(size = this.entries.length): Uint8Array {
    return treeHash(this.entries.slice(0, size).map((entry) => leafHash(entry)));
  }

  /**
   * Makes a checkpoint signed by the log and by the named witnesses. `times` has the times of witnesses whose clock
   * differs.
   */
  checkpoint(
    size: number,
    {
      cosigned = witnesses,
      time = this.now,
      times = {},
      root = this.root(size),
    }: {
      cosigned?: readonly string[];
      time?: number;
      times?: Readonly<Record<string, number>>;
      root?: Uint8Array;
    } = {},
  ): Uint8Array {
    const text = `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
    const sign = (message: string, name: string): Uint8Array =>
      ed25519.sign(Buffer.from(message), seed(name));
    const id = (name: string, type: number): Uint8Array =>
      keyId(name, type, ed25519.getPublicKey(seed(name)));
    const lines = [
      noteLine(origin, id(origin, 1), [sign(text, origin)]),
      ...cosigned.map((name) => {
        const own = times[name] ?? time;
        const signature = sign(`cosignature/v1\ntime ${own}\n${text}`, name);
        return noteLine(name, id(name, 4), [u64Bytes(BigInt(own)), signature]);
      }),
    ];
    return Buffer.from(`${text}\n${lines.join('')}`);
  }

  /** Writes tiles, bundles and the checkpoint of all entries. */
  publish(): this {
    const tiles = new TileBuilder();
    const complete = this.entries.flatMap((entry) => tiles.append(leafHash(entry)));
    for (const { path, bytes } of [...complete, ...tiles.partialTiles()]) this.files.set(path, bytes);
    for (let n = 0; n * 256 < this.entries.length; n += 1) {
      const own = this.entries.slice(n * 256, (n + 1) * 256);
      this.files.set(
        tilePath('entries', n, own.length),
        concat(...own.flatMap((entry) => [u32(entry.length).subarray(2), entry])),
      );
    }
    this.files.set('checkpoint', this.checkpoint(this.entries.length));
    return this;
  }

  read(path: string, limit: number): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.files.get(path)?.slice(0, limit + 1));
  }
}
