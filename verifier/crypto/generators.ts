/**
 * Generators of the proof of a ballot, the same for all elections (spec §7.3). Each is made once, and is the
 * same object for all ballots.
 * @module
 */
import { u16, u8 } from './bytes.ts';
import type { Element } from './group.ts';
import { derivedPoint } from './transcript.ts';

class GeneratorRow {
  readonly #row: number;
  readonly #points: Element[] = [];

  constructor(row: number) {
    this.#row = row;
  }

  at(i: number): Element {
    return (this.#points[i] ??= derivedPoint('ballot-generator/v2', u8(this.#row), u16(i)));
  }
}

/** Row with the generator H only. */
const blinding = new GeneratorRow(0);
/** Generators H_i, one for each bit. */
export const bitGenerators = new GeneratorRow(1);
/** Generators H'_i, one for each bit. */
export const productGenerators = new GeneratorRow(2);

/** Returns the generator H. */
export function blindingGenerator(): Element {
  return blinding.at(0);
}
