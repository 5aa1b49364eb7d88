/** Codes that people compare and type (spec §2.7). @module */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Prints the first 5 * `length` bits as `length` characters and two check characters, in groups of four. */
export function printCode(bytes: Uint8Array, length: number): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const value = bits >> BigInt(8 * bytes.length - 5 * length);
  const check = value % 1021n;
  const digits: bigint[] = [];
  for (let at = length - 1; at >= 0; at -= 1) digits.push((value >> BigInt(5 * at)) & 31n);
  const characters = [...digits, check / 32n, check % 32n].map((digit) => alphabet.charAt(Number(digit)));
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}
