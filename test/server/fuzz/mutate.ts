/** Mutations that change a valid request slightly. @module */

import { concat, u32 } from '#crypto/bytes.ts';
import type { Chance } from './random.ts';

/** Length in bytes of elements and scalars. Some mutations change a whole one. */
const CHUNK_BYTES = 32;

export function mutateBytes(bytes: Uint8Array, chance: Chance, others: readonly Uint8Array[]): Uint8Array {
  const at = chance.below(bytes.length + 1);
  const aligned = Math.min(at - (at % CHUNK_BYTES), Math.max(0, bytes.length - CHUNK_BYTES));
  const put = (where: number, what: Uint8Array): Uint8Array =>
    concat(bytes.subarray(0, where), what, bytes.subarray(Math.min(bytes.length, where + what.length)));
  const ways: (() => Uint8Array)[] = [
    () => bytes.map((byte, i) => (i === at ? byte ^ (1 << chance.below(8)) : byte)),
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => concat(bytes, chance.bytes(1 + chance.below(64))),
    () => concat(bytes.subarray(0, at), chance.bytes(1 + chance.below(8)), bytes.subarray(at)),
    () =>
      put(
        at,
        chance.of([
          new Uint8Array(CHUNK_BYTES),
          new Uint8Array(CHUNK_BYTES).fill(255),
          chance.bytes(CHUNK_BYTES),
        ]),
      ),
    () =>
      put(
        aligned,
        chance.of([
          new Uint8Array(CHUNK_BYTES),
          new Uint8Array(CHUNK_BYTES).fill(255),
          chance.bytes(CHUNK_BYTES),
        ]),
      ),
    () => put(at, u32(chance.of([0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff]))),
    () => put(aligned, chance.of(others).subarray(aligned, aligned + CHUNK_BYTES)),
    () => concat(bytes.subarray(0, at), chance.of(others).subarray(at)),
    () => concat(bytes, bytes),
    () => chance.bytes(chance.below(300)),
    () => bytes.map((byte, i) => (i === 0 ? chance.below(256) : byte)),
  ];
  return chance.of(ways)();
}

const odd: readonly unknown[] = [
  null, true, -1, 1e308, 0.1, '', '\0', '\ud800', '\u202e', 'x'.repeat(3_000), [], {}, [null], { a: 1 }, "';--", '../..', '00000000-0000-0000-0000-000000000000', '000000', 'á@é.ñ',
]; // prettier-ignore

/** Returns the text of a body that is one change away from `value`. */
export function mutateJson(value: Readonly<Record<string, unknown>>, chance: Chance): Uint8Array {
  const names = Object.keys(value);
  const name = names.length > 0 ? chance.of(names) : 'a';
  const text = (changed: unknown): Uint8Array => Buffer.from(JSON.stringify(changed));
  const own = value[name];
  const ways: (() => Uint8Array)[] = [
    () => text({ ...value, [name]: chance.of(odd) }),
    () => text({ ...value, [name]: typeof own === 'string' ? mutateText(own, chance) : chance.of(odd) }),
    () => text(Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))),
    () =>
      text({ ...value, [chance.of(['more', '__proto__', 'constructor', 'toString', ''])]: chance.of(odd) }),
    () => text(chance.of([[value], { [name]: value }, own, odd])),
    () =>
      Buffer.from(
        JSON.stringify(value).replace('{', `{${JSON.stringify(name)}:${JSON.stringify(chance.of(odd))},`),
      ),
    () => mutateBytes(text(value), chance, [text(value)]),
  ];
  return chance.of(ways)();
}

export function mutateText(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  const ways = [
    () =>
      `${text.slice(0, at)}${chance.of(['A', '0', ' ', '\0', '.', '%00', 'é', '\u202e', '"', '_'])}${text.slice(at + 1)}`,
    () => text.slice(0, at),
    () => text + text,
    () => text.toUpperCase(),
    () => ` ${text}`,
    () => `${text}\n`,
    () => [...text].toReversed().join(''),
  ];
  return chance.of(ways)();
}
