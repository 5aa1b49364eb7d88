/**
 * Exit codes of the server's programs. A service manager decides by them whether to restart a program
 * (docs/operations.md).
 * @module
 */

import { TokenError, type FaultKind } from '#hsm/errors.ts';
import type { Sentence } from '../api/schemas.ts';

export const exitCodes = {
  fine: 0,
  /** Fault that may be temporary, so that a restart may help. */
  failed: 1,
  /**
   * EX_CONFIG of sysexits.h, for a fault that a restart would meet again. With a wrong PIN, restarts would lock the
   * token.
   */
  configuration: 78,
} as const;

/** Error that ends a program or command, with a sentence for its operator. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly says: Sentence;

  constructor(says: Sentence, options?: ErrorOptions) {
    super(`${says.es} / ${says.en}`, options);
    this.says = says;
  }
}

/** Fault of configuration, keys, database or election: a person must fix it before the next start. */
export class ConfigurationError extends Refusal {
  override readonly name = 'ConfigurationError';
}

/** Kinds of token faults that may be temporary. */
const passing: ReadonlySet<FaultKind> = new Set(['no-answer', 'device', 'program']);

export function exitCodeOf(error: unknown): number {
  const isLasting =
    error instanceof ConfigurationError || (error instanceof TokenError && !passing.has(error.kind));
  return isLasting ? exitCodes.configuration : exitCodes.failed;
}

/** Returns the message of the error that ends a process: both languages, or the error's own message. */
export function textOf(error: unknown): string {
  const [es, en] = [sentenceOf(error, 'es'), sentenceOf(error, 'en')];
  return es === en ? es : `${es} / ${en}`;
}

/** Returns the error's sentence in one language, or the error's message if it has no sentence. */
export function sentenceOf(error: unknown, language: keyof Sentence): string {
  if (error instanceof Refusal || error instanceof TokenError) return error.says[language];
  return (error as Error).message;
}
