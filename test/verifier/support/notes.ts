/** Functions that build the lines of signed notes (spec §8.2). @module */

export function u64Bytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

export function noteLine(name: string, id: Uint8Array, signature: readonly Uint8Array[]): string {
  return `\u{2014} ${name} ${Buffer.concat([id, ...signature]).toString('base64')}\n`;
}
