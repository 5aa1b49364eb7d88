/** Reference arithmetic, with @noble/curves and @noble/hashes. @module */
import { tryParse, concat, ParseFailure } from '../bytes.ts';
import {
  combine,
  decodeElementOrIdentity,
  decodeScalar,
  type Scalar,
  isIdentityEncoding,
  identityRefused,
  NobleElement,
  type Element,
  identity,
  fromLittleEndian,
  mod,
  sumOf,
} from '../group.ts';
import { hashToScalar } from '../transcript.ts';
import type { Equations } from '../equations.ts';
import type { Arithmetic } from './arithmetic.ts';
import { ElementList } from './element-list.ts';

export const noble: Arithmetic = {
  name: 'noble',
  defer: (encoding) => new NobleElement(undefined, encoding),
  decodeDeferred: (lists) => lists.map((list) => firstFailure(list)),
  decodeSums: (elements) => firstFailure(elements, true),
  sums: (lists) => lists.map(sumOf),
  addLists: (lists) =>
    ElementList.of(
      noble,
      lists[0]!.elements.map((_, i) => sumOf(lists.map(({ elements }) => elements[i]!))),
    ),
  encode: () => undefined,
  hashToScalars: (messages) => messages.map(hashToScalar),
  vanishes: (equations, weights) => combine(weighted(equations, weights)).equals(identity),
  packedBytes: 32,
  pack: (elements) => concat(...elements.map(({ bytes }) => bytes)),
  unpack: (bytes) =>
    Array.from({ length: bytes.length / 32 }, (_, i) =>
      decodeElementOrIdentity(bytes.subarray(32 * i, 32 * (i + 1))),
    ),
};

function firstFailure(elements: readonly Element[], mayBeIdentity = false): ParseFailure | undefined {
  const settled = tryParse(() => {
    for (const element of elements as readonly NobleElement[]) {
      if (!mayBeIdentity && isIdentityEncoding(element.bytes)) throw identityRefused();
      void element.point; // decodes it
    }
  });
  return settled instanceof ParseFailure ? settled : undefined;
}

/** Merges the terms of each element into one, because G, K and the pads occur in many equations. */
function weighted({ elements, records, scalars }: Equations, weights: Uint8Array): [Element, Scalar][] {
  const sums = elements.map(() => 0n);
  for (let term = 0; 4 * term < records.length; term += 1) {
    const [element, equation, , factor] = records.subarray(4 * term, 4 * term + 4);
    const weight = fromLittleEndian(weights.subarray(16 * equation!, 16 * (equation! + 1)));
    const scalar = decodeScalar(scalars.subarray(32 * term, 32 * (term + 1)));
    sums[element!]! += BigInt(factor!) * weight * scalar;
  }
  return elements.map((element, i) => [element, mod(sums[i]!)]);
}
