/** JSON as we take it: UTF-8, each member once, and text that can be stored and shown as it came. @module */

/** Unpaired surrogates are no characters, and PostgreSQL stores no NUL. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const STRINGS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** Throws for anything else. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  let members = -1; // the whole is visited as a member, too
  const value: unknown = JSON.parse(text, function (this: unknown, _name, own: unknown) {
    if (!Array.isArray(this)) members += 1;
    if (typeof own === 'string' && UNSTORABLE.test(own)) throw new SyntaxError('not text');
    return own;
  });
  // Of a member that stands there twice the last is kept, and two readers may take two. In what is JSON, each member has
  // one colon outside of strings.
  if (text.replaceAll(STRINGS, '').split(':').length - 1 !== members)
    throw new SyntaxError('a member stands there twice');
  return value;
}
