/** Proofs over a tree whose hashes are read asynchronously. @module */

import type { ReadRange } from '#crypto/log/merkle.ts';

export type ReadRangeAsync = (start: number, end: number) => Promise<Uint8Array>;

/**
 * Returns the result of `prove`, which expects a synchronous reader, with an asynchronous one. It records the ranges
 * that `prove` asks for, then reads them.
 */
export async function proofOf(
  prove: (read: ReadRange) => Uint8Array[],
  range: ReadRangeAsync,
): Promise<Uint8Array[]> {
  const wanted = new Map<Uint8Array, readonly [number, number]>();
  const places = prove((start, end) => {
    const place = new Uint8Array();
    wanted.set(place, [start, end]);
    return place;
  });
  return Promise.all(places.map((place) => range(...wanted.get(place)!)));
}
