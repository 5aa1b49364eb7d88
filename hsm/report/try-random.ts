/**
 * Test that finds only a grossly broken random generator (in the manner of NIST SP 800-90B §4.4). A generator that
 * passes may still be bad.
 * @module
 */
import type { Sentence } from '../errors.ts';
import type { Session } from '../pkcs11/session.ts';

const SAMPLE_BYTES = 4096;
/**
 * Limits on equal bytes in a row, and on copies of one byte. A good generator exceeds each in at most one of 2^40
 * tests.
 */
const MAX_RUN = 7;
const MAX_COPIES = 60;

export function randomFault(session: Session): Sentence | undefined {
  const take = (): Buffer =>
    session.call((raw, handle) => raw.C_GenerateRandom(handle, Buffer.alloc(SAMPLE_BYTES)));
  const [first, second] = [Buffer.from(take()), Buffer.from(take())];
  if (first.equals(second)) return { es: 'dos veces los mismos bytes', en: 'the same bytes twice' };
  return faultOf(first);
}

export function faultOf(bytes: Uint8Array): Sentence | undefined {
  const copies = new Map<number, number>();
  let run = 0;
  for (const [i, byte] of bytes.entries()) {
    run = byte === bytes[i - 1] ? run + 1 : 1;
    if (run > MAX_RUN)
      return { es: `byte ${byte}: ${run} veces seguidas`, en: `byte ${byte}: ${run} times in a row` };
    copies.set(byte, (copies.get(byte) ?? 0) + 1);
  }
  const most = Math.max(...copies.values());
  if (most <= MAX_COPIES) return undefined;
  return { es: `un byte ${most} veces en ${bytes.length}`, en: `one byte ${most} times in ${bytes.length}` };
}
