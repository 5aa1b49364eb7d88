/** Whether a generator is broken beyond doubt (in the manner of NIST SP 800-90B §4.4): it proves nothing more. @module */
import type { Sentence } from '../errors.ts';
import type { Session } from '../pkcs11/session.ts';

const LENGTH = 4096;
/** Bytes in a row that are alike, and copies of one byte among all: each happens by chance once in 2^40 or less. */
const LONGEST_RUN = 7;
const MOST_COPIES = 60;

export function randomFault(session: Session): Sentence | undefined {
  const take = (): Buffer =>
    session.call((raw, handle) => raw.C_GenerateRandom(handle, Buffer.alloc(LENGTH)));
  const [first, second] = [Buffer.from(take()), Buffer.from(take())];
  if (first.equals(second)) return { es: 'dos veces los mismos bytes', en: 'the same bytes twice' };
  return faultOf(first);
}

export function faultOf(bytes: Uint8Array): Sentence | undefined {
  const copies = new Map<number, number>();
  let run = 0;
  for (const [i, byte] of bytes.entries()) {
    run = byte === bytes[i - 1] ? run + 1 : 1;
    if (run > LONGEST_RUN)
      return { es: `byte ${byte}: ${run} veces seguidas`, en: `byte ${byte}: ${run} times in a row` };
    copies.set(byte, (copies.get(byte) ?? 0) + 1);
  }
  const most = Math.max(...copies.values());
  if (most <= MOST_COPIES) return undefined;
  return { es: `un byte ${most} veces en ${bytes.length}`, en: `one byte ${most} times in ${bytes.length}` };
}
