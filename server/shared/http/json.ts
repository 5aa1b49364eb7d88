/** Strict JSON parser: UTF-8, no duplicate members, and only text that can be stored and shown unchanged. @module */

/** Characters that cannot be stored: unpaired surrogates are no characters, and PostgreSQL stores no NUL. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** Parses JSON by these rules; throws if the bytes violate one. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  let members = -1; // the root is visited as a member, too
  const value: unknown = JSON.parse(text, function (this: unknown, _name, own: unknown) {
    if (!Array.isArray(this)) members += 1;
    if (typeof own === 'string' && UNSTORABLE.test(own)) throw new SyntaxError('not text');
    return own;
  });
  // JSON.parse keeps the last duplicate member, and another parser may keep the first. In valid JSON each member has
  // one colon outside of strings, so duplicates are found by counting.
  if (text.replaceAll(STRINGS, '').split(':').length - 1 !== members)
    throw new SyntaxError('a member stands there twice');
  return value;
}
