/** Entries signed by the authority: a quorum of its keys (spec §2.5). @module */
import { ByteReader, ParseFailure, tryParse } from '../../crypto/bytes.ts';
import { repeat } from '../../crypto/proofs.ts';
import { verifySignature } from '../../crypto/signatures.ts';
import { frame } from '../../crypto/transcript.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Election } from '../election.ts';
import type { Message } from '../entry.ts';

/** Number of bytes of one signature with the position of its key. */
const SIGNATURE_BYTES = 1 + 64;

interface Signature {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Parses `u8 kind || body || { u8 key; u8 signature[64] }[quorum]` and returns a failure instead of throwing it
 * (§2.5). The signatures are verified later, because a fault of the form comes first.
 */
export function openAct<T>(
  { id, authority }: Pick<Election, 'id' | 'authority'>,
  bytes: Uint8Array,
  read: (reader: ByteReader) => T,
): Message<T> | ParseFailure {
  const end = bytes.length - SIGNATURE_BYTES * authority.quorum;
  if (end < 1) return new ParseFailure(sentences.tooShort());
  const message = bytes.subarray(0, end);
  return tryParse(() => {
    const reader = new ByteReader(message.subarray(1));
    const body = read(reader);
    reader.end();
    const signatures = readSignatures(bytes.subarray(end), authority);
    const isSigned = (): boolean =>
      signatures.every(({ key, signature }) =>
        verifySignature({ scheme: 'p256', key, message: frame('entry/v1', [id, message]), signature }),
      );
    return { body, signatureFault: () => !isSigned() && sentences.badSignatures() };
  });
}

/** Reads the signatures. The positions of their keys must be in strictly ascending order. */
function readSignatures(bytes: Uint8Array, { keys, quorum }: Election['authority']): Signature[] {
  const reader = new ByteReader(bytes);
  let last = -1;
  return repeat(quorum, () => {
    const position = reader.u8();
    const key = keys[position];
    if (position <= last || !key) throw new ParseFailure(sentences.badSigners());
    last = position;
    return { key, signature: reader.take(64) };
  });
}
