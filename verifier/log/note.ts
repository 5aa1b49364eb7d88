/** Checkpoints: signed notes with the tree's size and root (spec §8.2). @module */
import {
  attempt,
  concat,
  decimal,
  decodeText,
  encodeText,
  fromBase64,
  Reader,
  Refusal,
  same,
  toBase64,
} from '../bytes.ts';
import type { Claim } from '../ahead.ts';
import { say } from '../sentences.ts';
import { verifyEd25519 } from '../signatures.ts';
import { isKeyName, type Vkey } from './vkey.ts';

export const maxNote = 65_536;

export interface NoteLine {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** What is signed, final newline included. */
  readonly text: string;
  readonly lines: readonly NoteLine[];
}

/** The form alone: whose signatures they are is judged by `judgeNote`. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint {
  if (bytes.length > maxNote) throw new Refusal(say.badNote());
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) throw new Refusal(say.badNote());
  // Exactly three lines of text: a fourth would be an extension line.
  const match = /^([^\n]+)\n([^\n]+)\n([^\n]+)\n\n((?:[^\n]+\n)+)$/.exec(decodeText(bytes));
  if (!match) throw new Refusal(say.badNote());
  const [, origin, size, root, signatures] = match as unknown as [string, string, string, string, string];
  const lines = signatures.split('\n').slice(0, -1).map(parseLine);
  if (lines.length > 64) throw new Refusal(say.badNote());
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new Refusal(say.badNote());
  return { origin, size: decimal(size), root: hash, text: `${origin}\n${size}\n${root}\n`, lines };
}

/** `— <name> <base64(key id || signature)>` */
function parseLine(line: string): NoteLine {
  const [dash, name, encoded, ...more] = line.split(' ');
  if (
    dash !== '\u{2014}' ||
    name === undefined ||
    !isKeyName(name) ||
    encoded === undefined ||
    more.length > 0
  ) {
    throw new Refusal(say.badNote());
  }
  const bytes = fromBase64(encoded);
  if (bytes.length < 5) throw new Refusal(say.badNote());
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

export function printLine({ name, id, signature }: NoteLine): string {
  return `\u{2014} ${name} ${toBase64(concat(id, signature))}\n`;
}

/** The note with these signatures only. */
export function printNote({ text }: Checkpoint, lines: readonly NoteLine[]): string {
  return `${text}\n${lines.map(printLine).join('')}`;
}

export interface LogKeys {
  readonly origin: string;
  readonly log: Vkey;
  readonly witnesses: readonly Vkey[];
  readonly quorum: number;
}

export interface NoteJudgement {
  /** The origin and exactly one valid line of the log key. */
  readonly signed: boolean;
  /** At least the quorum of distinct witnesses, and no bad line of a known one. */
  readonly witnessed: boolean;
  /** The times of the valid cosignatures. */
  readonly times: readonly bigint[];
}

/** What judging the note asks of signatures, should its form be right. */
export function claimsOf(note: Checkpoint, { log, witnesses }: LogKeys): Claim[] {
  const claim = ({ key }: Vkey, message: Uint8Array, signature: Uint8Array): Claim => ({
    scheme: 'ed25519',
    key,
    message,
    signature,
  });
  const text = encodeText(note.text);
  return [
    ...linesOf(note, log).map(({ signature }) => claim(log, text, signature)),
    ...witnesses.flatMap((key) =>
      linesOf(note, key)
        .filter(({ signature }) => signature.length === 72)
        .map(({ signature }) =>
          claim(key, cosignedText(note, new Reader(signature).u64()), signature.subarray(8)),
        ),
    ),
  ];
}

export function judgeNote(note: Checkpoint, keys: LogKeys): NoteJudgement {
  const ofLog = linesOf(note, keys.log);
  const signed =
    note.origin === keys.origin &&
    ofLog.length === 1 &&
    verifyEd25519(keys.log.key, encodeText(note.text), ofLog[0]!.signature);
  const cosigned = keys.witnesses.flatMap((key) =>
    linesOf(note, key).length === 0 ? [] : [timeOf(note, key)],
  );
  const times = cosigned.filter((time) => time !== undefined);
  return { signed, witnessed: times.length === cosigned.length && times.length >= keys.quorum, times };
}

/** When the witness cosigned the note; undefined without exactly one line of it that holds. */
export function timeOf(note: Checkpoint, key: Vkey): bigint | undefined {
  const [line, ...more] = linesOf(note, key);
  return line && more.length === 0 ? cosignatureTime(note, key, line) : undefined;
}

/** A key is known by name and id together; all other lines are ignored. */
export function linesOf(note: Checkpoint, key: Vkey): NoteLine[] {
  return note.lines.filter(({ name, id }) => name === key.name && same(id, key.id));
}

/** `u64 time || signature` over the time and the note; undefined if it does not hold. */
function cosignatureTime(note: Checkpoint, key: Vkey, line: NoteLine): bigint | undefined {
  if (line.signature.length !== 72) return undefined;
  const time = attempt(() => new Reader(line.signature).u64());
  if (time instanceof Refusal) return undefined;
  const valid = verifyEd25519(key.key, cosignedText(note, time), line.signature.subarray(8));
  return valid ? time : undefined;
}

/** What a witness signs at this time. */
export function cosignedText({ text }: Checkpoint, time: bigint): Uint8Array {
  return encodeText(`cosignature/v1\ntime ${time}\n${text}`);
}
