/** Results of trial operations on a device: what the device did, and whether that passes. @module */
import { type Sentence, TokenError } from '../errors.ts';

export type Observation = readonly [passed: boolean, seen: Sentence];

/** Returns a text that is the same in every language, such as an error code of the device. */
export const verbatim = (text: string): Sentence => ({ es: text, en: text });

/** Runs `work`; the observation passes if it returns true. */
export function outcome(work: () => boolean): Observation {
  try {
    return work() ? [true, verbatim('ok')] : [false, { es: 'mal', en: 'wrong' }];
  } catch (error) {
    return [false, answerOf(error)];
  }
}

/**
 * Runs `attempt`; the observation passes if the device refuses. A returned value is never shown, because it may be a
 * key.
 */
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

/**
 * Runs all attempts; the observation passes if the device refuses each. Otherwise it names the first attempt that was
 * not refused.
 */
export function refusalOfAll(attempts: Readonly<Record<string, () => unknown>>): Observation {
  const answers = new Set<string>();
  for (const [name, attempt] of Object.entries(attempts)) {
    const [refused, { es, en }] = refusal(attempt);
    if (!refused) return [false, { es: `${name}: ${es}`, en: `${name}: ${en}` }];
    answers.add(en);
  }
  return [true, verbatim([...answers].join(', '))];
}

/** Error codes that mean a refusal. Any other code means that the attempt could not be made. */
const refusals = new Set([
  'CKR_ATTRIBUTE_SENSITIVE',
  'CKR_ATTRIBUTE_READ_ONLY',
  'CKR_ATTRIBUTE_VALUE_INVALID',
  'CKR_ACTION_PROHIBITED',
  'CKR_CURVE_NOT_SUPPORTED',
  'CKR_DATA_LEN_RANGE', // wrapping a private key, whose length is no multiple of a block, by a mechanism without padding
  'CKR_DOMAIN_PARAMS_INVALID',
  'CKR_KEY_NOT_WRAPPABLE',
  'CKR_KEY_SIZE_RANGE',
  'CKR_KEY_UNEXTRACTABLE',
  'CKR_MECHANISM_INVALID',
  'CKR_TEMPLATE_INCONSISTENT',
]);

/** Returns the device's error code (CKR_…) if the error has one, and the error's sentences otherwise. */
export function answerOf(error: unknown): Sentence {
  if (!(error instanceof TokenError)) return verbatim(String(error));
  return error.detail?.startsWith('CKR') ? verbatim(error.detail) : error.says;
}
