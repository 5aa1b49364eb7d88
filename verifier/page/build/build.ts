/**
 * Build of the observers' page as one file that contains script, style sheet, worker and kernel. The same source
 * gives the same bytes.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { programId } from '../messages.ts';
import { pageWords } from '../words.ts';

const source = dirname(import.meta.dirname);

/** Builds the HTML of the page. */
export async function buildPage(): Promise<string> {
  const worker = await script('worker/main.ts');
  const page = await script('main.ts');
  const style = await readFile(join(source, 'style.css'), 'utf8');
  return [
    '<!doctype html>',
    '<html lang="es">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="content-security-policy" content="${policyOf(page, style)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${pageWords.es.title}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${inside(style)}</style>`,
    // The browser treats this as data and does not run it. The page starts workers from it.
    `<script type="text/plain" id="${programId}">${inside(worker)}</script>`,
    '</head>',
    '<body>',
    `<noscript><p>${pageWords.es.noScript}</p><p lang="en">${pageWords.en.noScript}</p></noscript>`,
    `<script>${inside(page)}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/**
 * Returns the content security policy. It lets only the code in the page run, which may request a board from any
 * server and can make no other requests.
 */
function policyOf(page: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(page)} 'wasm-unsafe-eval'`, // for the kernel
    `style-src ${hashOf(style)}`,
    'img-src data:', // for the icon, which is empty
    'worker-src blob:',
    'connect-src *',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types verifier',
  ].join('; ');
}

/** Bundles a program without modules, because a page opened from a file cannot load them. */
async function script(entry: string): Promise<string> {
  const output = (await inProduction(() =>
    build({
      root: source,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        write: false,
        target: 'es2022',
        modulePreload: false,
        reportCompressedSize: false,
        rolldownOptions: {
          input: join(source, entry),
          output: { codeSplitting: false, format: 'iife' },
        },
      },
    }),
  )) as Rolldown.RolldownOutput;
  const [chunk, ...others] = output.output;
  if (others.length > 0) throw new Error(`${entry}: more than one file`);
  return chunk.code;
}

/** Runs `work` with NODE_ENV set, which the bundler reads, so that the environment does not change the output. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** Returns text to put into an element. Throws if browsers would change the text, and so its hash. */
function inside(text: string): string {
  const harmful = /<\/(?:script|style)|<!--|[\0\r]/i.exec(text);
  if (harmful) throw new Error(`cannot stand in a page: ${JSON.stringify(harmful[0])}`);
  return text;
}

const hashOf = (text: string): string => `'sha384-${createHash('sha384').update(text).digest('base64')}'`;
