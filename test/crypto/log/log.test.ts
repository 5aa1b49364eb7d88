import { readFileSync } from 'node:fs';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#crypto/bytes.ts';
import { openCheckpoint, parseCheckpoint, type CheckpointPolicy } from '#crypto/log/checkpoint.ts';
import { assertEd25519Key, ed25519PublicKey, verifyEd25519 } from '#crypto/log/ed25519.ts';
import {
  checkConsistency,
  checkInclusion,
  emptyRoot,
  leafHash,
  nodeHash,
  proveConsistency,
  proveInclusion,
  rangesOf,
} from '#crypto/log/merkle.ts';
import { cosignNote, parseNote, signNote, verifyNote } from '#crypto/log/note.ts';
import { encodeReceipt, parseReceipt, verifyReceipt } from '#crypto/log/receipt.ts';
import { decodeBase64, encodeBase64, parseDecimal } from '#crypto/log/text.ts';
import { encodeBundle, parseBundle, tilePath, tilesToWrite } from '#crypto/log/tile.ts';
import { formatVkey, parseVkey } from '#crypto/log/vkey.ts';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/log.json', import.meta.url), 'utf8')) as {
  logVkey: string;
  witnessVkey: string;
  leaves: Record<string, string>;
  roots: Record<string, string>;
  bundle: string;
  growth: Record<string, string[]>;
  consistency3to5: string[];
  time: number;
  receiptIndex: number;
  receipt: string;
};

const [logSeed, witnessSeed] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const [log, witness] = [parseVkey(vectors.logVkey), parseVkey(vectors.witnessVkey)];
const policy: CheckpointPolicy = { log, witnesses: [witness], quorum: 1 };
const entries = Array.from({ length: 5 }, (_, i) => utf8(`entry ${i}`));
const leaves = entries.map(leafHash);
const read = rangesOf(leaves);
const checkpointText = vectors.receipt.slice(vectors.receipt.indexOf('\n\n') + 2);

describe('vectors', () => {
  test('keys', () => {
    expect(formatVkey({ ...log, publicKey: ed25519PublicKey(logSeed) })).toBe(vectors.logVkey);
    expect(formatVkey({ ...witness, publicKey: ed25519PublicKey(witnessSeed) })).toBe(vectors.witnessVkey);
  });

  test('leaves and roots', () => {
    for (const [i, hash] of Object.entries(vectors.leaves)) expect(toHex(leaves[Number(i)]!)).toBe(hash);
    for (const [size, root] of Object.entries(vectors.roots)) expect(toHex(read(0, Number(size)))).toBe(root);
    expect(encodeBase64(emptyRoot)).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });

  test('bundle, tiles and paths', () => {
    expect(toHex(encodeBundle(entries))).toBe(vectors.bundle);
    expect(parseBundle(fromHex(vectors.bundle, vectors.bundle.length / 2), 5)).toEqual(entries);
    for (const [growth, paths] of Object.entries(vectors.growth)) {
      const [old, size] = growth.split('-').map(Number) as [number, number];
      expect(tilesToWrite(old, size).map(({ level, tile, width }) => tilePath(level, tile, width))).toEqual(
        paths,
      );
    }
    expect(tilePath('entries', 1_234_067)).toBe('tile/entries/x001/x234/067');
    expect(tilePath(0, 0)).toBe('tile/0/000');
    expect(tilePath(2, 1000, 3)).toBe('tile/2/x001/000.p/3');
    // 70,000 entries: 273 full tiles and one partial on level 0, and the levels above.
    expect(tilesToWrite(0, 70_000).filter(({ level }) => level === 0)).toHaveLength(274);
    expect(
      tilesToWrite(69_999, 70_000).map(({ level, tile, width }) => tilePath(level, tile, width)),
    ).toEqual(['tile/0/273.p/112']);
  });

  test('consistency from 3 to 5', () => {
    expect(proveConsistency(3, 5, read).map(encodeBase64)).toEqual(vectors.consistency3to5);
  });

  test('the receipt, made and verified', () => {
    const signed = signNote(checkpointText.slice(0, checkpointText.indexOf('\n\n') + 1), log, logSeed);
    const checkpoint = cosignNote(signed, witness, witnessSeed, vectors.time);
    const receipt = { index: 2, proof: proveInclusion(2, 5, read), checkpoint };
    expect(new TextDecoder().decode(encodeReceipt(receipt))).toBe(vectors.receipt);
    const opened = verifyReceipt(parseReceipt(utf8(vectors.receipt)), entries[2]!, policy);
    expect(opened.size).toBe(5);
    expect(opened.witnessed.get(witness.name)).toBe(vectors.time);
    expect(() => verifyReceipt(receipt, entries[1]!, policy)).toThrow('not in this log');
  });
});

describe('must be refused', () => {
  const lines = checkpointText.split('\n');
  const withLine = (i: number, line: string): string => lines.toSpliced(i, 1, line).join('\n');
  const root = lines[2]!;

  test.each([
    ['size with a leading zero', withLine(1, '05')],
    ['size with a sign', withLine(1, '+5')],
    ['size with a blank', withLine(1, ' 5')],
    ['size in hexadecimal', withLine(1, '0x5')],
    ['empty size', withLine(1, '')],
    ['root not 32 bytes', withLine(2, encodeBase64(new Uint8Array(31)))],
    ['root without padding', withLine(2, root.slice(0, -1))],
    ['root with trailing bits', withLine(2, `${root.slice(0, -2)}J=`)],
    ['root with a newline inside', withLine(2, `${root.slice(0, 9)}\n${root.slice(9)}`)],
    ['carriage returns', checkpointText.replaceAll('\n', '\r\n')],
    ['no final newline', checkpointText.slice(0, -1)],
    ['empty origin', withLine(0, '')],
    ['extension line', lines.toSpliced(3, 0, 'extension').join('\n')],
    ['hyphen for the dash', checkpointText.replace('\u2014', '-')],
    ['en dash for the dash', checkpointText.replace('\u2014', '\u2013')],
    ['two blanks', checkpointText.replace('\u2014 ', '\u2014  ')],
    ['no signature line', lines.slice(0, 4).join('\n')],
    ['witness twice', `${checkpointText}${lines[5]}\n`],
  ])('%s', (_, text) => {
    expect(() => openCheckpoint(utf8(text), policy)).toThrow();
  });

  test('another origin, even well signed', () => {
    const text = `board.example/other\n5\n${root}\n`;
    expect(() =>
      openCheckpoint(cosignNote(signNote(text, log, logSeed), witness, witnessSeed, 1), policy),
    ).toThrow('origin');
  });

  test('a bad signature of a known key beside a good one of another', () => {
    const bad = decodeBase64(lines[5]!.split(' ')[2]!);
    bad[20]! ^= 1;
    const text = withLine(5, `\u2014 ${witness.name} ${encodeBase64(bad)}`);
    expect(() => openCheckpoint(utf8(text), { ...policy, quorum: 0 })).toThrow('does not hold');
  });

  test('a quorum of two filled by one witness', () => {
    expect(() => openCheckpoint(utf8(checkpointText), { ...policy, quorum: 2 })).toThrow('2 are needed');
  });

  test('a cosignature where the signature of a note is needed, and the reverse', () => {
    const text = `${log.name}\n5\n${root}\n`;
    const asNote = signNote(text, { ...witness, type: 4 }, witnessSeed);
    expect(() => verifyNote(parseNote(asNote), [witness])).toThrow('does not hold');
    const asCosignature = cosignNote(signNote(text, log, logSeed), { ...log, type: 1 }, logSeed, 1);
    expect(() => verifyNote(parseNote(asCosignature), [log])).toThrow();
  });

  test('unknown keys are ignored, whatever they sign', () => {
    const grease = `${checkpointText}\u2014 unknown.example AAAAAAAA\n`;
    expect(openCheckpoint(utf8(grease), policy).size).toBe(5);
  });

  test.each([
    ['wrong id', vectors.logVkey.replace('8be7c165', '8be7c166')],
    ['upper-case id', vectors.logVkey.replace('8be7c165', '8BE7C165')],
    ['other type', formatVkey({ ...log, type: 2 })],
    ['short key', formatVkey({ ...log, publicKey: log.publicKey.slice(1) })],
    ['blank in the name', formatVkey({ ...log, name: 'a b' })],
    ['no name', formatVkey({ ...log, name: '' })],
    [
      'small order',
      formatVkey({ ...log, publicKey: new Uint8Array(32).fill(0, 1).map((_, i) => (i === 0 ? 1 : 0)) }),
    ],
  ])('vkey: %s', (_, vkey) => {
    expect(() => parseVkey(vkey)).toThrow();
  });

  test.each([
    ['header', vectors.receipt.replace('@v1', '@v2')],
    ['index', vectors.receipt.replace('index 2', 'index 02')],
    ['extra line', vectors.receipt.replace('index 2', 'extra AAAA\nindex 2')],
    ['short hash', vectors.receipt.replace('YcoR', 'Yc')],
    ['no checkpoint', vectors.receipt.slice(0, vectors.receipt.indexOf('\n\n') + 1)],
  ])('receipt: %s', (_, text) => {
    expect(() => parseReceipt(utf8(text))).toThrow();
  });

  test('bundles: dangling byte, too few entries, empty entry', () => {
    const bundle = encodeBundle(entries);
    expect(() => parseBundle(Uint8Array.of(...bundle, 0), 5)).toThrow('too long');
    expect(() => parseBundle(bundle, 6)).toThrow('too short');
    expect(() => parseBundle(bundle, 4)).toThrow('too long');
    expect(() => parseBundle(Uint8Array.of(0, 0), 1)).toThrow('empty');
  });

  test.each([
    '',
    '00',
    '01',
    '+1',
    '-1',
    '1.0',
    '1e3',
    ' 1',
    '0x1',
    '9007199254740992',
    '99999999999999999999',
  ])('decimal %j', (text) => {
    expect(() => parseDecimal(text)).toThrow('decimal');
  });

  test('the text of a checkpoint of an empty log has the empty root', () => {
    expect(parseCheckpoint(`a\n0\n${encodeBase64(emptyRoot)}\n`).size).toBe(0);
    expect(() => parseCheckpoint(`a\n0\n${root}\n`)).toThrow('empty log');
  });
});

describe('Ed25519: one rule', () => {
  test('the cofactored equation is what we check: R plus a point of order 8 is accepted', () => {
    // If a server and a verifier used different equations, a malicious signer could make them disagree, so this test
    // fixes the choice.
    const { Point } = ed25519;
    const order8 = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
    const message = utf8('message');
    const { scalar } = ed25519.utils.getExtendedPublicKey(logSeed);
    const r = 12_345n;
    const R = Point.BASE.multiply(r).add(order8).toBytes();
    const little = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(Uint8Array.from(bytes).toReversed())}`);
    const k = Point.Fn.create(little(sha512(Uint8Array.of(...R, ...log.publicKey, ...message))));
    const s = Point.Fn.toBytes(Point.Fn.add(r, Point.Fn.mul(k, Point.Fn.create(scalar))));
    expect(verifyEd25519(log.publicKey, message, Uint8Array.of(...R, ...s))).toBe(true);
  });

  test('keys of small order are refused', () => {
    for (const hex of [
      '01'.padEnd(64, '0'),
      '00'.repeat(32),
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    ]) {
      expect(() => assertEd25519Key(fromHex(hex, 32))).toThrow();
    }
  });
});

describe('Merkle tree', () => {
  const many = Array.from({ length: 70 }, (_, i) => leafHash(utf8(String(i))));
  const ranges = rangesOf(many);
  /** Computes the root by the definition of RFC 6962 §2.1, without shortcuts. */
  const definition = (from: number, to: number): Uint8Array => {
    if (to === from) return emptyRoot;
    if (to - from === 1) return many[from]!;
    let k = 1;
    while (2 * k < to - from) k *= 2;
    return nodeHash(definition(from, from + k), definition(from + k, to));
  };

  test('roots are those of the definition', () => {
    for (let n = 0; n <= many.length; n++) expect(ranges(0, n)).toEqual(definition(0, n));
  });

  test('every inclusion proof holds, and no other', () => {
    for (let n = 1; n <= many.length; n++) {
      for (let i = 0; i < n; i++) {
        const proof = proveInclusion(i, n, ranges);
        const root = ranges(0, n);
        expect(checkInclusion(i, n, many[i]!, root, proof)).toBe(true);
        expect(checkInclusion(i, n, many[(i + 1) % many.length]!, root, proof)).toBe(false);
        expect(checkInclusion(i, n, many[i]!, root, [...proof, root])).toBe(false);
        if (proof.length > 0) expect(checkInclusion(i, n, many[i]!, root, proof.slice(1))).toBe(false);
      }
      expect(checkInclusion(n, n, many[0]!, ranges(0, n), [])).toBe(false);
    }
  });

  test('every consistency proof holds, and no other', () => {
    for (let n = 1; n <= 40; n++) {
      for (let m = 0; m <= n; m++) {
        const proof = proveConsistency(m, n, ranges);
        const [old, root] = [ranges(0, m), ranges(0, n)];
        expect(checkConsistency(m, n, old, root, proof)).toBe(true);
        expect(checkConsistency(m, n, old, root, [...proof, root])).toBe(false);
        if (m > 0 && m < n) {
          expect(checkConsistency(m, n, root, root, proof)).toBe(false);
          expect(checkConsistency(m, n, old, old, proof)).toBe(false);
          expect(checkConsistency(m, n, old, root, proof.slice(1))).toBe(false);
        }
      }
    }
    expect(checkConsistency(3, 2, ranges(0, 3), ranges(0, 2), [])).toBe(false);
  });
});

test('base64 decodes only what it encodes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      let decoded: Uint8Array | undefined;
      try {
        decoded = decodeBase64(text);
      } catch {
        return;
      }
      expect(encodeBase64(decoded)).toBe(text);
    }),
  );
});
