/** Signed notes: a text and signature lines (C2SP signed-note v1.0.0; spec §8.2). @module */

import { concat, equalBytes, u64, utf8 } from '../bytes.ts';
import { signEd25519, verifyEd25519 } from './ed25519.ts';
import { decodeBase64, decodeUtf8, encodeBase64 } from './text.ts';
import { assertKeyName, COSIGNATURE_KEY, keyId, type Vkey } from './vkey.ts';

const MAX_NOTE_BYTES = 65_536;
const MAX_SIGNATURES = 64;

interface SignatureLine {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Signed text, with its final newline. */
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
}

/** Signature line of a known key that was verified. */
export interface VerifiedSignature {
  readonly key: Vkey;
  /** Time of a cosignature, in POSIX seconds; undefined for the log's signature. */
  readonly time: number | undefined;
}

/** Splits a note into text and signature lines; throws on any other form. Nothing is verified yet. */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_NOTE_BYTES) throw new Error('note: too long');
  const all = decodeUtf8(bytes);
  // oxlint-disable-next-line no-control-regex -- controls other than newline are what is looked for
  if (/[\u0000-\u0009\u000b-\u001f]/.test(all)) throw new Error('note: control character');
  // The text may contain empty lines itself; the last one is the separator.
  const split = all.lastIndexOf('\n\n');
  if (split < 0 || !all.endsWith('\n')) throw new Error('note: no signatures');
  const lines = all.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new Error('note: too many signatures');
  return { text: all.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): SignatureLine {
  const match = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line);
  if (!match) throw new Error('note: malformed signature line');
  const [name, encoded] = [match[1]!, match[2]!];
  assertKeyName(name);
  const payload = decodeBase64(encoded);
  if (payload.length < 5) throw new Error('note: signature line is too short');
  return { name, id: payload.slice(0, 4), signature: payload.slice(4) };
}

/**
 * Verifies the lines of known keys and ignores all others. Throws if a line of a known key does not verify, or if a
 * known key has two lines.
 */
export function verifyNote(note: Note, known: readonly Vkey[]): VerifiedSignature[] {
  const verified: VerifiedSignature[] = [];
  for (const line of note.signatures) {
    const key = known.find((own) => own.name === line.name && equalBytes(keyId(own), line.id));
    if (!key) continue;
    if (verified.some((other) => other.key === key)) throw new Error(`note: two signatures of ${key.name}`);
    verified.push({ key, time: verifyLine(note.text, line.signature, key) });
  }
  return verified;
}

/** Returns the time of a cosignature, or undefined for the log's signature; throws if the signature is wrong. */
function verifyLine(text: string, signature: Uint8Array, key: Vkey): number | undefined {
  const fail = (): never => {
    throw new Error(`note: the signature of ${key.name} does not hold`);
  };
  if (key.type !== COSIGNATURE_KEY)
    return verifyEd25519(key.publicKey, utf8(text), signature) ? undefined : fail();
  if (signature.length !== 72) return fail();
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  if (!Number.isSafeInteger(time)) return fail();
  return verifyEd25519(key.publicKey, cosignedMessage(text, time), signature.subarray(8)) ? time : fail();
}

/**
 * Returns the message that a witness signs. It says that the witness saw this checkpoint at this time (C2SP
 * tlog-cosignature v1.0.1).
 */
const cosignedMessage = (text: string, time: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** Signature line of a witness, formatted again from its parsed parts, and the time that the witness signed. */
export interface Cosignature {
  readonly line: string;
  /** POSIX seconds. */
  readonly time: number;
}

/**
 * Reads the answer of a witness to a note with this text (spec §8.10); `key` is the key of the witness, of type 04.
 * Throws unless the answer is exactly one valid line of that key: a line under another name could make the note invalid
 * for everyone.
 */
export function readCosignature(answer: Uint8Array, text: string, key: Vkey): Cosignature {
  const lines = decodeUtf8(answer).split('\n');
  if (lines.length !== 2 || lines[1] !== '') throw new Error('cosignature: not one line');
  const { name, id, signature } = parseSignatureLine(lines[0]!);
  if (name !== key.name || !equalBytes(id, keyId(key))) throw new Error('cosignature: a line of another key');
  const time = verifyLine(text, signature, key);
  if (time === undefined) throw new Error('cosignature: not the key of a witness');
  return { line: signatureLine(key, signature), time };
}

/** Signs a text with a key of type 01; returns the note. */
export function signNote(text: string, key: Vkey, seed: Uint8Array): Uint8Array {
  return utf8(`${text}\n${signatureLine(key, signEd25519(seed, utf8(text)))}`);
}

/** Returns the note with the line of one more witness; `key` is of type 04, `time` is in POSIX seconds. */
export function cosignNote(note: Uint8Array, key: Vkey, seed: Uint8Array, time: number): Uint8Array {
  const { text } = parseNote(note);
  const signature = concat(u64(time), signEd25519(seed, cosignedMessage(text, time)));
  return concat(note, utf8(signatureLine(key, signature)));
}

const signatureLine = (key: Vkey, signature: Uint8Array): string =>
  `\u2014 ${key.name} ${encodeBase64(concat(keyId(key), signature))}\n`;
