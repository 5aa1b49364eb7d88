/** Source of the module with the compiled kernel, which every program and bundler can load. @module */
export function kernelModule(binary: Uint8Array): string {
  return `// Written by \`npm run build:kernel\` from assembly/ and build/.
export const kernelWasm: string =
  '${Buffer.from(binary).toString('base64')}';
`;
}
