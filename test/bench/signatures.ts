/** Measurement of the signatures of a clock entry and of its checkpoint, which the verifier verifies. @module */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { nativeEd25519, nativeP256, type NativeVerify } from '../../verifier/crypto/platform.ts';
import { isEd25519Key, isP256Key } from '../../verifier/crypto/signatures.ts';
import { median, print, repeat, type Times } from './measure.ts';
import type { Table } from './table.ts';

const MESSAGE = new Uint8Array(120);
const WITNESSES = 3;
const [ROUNDS, EACH] = [7, 100];

/**
 * Measures @noble/curves and Node's own library. Browsers use @noble/curves, which also confirms rejections by Node's
 * library.
 */
export async function signatures(): Promise<Table> {
  const [secret, seed] = [p256.utils.randomSecretKey(), ed25519.utils.randomSecretKey()];
  const [publicKey, logKey] = [p256.getPublicKey(secret), ed25519.getPublicKey(seed)];
  const [ecdsa, note] = [p256.sign(MESSAGE, secret, { lowS: true }), ed25519.sign(MESSAGE, seed)];
  const time = (says: NativeVerify, key: Uint8Array, signature: Uint8Array): Promise<Times> =>
    repeat(ROUNDS, EACH, () => {
      for (let i = 0; i < EACH; i += 1)
        if (!says(key, MESSAGE, signature)) throw new Error('a good signature was not accepted');
    });
  const noble = {
    ecdsa: await time((key, message, own) => p256.verify(own, message, key), publicKey, ecdsa),
    note: await time(
      (key, message, own) => ed25519.verify(own, message, key, { zip215: false }),
      logKey,
      note,
    ),
  };
  const node = {
    ecdsa: await time(nativeP256(isP256Key), publicKey, ecdsa),
    note: await time(nativeEd25519(isEd25519Key), logKey, note),
  };
  const mark = ({ ecdsa: own, note: each }: typeof node): number =>
    median(own) + (1 + WITNESSES) * median(each);
  const row = (name: string, a: Times, b: Times): string[] => [
    name,
    print(a),
    print(b),
    (median(a) / median(b)).toFixed(1),
  ];
  return {
    title: 'Milliseconds a signature that is verified: median (range)',
    head: ['', '@noble/curves', 'Node', 'ratio'],
    rows: [
      row('ECDSA P-256 (entries)', noble.ecdsa, node.ecdsa),
      row('Ed25519 (checkpoints)', noble.note, node.note),
    ],
    notes: [
      {
        text: `A clock mark and its checkpoint with ${WITNESSES} witnesses: ${mark(noble).toFixed(2)} ms with @noble/curves, ${mark(node).toFixed(2)} ms with Node.`,
        figures: {
          'a clock mark and its checkpoint, ms with @noble/curves': mark(noble),
          'a clock mark and its checkpoint, ms with Node': mark(node),
        },
      },
    ],
  };
}
