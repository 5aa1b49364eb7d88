/** Confirmation of actions that cannot be undone. @module */

import * as prompts from '@clack/prompts';
import { Refusal } from '../../shared/exit-codes.ts';

const canceled = {
  es: 'No se hizo nada: falta su confirmación. Conteste que sí en una terminal, o use --yes.',
  en: 'Nothing was done: it was not confirmed. Say yes at a terminal, or use --yes.',
} as const;

/** Throws unless a person at the terminal confirms. */
export async function confirm(language: 'es' | 'en'): Promise<void> {
  const message = language === 'es' ? '¿Enviarlos ahora?' : 'Send them now?';
  const answer = process.stdin.isTTY && (await prompts.confirm({ message, initialValue: false }));
  if (answer !== true) throw new Refusal(canceled);
}
