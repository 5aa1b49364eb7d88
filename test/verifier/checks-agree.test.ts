import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checks } from '../../verifier/findings/checks.ts';
import { meanings } from '../../verifier/findings/meanings.ts';

const root = join(import.meta.dirname, '../..');
const chapter = readFileSync(join(root, 'docs/spec/10-verification.md'), 'utf8');

test('the table has the checks of chapter 10, in its order, with their weight', () => {
  const rows = [...chapter.matchAll(/^\| (\d+\.\d+) \| ([FI]) \|/gm)].map(([, id, kind]) => `${id} ${kind}`);
  expect(rows.length).toBeGreaterThan(40);
  expect(checks.map(({ id, kind }) => `${id} ${kind}`)).toEqual(rows);
});

test('the text of each check cites the sections that chapter 10 cites', () => {
  const cited = [...chapter.matchAll(/^\| (\d+\.\d+) \| [FI] \| (.*) \|$/gm)].map(([, id, text]) => {
    const sections = [...text!.matchAll(/§[\d.]+\d/g)].map(([section]) => section);
    return [id, [...new Set(sections)].toSorted()] as const;
  });
  expect(cited.filter(([, sections]) => sections.length === 0)).toEqual([]);
  expect(Object.entries(meanings).map(([id, { spec }]) => [id, spec.toSorted()])).toEqual(cited);
});

const source = readdirSync(join(root, 'verifier'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('checks.ts'))
  .map((path) => readFileSync(join(root, 'verifier', path), 'utf8'))
  .join('\n');

test.each(checks.map(({ id }) => id))('%s is raised somewhere', (id) => {
  const quoted = `'${id.replace('.', String.raw`\.`)}'`;
  // Matches an id used as the check of a finding, or passed to a function that adds a finding. A call that only
  // counts the check does not match.
  const raised = new RegExp(
    String.raw`(add\(|reportFirstFault\(|check: |#\w+\([^()]*)\s*(this\.#context,\s*)?${quoted}`,
  );
  const handed = new RegExp(String.raw`#\w+\((entry|index|ballot|judged\.challenged)[^()]*${quoted}`);
  expect(raised.test(source) || handed.test(source)).toBe(true);
});
