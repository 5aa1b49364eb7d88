// The curves, as every module but ./remembered.mjs gets them.
const remembered = new URL('./remembered.mjs', import.meta.url).href;
const curves = ['@noble/curves/nist.js', '@noble/curves/ed25519.js'];

export function resolve(specifier, context, next) {
  return curves.includes(specifier) && context.parentURL !== remembered
    ? { url: remembered, shortCircuit: true }
    : next(specifier, context);
}
