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
} from '../../crypto/bytes.ts';
import type { Claim } from '../../crypto/prefetch-signatures.ts';
import { say } from '../../findings/sentences.ts';
import { holds } from '../../crypto/signatures.ts';
import { isKeyName, type Vkey } from './vkey.ts';

export const MAX_NOTE = 65_536;

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
  if (bytes.length > MAX_NOTE) throw new Refusal(say.badNote());
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
  readonly signed: boolean;
  readonly witnessed: boolean;
  /** The times of the cosignatures of a note that is witnessed. */
  readonly times: readonly bigint[];
}

export function judgeNote(note: Checkpoint, keys: LogKeys): NoteJudgement {
  const times = witnessTimes(note, keys);
  return { signed: isSigned(note, keys), witnessed: times !== undefined, times: times ?? [] };
}

/** Whether the note has the origin and exactly one valid line of the log key. */
export function isSigned(note: Checkpoint, keys: LogKeys): boolean {
  const claim = logClaim(note, keys);
  return claim !== undefined && holds(claim);
}

/**
 * The times of at least the quorum of distinct witnesses; undefined if they are fewer, or if a line of a known one is bad.
 * The first bad line ends it: a wrong signature takes ten times as long as a good one.
 */
export function witnessTimes(note: Checkpoint, { witnesses, quorum }: LogKeys): bigint[] | undefined {
  const present = witnesses.filter((key) => linesOf(note, key).length > 0);
  if (present.length < quorum) return undefined;
  const times: bigint[] = [];
  for (const key of present) {
    const time = timeOf(note, key);
    if (time === undefined) return undefined;
    times.push(time);
  }
  return times;
}

/** What judging the note asks of signatures. */
export function claimsOf(note: Checkpoint, keys: LogKeys): Claim[] {
  const cosigned = keys.witnesses.map((key) => cosignatureOf(note, key)?.claim);
  return [logClaim(note, keys), ...cosigned].filter((claim) => claim !== undefined);
}

/** When the witness cosigned the note; undefined without exactly one line of it that holds. */
export function timeOf(note: Checkpoint, key: Vkey): bigint | undefined {
  const own = cosignatureOf(note, key);
  return own && holds(own.claim) ? own.time : undefined;
}

/** Of the one line of the log's key, if the origin is right. */
function logClaim(note: Checkpoint, { origin, log }: LogKeys): Claim | undefined {
  const [line, ...more] = linesOf(note, log);
  if (!line || more.length > 0 || note.origin !== origin) return undefined;
  return { scheme: 'ed25519', key: log.key, message: encodeText(note.text), signature: line.signature };
}

/** Of the one line of the witness: `u64 time || signature` over the time and the note. */
function cosignatureOf(
  note: Checkpoint,
  witness: Vkey,
): { readonly time: bigint; readonly claim: Claim } | undefined {
  const [line, ...more] = linesOf(note, witness);
  if (line?.signature.length !== 72 || more.length > 0) return undefined;
  const time = attempt(() => new Reader(line.signature).u64());
  if (time instanceof Refusal) return undefined;
  const [message, signature] = [cosignedText(note, time), line.signature.subarray(8)];
  return { time, claim: { scheme: 'ed25519', key: witness.key, message, signature } };
}

/** A key is known by name and id together; all other lines are ignored. */
export function linesOf(note: Checkpoint, key: Vkey): NoteLine[] {
  return note.lines.filter(({ name, id }) => name === key.name && same(id, key.id));
}

/** What a witness signs at this time. */
export function cosignedText({ text }: Checkpoint, time: bigint): Uint8Array {
  return encodeText(`cosignature/v1\ntime ${time}\n${text}`);
}
