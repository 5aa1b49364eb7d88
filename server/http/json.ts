/** JSON as we take it: UTF-8, and text that can be stored and shown as it came. @module */

/** Unpaired surrogates are no characters, and PostgreSQL stores no NUL. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Throws for anything else. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return JSON.parse(text, (_name, value: unknown) => {
    if (typeof value === 'string' && UNSTORABLE.test(value)) throw new SyntaxError('not text');
    return value;
  });
}
