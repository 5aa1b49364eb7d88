import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { tryParse, ParseFailure, toHex } from '../../verifier/crypto/bytes.ts';
import { verifyInclusion, leafHash } from '../../verifier/board/log/merkle.ts';
import { judgeNote, type LogKeys, parseCheckpoint } from '../../verifier/board/log/note.ts';
import { parseReceipt } from '../../verifier/board/log/receipt.ts';
import { parseVkey } from '../../verifier/board/log/vkey.ts';
import { noteLine, u64Bytes } from './support/notes.ts';

const logVkey = 'board.example/2026-test+8be7c165+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c';
const witnessVkey = 'witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU';
const text = 'board.example/2026-test\n5\nfKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=\n';
const logLine =
  '— board.example/2026-test i+fBZUI2OCplvAU/hTCdU77uu8NovTHrCkZ6/j6AMsRc3x+Tefp/KdAWxNSYJoPSOpDxCCO25wtVv7MwU3D5vtlAigo=\n';
const witnessLine =
  '— witness.example/w1 3xwKNQAAAABpVbkAHkjryPUf+vXv7VkawrnbVLLPNDg6TR3Uu5CriGQmYaMa815kBTUl0VohU4TyOk+4GR21DL6RNK8TdiZUm5HfCQ==\n';
const note = `${text}\n${logLine}${witnessLine}`;
const proof =
  'YcoROfaBWEHVuvLQ0tm9nf7pfImN1ve6DAqpQe5sAes=\nWkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=\nSFM123z+yWXxX/dF/GJcQdXqJkaTaTAWWCj3PdS2iFQ=\n';
const receipt = `c2sp.org/tlog-proof@v1\nindex 2\n${proof}\n${note}`;

const bytes = (string: string): Uint8Array => new TextEncoder().encode(string);
const keys: LogKeys = {
  origin: 'board.example/2026-test',
  log: parseVkey(logVkey),
  witnesses: [parseVkey(witnessVkey)],
  quorum: 1,
};
const judge = (string: string, own = keys): ReturnType<typeof judgeNote> =>
  judgeNote(parseCheckpoint(bytes(string)), own);

describe('vkeys', () => {
  test('the known ones', () => {
    expect(keys.log).toMatchObject({ name: 'board.example/2026-test', type: 1 });
    expect(toHex(keys.log.id)).toBe('8be7c165');
    expect(keys.witnesses[0]).toMatchObject({ name: 'witness.example/w1', type: 4 });
    expect(keys.log.key).toEqual(ed25519.getPublicKey(new Uint8Array(32).fill(1)));
  });

  test.each([
    ['a wrong key id', logVkey.replace('8be7c165', '8be7c166')],
    ['a key id in capitals', logVkey.replace('8be7c165', '8BE7C165')],
    ['a blank in the name', logVkey.replace('board', 'bo ard')],
    ['no name', logVkey.slice(logVkey.indexOf('+'))],
    ['no padding, where some is due', `${logVkey}=`],
    ['another length', logVkey.slice(0, -4)],
    ['only a name', 'board.example'],
  ])('refuses %s', (_, vkey) => {
    expect(tryParse(() => parseVkey(vkey))).toBeInstanceOf(ParseFailure);
  });
});

describe('checkpoints', () => {
  test('the known one is signed and witnessed', () => {
    expect(parseCheckpoint(bytes(note))).toMatchObject({ origin: keys.origin, size: 5, text });
    expect(judge(note)).toEqual({ signed: true, witnessed: true, times: [1_767_225_600n] });
  });

  test.each([
    ['size 05', note.replace('\n5\n', '\n05\n')],
    ['size +5', note.replace('\n5\n', '\n+5\n')],
    ['size with a blank', note.replace('\n5\n', '\n 5\n')],
    ['size in hex', note.replace('\n5\n', '\n0x5\n')],
    ['no size', note.replace('\n5\n', '\n\n')],
    ['a size beyond 2^53', note.replace('\n5\n', '\n9007199254740992\n')],
    [
      'a root of 31 bytes',
      note.replace(
        'fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=',
        'fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049g==',
      ),
    ],
    ['base64 without padding', note.replace('049nI=', '049nI')],
    ['base64 with bits left over', note.replace('049nI=', '049nJ=')],
    ['base64 with a newline', note.replace('ZFTWxl', 'ZFT\nWxl')],
    ['CRLF', note.replaceAll('\n', '\r\n')],
    ['no final newline', note.slice(0, -1)],
    ['an empty origin', note.replace('board.example/2026-test\n5', '\n5')],
    ['an extension line', note.replace('nI=\n\n', 'nI=\nextension\n\n')],
    ['a hyphen', note.replace('— witness', '- witness')],
    ['an en dash', note.replace('— witness', '– witness')],
    ['two blanks', note.replace('w1 3xw', 'w1  3xw')],
    ['no signature at all', `${text}\n`],
    ['no empty line', text + logLine],
    ['a line without signature', `${note}— witness.example/w2\n`],
    ['65 lines', text + '\n' + logLine + witnessLine.replace('w1', 'w2').repeat(64)],
    ['a control character', note.replace('board', '\u{0}')],
  ])('refuses or does not believe %s', (_, changed) => {
    const parsed = tryParse(() => parseCheckpoint(bytes(changed)));
    expect(parsed instanceof ParseFailure || !judgeNote(parsed, keys).signed).toBe(true);
  });

  test('rejects bytes that are not UTF-8', () => {
    const broken = bytes(note).map((byte, i) => (i === 3 ? 0xff : byte));
    expect(tryParse(() => parseCheckpoint(broken))).toBeInstanceOf(ParseFailure);
  });

  test('another origin', () => {
    expect(judge(note, { ...keys, origin: 'board.example/other' }).signed).toBe(false);
  });

  test('the log must have signed, once', () => {
    expect(judge(`${text}\n${witnessLine}`).signed).toBe(false);
    expect(judge(note + logLine).signed).toBe(false);
  });

  test('a bad line of a known key spoils the note, one of an unknown key does not', () => {
    const bad = witnessLine.replace('GR21DL6', 'GR21DL7');
    expect(judge(`${text}\n${logLine}${bad}`)).toMatchObject({ signed: true, witnessed: false });
    expect(judge(note + bad.replace('w1', 'w2'))).toMatchObject({ signed: true, witnessed: true });
    expect(judge(note + witnessLine).witnessed).toBe(false);
  });

  test('the quorum counts witnesses, not lines', () => {
    expect(judge(note, { ...keys, quorum: 2 }).witnessed).toBe(false);
    const second = ed25519.getPublicKey(new Uint8Array(32).fill(3));
    const other = { name: 'witness.example/w2', id: new Uint8Array(4), type: 4, key: second };
    const two = { ...keys, witnesses: [...keys.witnesses, other], quorum: 2 };
    expect(judge(note, two).witnessed).toBe(false);
    const message = bytes(`cosignature/v1\ntime 7\n${text}`);
    const signature = ed25519.sign(message, new Uint8Array(32).fill(3));
    const line = noteLine(other.name, other.id, [u64Bytes(7n), signature]);
    expect(judge(note + line, two)).toEqual({ signed: true, witnessed: true, times: [1_767_225_600n, 7n] });
  });

  test('a time of 2^63 is none', () => {
    const time = 2n ** 63n;
    const message = bytes(`cosignature/v1\ntime ${time}\n${text}`);
    const signature = ed25519.sign(message, new Uint8Array(32).fill(2));
    const line = noteLine('witness.example/w1', keys.witnesses[0]!.id, [u64Bytes(time), signature]);
    expect(judge(`${text}\n${logLine}${line}`).witnessed).toBe(false);
  });
});

describe('receipts', () => {
  test('the known one leads to its root', () => {
    const { index, proof: path, checkpoint } = parseReceipt(bytes(receipt));
    expect(index).toBe(2);
    expect(verifyInclusion({ index, ...checkpoint }, leafHash(bytes('entry 2')), path)).toBe(true);
    expect(verifyInclusion({ index, ...checkpoint }, leafHash(bytes('entry 1')), path)).toBe(false);
  });

  test.each([
    ['another version', receipt.replace('@v1', '@v2')],
    ['index 02', receipt.replace('index 2', 'index 02')],
    ['extra data', receipt.replace('\nindex', '\nextra AA==\nindex')],
    ['a hash of 31 bytes', receipt.replace('B7A=', 'Bw==')],
    ['no empty line', receipt.replace('iFQ=\n\n', 'iFQ=\n')],
    ['no checkpoint', receipt.slice(0, receipt.indexOf('\n\n') + 2)],
    ['a proof of 54 hashes', receipt.replace(proof, proof.slice(0, 45).repeat(54))],
  ])('refuses %s', (_, changed) => {
    expect(tryParse(() => parseReceipt(bytes(changed)))).toBeInstanceOf(ParseFailure);
  });
});
