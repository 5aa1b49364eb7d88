/** What a device answered when it was tried, and whether that was right. @module */
import { type Sentence, TokenError } from '../errors.ts';

export type Seen = readonly [passed: boolean, seen: Sentence];

/** A word of the device's own, in any language. */
export const verbatim = (text: string): Sentence => ({ es: text, en: text });

/** Right if it works. */
export function outcome(work: () => boolean): Seen {
  try {
    return work() ? [true, verbatim('ok')] : [false, { es: 'mal', en: 'wrong' }];
  } catch (error) {
    return [false, told(error)];
  }
}

/** Right if the device refuses. A value is never shown. */
export function refusal(attempt: () => unknown): Seen {
  try {
    const value = attempt();
    if (value instanceof Uint8Array) value.fill(0);
    return [false, { es: 'lo hizo', en: 'it did it' }];
  } catch (error) {
    const { es, en } = told(error);
    return refusals.has(en)
      ? [true, { es, en }]
      : [false, { es: `no se pudo probar: ${es}`, en: `not tried: ${en}` }];
  }
}

/** Right if it refuses all; else the first that it did not refuse, with its name. */
export function refusalOfAll(attempts: Readonly<Record<string, () => unknown>>): Seen {
  const answers = new Set<string>();
  for (const [name, attempt] of Object.entries(attempts)) {
    const [refused, { es, en }] = refusal(attempt);
    if (!refused) return [false, { es: `${name}: ${es}`, en: `${name}: ${en}` }];
    answers.add(en);
  }
  return [true, verbatim([...answers].join(', '))];
}

/** What a device says that will not; anything else tells that it could not be asked. */
const refusals = new Set([
  'CKR_ATTRIBUTE_SENSITIVE',
  'CKR_ATTRIBUTE_READ_ONLY',
  'CKR_ATTRIBUTE_VALUE_INVALID',
  'CKR_ACTION_PROHIBITED',
  'CKR_CURVE_NOT_SUPPORTED',
  'CKR_DATA_LEN_RANGE', // of a private key, which fills no whole blocks, where nothing is padded
  'CKR_DOMAIN_PARAMS_INVALID',
  'CKR_KEY_NOT_WRAPPABLE',
  'CKR_KEY_SIZE_RANGE',
  'CKR_KEY_UNEXTRACTABLE',
  'CKR_MECHANISM_INVALID',
  'CKR_TEMPLATE_INCONSISTENT',
]);

/** The device's own word for it, if it has one. */
export function told(error: unknown): Sentence {
  if (!(error instanceof TokenError)) return verbatim(String(error));
  return error.detail?.startsWith('CKR') ? verbatim(error.detail) : error.says;
}
