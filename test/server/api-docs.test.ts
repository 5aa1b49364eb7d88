import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ballotProblems } from '#server/ballots/problems.ts';
import { boardProblems } from '#server/board/problems.ts';
import { commonProblems, type Catalogue } from '#server/http/problem.ts';
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
  ['## Codes of both', commonProblems],
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
