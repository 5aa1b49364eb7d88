import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFiles, firstLoad, writeFiles, type Files } from '../../voter-client/build/build.ts';
import type { Pins } from '../../voter-client/contract/pins.ts';
import { checkPages } from '#server/shared/http/check-pages.ts';
import { pageRoutes } from '#server/shared/http/static-pages.ts';
import { exitCodeOf, exitCodes, sentenceOf } from '#server/shared/exit-codes.ts';
import { createApp } from '#server/shared/http/app.ts';
import { createMetrics } from '#server/shared/http/metrics.ts';
import { testElection } from '../support/elections.ts';
import { demoHelp } from './support/help.ts';

const registry = 'https://registro.example';
const voting = 'https://urna.example';
const { election } = testElection();
const options = { manifest: election.bytes, registry, voting, help: demoHelp };
const hash = (kind: string, bytes: Uint8Array, encoding: 'base64' | 'hex'): string =>
  createHash(kind).update(bytes).digest(encoding);

let files: Files;
const textOf = (path: string): string => new TextDecoder().decode(files.get(path));
const pinsTextOf = (page: string): string => /id="pins">(.*?)<\/script>/s.exec(textOf(page))![1]!;
const pinsOf = (page: string): Pins => JSON.parse(pinsTextOf(page)) as Pins;
beforeAll(async () => {
  files = await buildFiles(options);
});

describe('the built booth', () => {
  test('is the same from the same input, and another from another', async () => {
    expect(await buildFiles(options)).toEqual(files);
    const other = await buildFiles({ ...options, voting: 'https://otra.example' });
    expect(other.get('hashes.json')).not.toEqual(files.get('hashes.json'));
    expect(other.get('index.html')).not.toEqual(files.get('index.html'));
  });

  test('names the hash of every file', () => {
    const hashes = JSON.parse(textOf('hashes.json')) as Record<string, string>;
    const own = [...files].filter(([path]) => path !== 'hashes.json');
    expect(hashes).toEqual(
      Object.fromEntries(own.map(([path, bytes]) => [path, hash('sha256', bytes, 'hex')])),
    );
  });

  test('is loaded in less than 250 kB', () => {
    expect(firstLoad(files)).toBeLessThan(250_000);
  });

  test('the booth: each script and sheet by its hash, nothing inline', () => {
    const html = textOf('index.html');
    const elements = html.match(/<(?:script|link|style|meta http-equiv)\b[^>]*>/g)!;
    const loaded = elements.filter((element) => /src=|stylesheet/.test(element));
    expect(loaded.length).toBeGreaterThan(0);
    for (const element of loaded) {
      const [, path] = /(?:src|href)="([^"]+)"/.exec(element)!;
      expect(element).toContain(`integrity="sha384-${hash('sha384', files.get(path!)!, 'base64')}"`);
    }
    expect(elements.filter((element) => !loaded.includes(element))).toEqual([
      '<link rel="icon" href="icon.svg">',
      '<script type="application/json" id="pins">',
    ]);
    expect(html).not.toMatch(/ on[a-z]+=| style=|javascript:/);
  });

  test('the check page is one file, whose policy names what it holds and nothing else', () => {
    const html = textOf('check.html');
    const hashOf = (text: string): string => `'sha384-${hash('sha384', Buffer.from(text), 'base64')}'`;
    const [, script] = /<script type="module">(.*?)<\/script>/s.exec(html)!;
    const [, style] = /<style>(.*?)<\/style>/s.exec(html)!;
    const [, policy] = /<meta http-equiv="content-security-policy" content="([^"]+)">/.exec(html)!;
    expect(policy).toContain(`script-src ${hashOf(script!)}; style-src ${hashOf(style!)}; `);
    const emptied = html.replaceAll(/(<(script|style)\b[^>]*>).*?<\/\2>/gs, '$1').replace(policy!, '');
    expect(emptied.match(/<(?:meta http-equiv|script|link|style)\b[^>]*>/g)).toEqual([
      '<meta http-equiv="content-security-policy" content="">',
      '<link rel="icon" href="icon.svg">',
      '<script type="application/json" id="pins">',
      '<style>',
      '<script type="text/plain" id="program">',
      '<script type="module">',
    ]);
    const [, program] = /id="program">(.*?)<\/script>/s.exec(html)!;
    expect(pinsOf('check.html').worker).toEqual({ sha384: hash('sha384', Buffer.from(program!), 'base64') });
  });

  test('a page that cannot start says what it needs and whom to call, in both languages', () => {
    for (const name of ['index.html', 'check.html']) {
      const texts = textOf(name).match(/<div class="stack" lang="(?:es-MX|en)">.*?<\/div>/g)!;
      expect(texts).toHaveLength(4); // two languages, each without scripts and until the script has run
      for (const text of texts) {
        expect(text).toMatch(/JavaScript.*(?:central Mexico time|hora del centro de México)/);
        expect(text.match(/href="tel:\+\d+"/g)).toEqual([
          'href="tel:+18669868306"',
          'href="tel:+525554819897"',
        ]);
      }
    }
  });

  test('no program loads another, and no map of sources is left', () => {
    for (const [path, bytes] of files) {
      if (!path.endsWith('.js')) continue;
      const code = new TextDecoder().decode(bytes);
      const loading = /\bimport\s*\(|\bimport\s*["'{*]|sourceMappingURL|\beval\(|new Function\b/.exec(code);
      expect(loading && code.slice(loading.index, loading.index + 80), path).toBe(null);
    }
  });

  test('pins manifest, addresses and worker', () => {
    const pins = pinsOf('index.html');
    expect(new TextEncoder().encode(pins.manifest)).toEqual(new Uint8Array(election.bytes));
    expect(pins).toMatchObject({ registry, voting, help: options.help });
    expect(pins.worker.sha384).toBe(hash('sha384', files.get(pins.worker.file!)!, 'base64'));
  });

  test('a manifest cannot end the data block', () => {
    expect(pinsTextOf('index.html')).not.toContain('<');
  });
});

describe('the command', () => {
  const build = (...more: string[]) => {
    const program = join(import.meta.dirname, '../../voter-client/build/main.ts');
    const args = ['--manifest', 'm', '--registry', registry, '--voting', voting, '--out', 'o', ...more];
    return spawnSync(process.execPath, ['--import', 'tsx', program, ...args], { encoding: 'utf8' });
  };

  test('builds nothing without the help line', () => {
    const { status, stderr } = build();
    expect(status).not.toBe(0);
    expect(stderr).toContain("required option '--help-lines <file>' not specified");
  });

  test('says what is wrong with a file of help lines', () => {
    const { status, stderr } = build('--help-lines', join(import.meta.dirname, '../../package.json'));
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/--help-lines.*help lines/);
  });
});

describe('the served booth', () => {
  let app: Awaited<ReturnType<typeof createApp>>;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sivei-booth-'));
    await writeFiles(folder, files);
    app = await createApp({
      title: 'test',
      origins: '*',
      requestsPerMinute: 10_000,
      bodyLimit: 100,
      metrics: createMetrics('voting'),
      log: { write: () => undefined },
    });
    await pageRoutes(app, folder, '/booth/');
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (url: string, encoding = 'identity') =>
    app.inject({ url, headers: { 'accept-encoding': encoding } });

  test.each(['identity', 'gzip', 'br', 'gzip, deflate, br, zstd'])('all files, with %s', async (encoding) => {
    for (const [path, bytes] of files) {
      const answer = await get(`/booth/${path}`, encoding);
      expect(answer.statusCode, path).toBe(200);
      expect(answer.headers['content-encoding'] !== undefined, path).toBe(encoding !== 'identity');
      if (encoding === 'identity') expect(new Uint8Array(answer.rawPayload)).toEqual(bytes);
    }
    expect((await get('/booth/', encoding)).statusCode).toBe(200);
  });

  test('nothing else', async () => {
    for (const path of ['index.html.gz', 'assets/', '../package.json', '%2e%2e/package.json', 'x.html'])
      expect((await get(`/booth/${path}`)).statusCode, path).toBeGreaterThanOrEqual(400);
    expect((await get('/booth')).headers['location']).toBe('/booth/');
  });

  test('a strict policy: own files, the two addresses, no exception', async () => {
    const policies = await Promise.all(
      ['/booth/', '/booth/check.html'].map(async (path) => (await get(path)).headers),
    );
    for (const headers of policies) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(
        /^default-src 'none'; script-src '[^' ]+'; style-src '(self|sha384-[^' ]+)'; img-src 'self'; /,
      );
      expect(policy).not.toMatch(/unsafe|\*|data:|http:/);
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
    }
    const [booth, check] = policies.map((headers) => String(headers['content-security-policy']));
    expect(booth).toContain("script-src 'self'; style-src 'self';");
    expect(textOf('check.html')).toContain(`content="${check!.replace("; frame-ancestors 'none'", '')}"`);
    expect(booth).toContain(`connect-src 'self' ${voting} ${registry};`);
    expect(check).toContain(`connect-src 'self' ${voting};`);
    for (const headers of policies)
      expect(headers['permissions-policy']).toMatch(/^camera=\(self\), microphone=\(\), geolocation=\(\), /);
  });

  test('a folder that is not as it was built is refused at the start', async () => {
    const asset = [...files.keys()].find((own) => own.startsWith('assets/'))!;
    const other = new TextEncoder().encode('otra cosa');
    const altered: readonly (readonly [string, Uint8Array | undefined])[] = [
      ['index.html', other],
      [asset, undefined],
      [`${asset}.gz`, gzipSync(other)],
      ['check.html.br', other],
      ['headers.json', other],
      ['hashes.json', other],
      ['hashes.json', new TextEncoder().encode('{"../index.html":""}')],
    ];
    for (const [name, content] of altered) {
      const before = await readFile(join(folder, name));
      await (content ? writeFile(join(folder, name), content) : rm(join(folder, name)));
      const fault = await checkPages(folder).catch((error: unknown) => error);
      expect(exitCodeOf(fault), name).toBe(exitCodes.configuration);
      expect(sentenceOf(fault, 'es')).toContain('no tiene las páginas que se construyeron');
      await writeFile(join(folder, name), before);
    }
    expect([...(await checkPages(folder))].toSorted()).toEqual([...files.keys()].toSorted());
  });

  test('files with a hash in their name are cached permanently', async () => {
    const path = [...files.keys()].find((own) => own.startsWith('assets/'))!;
    expect((await get(`/booth/${path}`)).headers['cache-control']).toContain('immutable');
    expect((await get('/booth/hashes.json')).headers['cache-control']).toBe('no-cache');
  });
});
