/** Selection of an arithmetic by name. @module */
import type { Arithmetic, ArithmeticName } from './arithmetic.ts';
import { noble } from './noble.ts';
import { WasmArithmetic } from './wasm.ts';

export const arithmeticNames: readonly ArithmeticName[] = ['wasm', 'noble'];

/** Makes an arithmetic. Each thread needs its own. */
export function makeArithmetic(name: ArithmeticName): Arithmetic {
  return name === 'wasm' ? new WasmArithmetic() : noble;
}
