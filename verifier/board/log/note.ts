/** Checkpoints: signed notes with the tree's size and root (spec §8.2). @module */
import {
  tryParse,
  concat,
  parseDecimal,
  decodeText,
  encodeText,
  fromBase64,
  ByteReader,
  ParseFailure,
  equalBytes,
  toBase64,
} from '../../crypto/bytes.ts';
import type { SignatureClaim } from '../../crypto/signature-precheck.ts';
import { sentences } from '../../findings/sentences.ts';
import { verifySignature } from '../../crypto/signatures.ts';
import { isKeyName, type Vkey } from './vkey.ts';

export const MAX_NOTE_BYTES = 65_536;

export interface NoteLine {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Signed text, including the final newline. */
  readonly text: string;
  readonly lines: readonly NoteLine[];
}

/** Parses a checkpoint, or throws a ParseFailure. Signatures are not verified here, but by `judgeNote`. */
export function parseCheckpoint(bytes: Uint8Array): Checkpoint {
  if (bytes.length > MAX_NOTE_BYTES) throw new ParseFailure(sentences.badNote());
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) throw new ParseFailure(sentences.badNote());
  // Exactly three lines of text: a fourth would be an extension line.
  const match = /^([^\n]+)\n([^\n]+)\n([^\n]+)\n\n((?:[^\n]+\n)+)$/.exec(decodeText(bytes));
  if (!match) throw new ParseFailure(sentences.badNote());
  const [, origin, size, root, signatures] = match as unknown as [string, string, string, string, string];
  const lines = signatures.split('\n').slice(0, -1).map(parseLine);
  if (lines.length > 64) throw new ParseFailure(sentences.badNote());
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new ParseFailure(sentences.badNote());
  return { origin, size: parseDecimal(size), root: hash, text: `${origin}\n${size}\n${root}\n`, lines };
}

/** Parses `— <name> <base64(key id || signature)>`. */
function parseLine(line: string): NoteLine {
  const [dash, name, encoded, ...more] = line.split(' ');
  if (
    dash !== '\u{2014}' ||
    name === undefined ||
    !isKeyName(name) ||
    encoded === undefined ||
    more.length > 0
  ) {
    throw new ParseFailure(sentences.badNote());
  }
  const bytes = fromBase64(encoded);
  if (bytes.length < 5) throw new ParseFailure(sentences.badNote());
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

export function printLine({ name, id, signature }: NoteLine): string {
  return `\u{2014} ${name} ${toBase64(concat(id, signature))}\n`;
}

/** Prints the note with these signatures only. */
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
  /** Times of the cosignatures in POSIX seconds. Empty if the note is not witnessed. */
  readonly times: readonly bigint[];
}

export function judgeNote(note: Checkpoint, keys: LogKeys): NoteJudgement {
  const times = witnessTimes(note, keys);
  return { signed: isSigned(note, keys), witnessed: times !== undefined, times: times ?? [] };
}

/** Tells whether the note has the log's origin and exactly one line of the log key, with a valid signature. */
export function isSigned(note: Checkpoint, keys: LogKeys): boolean {
  const claim = logClaim(note, keys);
  return claim !== undefined && verifySignature(claim);
}

/**
 * Returns the times of the distinct witnesses, or undefined if they are fewer than the quorum or a line of a
 * known witness is invalid. Stops at the first invalid line, because rejecting a signature takes ten times as
 * long as accepting one.
 */
export function witnessTimes(note: Checkpoint, { witnesses, quorum }: LogKeys): bigint[] | undefined {
  const present = witnesses.filter((key) => linesOf(note, key).length > 0);
  if (present.length < quorum) return undefined;
  const times: bigint[] = [];
  for (const key of present) {
    const time = cosignatureTime(note, key);
    if (time === undefined) return undefined;
    times.push(time);
  }
  return times;
}

/** Returns the signatures that `judgeNote` may verify. */
export function signatureClaims(note: Checkpoint, keys: LogKeys): SignatureClaim[] {
  const cosigned = keys.witnesses.map((key) => cosignatureOf(note, key)?.claim);
  return [logClaim(note, keys), ...cosigned].filter((claim) => claim !== undefined);
}

/**
 * Returns the time at which the witness cosigned the note. Returns undefined unless the note has exactly one
 * line of the witness, with a valid signature.
 */
export function cosignatureTime(note: Checkpoint, key: Vkey): bigint | undefined {
  const own = cosignatureOf(note, key);
  return own && verifySignature(own.claim) ? own.time : undefined;
}

/**
 * Returns the log's signature, not verified yet. Returns undefined unless the note has the log's origin and
 * exactly one line of the log key.
 */
function logClaim(note: Checkpoint, { origin, log }: LogKeys): SignatureClaim | undefined {
  const [line, ...more] = linesOf(note, log);
  if (!line || more.length > 0 || note.origin !== origin) return undefined;
  return { scheme: 'ed25519', key: log.key, message: encodeText(note.text), signature: line.signature };
}

/**
 * Returns the witness's time and signature, not verified yet. They are in the witness's line of the note:
 * `u64 time || signature` over the time and the note. Returns undefined if there is no such line, or several.
 */
function cosignatureOf(
  note: Checkpoint,
  witness: Vkey,
): { readonly time: bigint; readonly claim: SignatureClaim } | undefined {
  const [line, ...more] = linesOf(note, witness);
  if (line?.signature.length !== 72 || more.length > 0) return undefined;
  const time = tryParse(() => new ByteReader(line.signature).u64());
  if (time instanceof ParseFailure) return undefined;
  const [message, signature] = [cosignedText(note, time), line.signature.subarray(8)];
  return { time, claim: { scheme: 'ed25519', key: witness.key, message, signature } };
}

/** Returns the lines of a key. Name and id together identify a key; all other lines are ignored. */
export function linesOf(note: Checkpoint, key: Vkey): NoteLine[] {
  return note.lines.filter(({ name, id }) => name === key.name && equalBytes(id, key.id));
}

/** Returns the message that a witness signs at this time. */
export function cosignedText({ text }: Checkpoint, time: bigint): Uint8Array {
  return encodeText(`cosignature/v1\ntime ${time}\n${text}`);
}
