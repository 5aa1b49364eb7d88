import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ballotProblems } from '#server/voting/ballots/problems.ts';
import { boardProblems } from '#server/voting/board/problems.ts';
import { deskProblems } from '#server/desk/problems.ts';
import { commonProblems, type Catalogue } from '#server/shared/http/problem.ts';
import { registryProblems } from '#server/registry/problems.ts';

const docs = readFileSync('docs/api.md', 'utf8');
const section = (title: string): string => docs.split(`${title}\n`)[1]!.split('\n#')[0]!;

const sources = readdirSync('server', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('problems.ts'))
  .map((path) => readFileSync(join('server', path), 'utf8'))
  .join('\n');

describe.each([
  ['### Codes of the voting process', ballotProblems],
  ['### Codes of the board', boardProblems],
  ['### Codes of the registry', registryProblems],
  ['### Codes of the desk', deskProblems],
  ['## Codes of all', commonProblems],
] as [string, Catalogue][])('%s', (title, catalogue) => {
  const documented = [...section(title).matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.+) \|$/gm)];

  test('docs and code have the same codes, statuses and sentences', () => {
    expect(documented.map(([, code, status, meaning]) => [code, Number(status), meaning])).toEqual(
      Object.entries(catalogue).map(([code, { status, en }]) => [code, status, en]),
    );
  });

  test('every code is answered by something', () => {
    for (const code of Object.keys(catalogue)) expect(sources, code).toContain(`'${code}'`);
  });

  test('every sentence is there in both languages', () => {
    for (const { es, en } of Object.values(catalogue))
      for (const said of [es, en]) expect(said).toMatch(/^.{15,}[.?!]$/);
  });
});

describe('requests', () => {
  test.each([
    ['## Desk', ['desk/routes.ts', 'desk/act-routes.ts']],
    ['## Registry', ['registry/desk/routes.ts']],
    ['## Voting process', ['ballots/envelopes.ts']],
  ] as [string, string[]][])('%s: each one is documented, and no other of the desk', (title, files) => {
    const text = files.map((file) => readFileSync(join('server', file), 'utf8')).join('\n');
    const served = [...text.matchAll(/app\.(get|post)\(\s*'([^']+)'/g)].map(
      ([, method, path]) => `${method!.toUpperCase()} ${path}`,
    );
    const documented = [...section(title).matchAll(/`((?:GET|POST) [^\s`]+)/g)].map(
      ([, request]) => request!,
    );
    expect(documented).toEqual(expect.arrayContaining(served));
    if (title === '## Desk') expect(documented.toSorted()).toEqual(served.toSorted());
  });

  test('of a site’s numbers are documented', () => {
    expect(sources).toContain("'/sites/:site'");
    expect(section('## Voting process')).toContain('`GET /sites/:site`');
  });
});
