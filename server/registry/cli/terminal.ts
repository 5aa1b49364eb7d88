/** Terminal of the registry's commands: its language, its operator, and the services that a command uses. @module */

import type { Command } from 'commander';
import { readConfig } from '../../shared/config.ts';
import { Refusal } from '../../shared/exit-codes.ts';
import { configSchema } from '../config.ts';
import { openServices, type Services } from '../services.ts';

const MAX_NAME_LENGTH = 64;

export type Language = 'es' | 'en';

/**
 * Returns the language that `--lang` selects, by default Spanish. It is needed before the arguments are parsed, because
 * the descriptions of the options are in that language.
 */
export function languageOf(args: readonly string[]): Language {
  const at = args.indexOf('--lang');
  return args.includes('--lang=en') || (at >= 0 && args[at + 1] === 'en') ? 'en' : 'es';
}

export class Terminal {
  readonly language: Language;
  readonly #program: Command;

  constructor(program: Command, language: Language) {
    this.#program = program;
    this.language = language;
  }

  /** Returns the name of the operator for the journal. Throws a Refusal if it is empty or too long. */
  get operator(): string {
    const by = this.#program.opts<{ by: string }>().by.trim();
    if (by !== '' && Array.from(by).length <= MAX_NAME_LENGTH) return by;
    throw new Refusal({
      es: `El nombre de --by debe tener de 1 a ${MAX_NAME_LENGTH} letras. No se hizo nada. Póngalo para la bitácora.`,
      en: `The name of --by must have 1 to ${MAX_NAME_LENGTH} letters. Nothing was done. Give one for the journal.`,
    });
  }

  text(es: string, en: string): string {
    return this.language === 'es' ? es : en;
  }

  print(es: string, en: string): void {
    process.stdout.write(`${this.text(es, en)}\n`);
  }

  /** Opens the services, runs `work`, and closes them. */
  async withServices(work: (services: Services) => Promise<void>): Promise<void> {
    const { config } = this.#program.opts<{ config: string }>();
    const services = await openServices(await readConfig(configSchema, config));
    try {
      await work(services);
    } finally {
      await services.pool.end();
    }
  }
}
