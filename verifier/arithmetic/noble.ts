/** @noble/curves: the reference. @module */
import { concat } from '../bytes.ts';
import { combine, decodeElement, identity, sumOf } from '../group.ts';
import type { Arithmetic } from './arithmetic.ts';

export const noble: Arithmetic = {
  name: 'noble',
  reading: (parse) => parse(decodeElement),
  sums: (lists) => lists.map(sumOf),
  vanishes: (terms) => combine(terms).equals(identity),
  pack: (elements) => concat(...elements.map(({ bytes }) => bytes)),
  unpack: (bytes) =>
    Array.from({ length: bytes.length / 32 }, (_, i) => decodeElement(bytes.subarray(32 * i, 32 * (i + 1)))),
};
