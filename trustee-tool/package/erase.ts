/** Conversion of TypeScript to plain JavaScript: types are erased, and imports refer to `.js` files. @module */

import { transformWithOxc } from 'vite';

/** Returns the JavaScript of a file; rejects if its syntax is wrong. */
export async function eraseTypes(text: string, path: string): Promise<string> {
  const { code } = await transformWithOxc(text, path, { sourcemap: false });
  return code.replaceAll(/(["'])(\.{1,2}\/[^"'\n]+)\.ts\1/g, '$1$2.js$1');
}

/**
 * Returns the imports map of package.json for the converted files: `#crypto/a.ts` stays in the code and refers to
 * `a.js`.
 */
export const erasedImports = (imports: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(imports).map(([name, target]) => [`${name}.ts`, `${target}.js`]));
