/** Exit codes of the server's programs, by which a supervisor knows whether to start again (docs/operations.md). @module */

import { TokenError, type FaultKind } from '#hsm/errors.ts';
import type { Sentence } from '../api/schemas.ts';

export const exitCodes = {
  fine: 0,
  /** Something that may pass: start again. */
  failed: 1,
  /** EX_CONFIG of sysexits.h: another start meets the same fault, and with a wrong PIN it locks the token. */
  configuration: 78,
} as const;

/** Why a program does not do as it was told, in a sentence for whoever runs it. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly says: Sentence;

  constructor(says: Sentence, options?: ErrorOptions) {
    super(`${says.es} / ${says.en}`, options);
    this.says = says;
  }
}

/** A fault of configuration, keys, database or election: a person has to mend it before the next start. */
export class ConfigurationError extends Refusal {
  override readonly name = 'ConfigurationError';
}

/** Faults of a token that may pass by themselves. */
const passing: ReadonlySet<FaultKind> = new Set(['no-answer', 'device', 'program']);

export function exitCodeOf(error: unknown): number {
  const isLasting =
    error instanceof ConfigurationError || (error instanceof TokenError && !passing.has(error.kind));
  return isLasting ? exitCodes.configuration : exitCodes.failed;
}

/** Gives what a process says of the error that ends it: both languages, or the error's own message. */
export function textOf(error: unknown): string {
  const [es, en] = [sentenceOf(error, 'es'), sentenceOf(error, 'en')];
  return es === en ? es : `${es} / ${en}`;
}

/** Gives the sentence of a fault in one language, or the error's own message. */
export function sentenceOf(error: unknown, language: keyof Sentence): string {
  if (error instanceof Refusal || error instanceof TokenError) return error.says[language];
  return (error as Error).message;
}
