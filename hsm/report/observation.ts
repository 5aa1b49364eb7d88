/** Observations of a trial on a device, and whether they pass. @module */
import { type Sentence, TokenError } from '../errors.ts';

export type Observation = readonly [passed: boolean, seen: Sentence];

/** Returns a text of the device itself, the same in every language. */
export const verbatim = (text: string): Sentence => ({ es: text, en: text });

/** Passes if the work succeeds. */
export function outcome(work: () => boolean): Observation {
  try {
    return work() ? [true, verbatim('ok')] : [false, { es: 'mal', en: 'wrong' }];
  } catch (error) {
    return [false, answerOf(error)];
  }
}

/** Passes if the device refuses. A returned value is never shown. */
export function refusal(attempt: () => unknown): Observation {
  try {
    const value = attempt();
    if (value instanceof Uint8Array) value.fill(0);
    return [false, { es: 'lo hizo', en: 'it did it' }];
  } catch (error) {
    const { es, en } = answerOf(error);
    return refusals.has(en)
      ? [true, { es, en }]
      : [false, { es: `no se pudo probar: ${es}`, en: `not tried: ${en}` }];
  }
}

/** Passes if the device refuses every attempt; otherwise reports the first that it did not refuse, with its name. */
export function refusalOfAll(attempts: Readonly<Record<string, () => unknown>>): Observation {
  const answers = new Set<string>();
  for (const [name, attempt] of Object.entries(attempts)) {
    const [refused, { es, en }] = refusal(attempt);
    if (!refused) return [false, { es: `${name}: ${es}`, en: `${name}: ${en}` }];
    answers.add(en);
  }
  return [true, verbatim([...answers].join(', '))];
}

/** Codes that mean a refusal. Any other code means that the trial could not be made. */
const refusals = new Set([
  'CKR_ATTRIBUTE_SENSITIVE',
  'CKR_ATTRIBUTE_READ_ONLY',
  'CKR_ATTRIBUTE_VALUE_INVALID',
  'CKR_ACTION_PROHIBITED',
  'CKR_CURVE_NOT_SUPPORTED',
  'CKR_DATA_LEN_RANGE', // of a private key, which does not fill whole blocks, by a mechanism without padding
  'CKR_DOMAIN_PARAMS_INVALID',
  'CKR_KEY_NOT_WRAPPABLE',
  'CKR_KEY_SIZE_RANGE',
  'CKR_KEY_UNEXTRACTABLE',
  'CKR_MECHANISM_INVALID',
  'CKR_TEMPLATE_INCONSISTENT',
]);

/** Returns the device's own code for an error, or its sentences. */
export function answerOf(error: unknown): Sentence {
  if (!(error instanceof TokenError)) return verbatim(String(error));
  return error.detail?.startsWith('CKR') ? verbatim(error.detail) : error.says;
}
