/**
 * Tests of parts of the observers' page: every check has a station, every text is used, and every shown text is in
 * a catalogue.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { checks } from '../../verifier/findings/checks.ts';
import type { Outcome } from '../../verifier/election/outcome.ts';
import { findBoard } from '../../verifier/page/find-board.ts';
import { csvOf } from '../../verifier/page/csv.ts';
import { stations, stationStatus } from '../../verifier/page/stations.ts';
import { pageWords } from '../../verifier/page/words.ts';
import type { CheckReport, Status } from '../../verifier/findings/findings.ts';
import { actWords } from '../../verifier/report/act-words.ts';
import { words } from '../../verifier/report/words.ts';

const verifier = join(import.meta.dirname, '../../verifier');
const sources = readdirSync(verifier, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('words.ts'))
  .map((path) => ({ path, text: readFileSync(join(verifier, path), 'utf8') }));

test('every check is in one station', () => {
  expect(stations.flatMap((station) => station.checks).toSorted()).toEqual(
    checks.map(({ id }) => id).toSorted(),
  );
});

test('a station is as its worst check', () => {
  const of = (...all: Status[]): Status => stationStatus(all.map((status) => ({ status }) as CheckReport));
  expect(of('ok', 'incident', 'failed', 'not run')).toBe('failed');
  expect(of('ok', 'incident', 'not run')).toBe('not run');
  expect(of('ok', 'incident', 'not yet')).toBe('incident');
  expect(of('ok', 'not yet')).toBe('not yet');
  expect(of('nothing to judge', 'ok')).toBe('ok');
  expect(of('nothing to judge')).toBe('nothing to judge');
});

describe('words', () => {
  const all = sources.map(({ text }) => text).join('\n');
  const keys = [pageWords, words, actWords].flatMap(({ es }) => Object.keys(es));
  test.each(keys)('%s is used', (key) => {
    // Matches the key as a member, or in a destructuring of a catalogue.
    expect(all).toMatch(new RegExp(`\\.${key}\\b|[{,]\\s*${key}\\b[^}]*\\} = (words|actWords)`));
  });

  test('no text of the page stands outside the catalogues', () => {
    const shown: string[] = [];
    const letters = /\p{L}{2}/u;
    for (const { path, text } of sources.filter((source) => /^page\/[^/]+$/.test(source.path))) {
      const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        for (const own of shownBy(node)) if (letters.test(own)) shown.push(`${path}: ${own}`);
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
    expect(shown).toEqual([]);
  });
});

/** Returns the literal texts that a node shows to people: children of elements, labels, announcements. */
function shownBy(node: ts.Node): string[] {
  if (ts.isPropertyAssignment(node) && /aria-label'|title|alt|placeholder/.test(node.name.getText()))
    return literals(node.initializer);
  if (ts.isBinaryExpression(node) && /\.(textContent|title)$/.test(node.left.getText()))
    return literals(node.right);
  if (!ts.isCallExpression(node)) return [];
  const callee = node.expression.getText();
  if (callee === 'h') return node.arguments.slice(2).flatMap(literals);
  return /^(button|announce|act\.announce|fail)$/.test(callee)
    ? node.arguments.slice(0, 1).flatMap(literals)
    : [];
}

function literals(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  return [];
}

test('that test finds text outside the catalogues', () => {
  const file = ts.createSourceFile(
    'a.ts',
    "h('p', { 'aria-label': 'Hola' }, `Adiós ${x}`)",
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    found.push(...shownBy(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  expect(found).toEqual(['Adiós ', '', 'Hola']);
});

describe('a folder', () => {
  const folder = (...paths: string[]): string[] => [
    ...findBoard('f', new Map(paths.map((path) => [path, new File([], path)]))).files.keys(),
  ];
  test('that is a board, or holds one', () => {
    expect(folder('f/checkpoint', 'f/clock/2')).toEqual(['checkpoint', 'clock/2']);
    expect(folder('f/2024/checkpoint', 'f/2024/tile/0/000', 'f/notes')).toEqual(['checkpoint', 'tile/0/000']);
    expect(folder('f/checkpoint', 'f/old/checkpoint')).toEqual(['checkpoint', 'old/checkpoint']);
  });
  test('without a board, or with two', () => {
    expect(folder('f/notes', 'f/my-checkpoint')).toEqual([]);
    expect(folder('f/a/checkpoint', 'f/b/checkpoint')).toEqual([]);
    expect(folder()).toEqual([]);
  });
});

test('a table for spreadsheets: quoted, and no formulas', () => {
  const text = (en: string): { es: string; en: string } => ({ es: `es ${en}`, en });
  const outcome = {
    contests: [
      {
        id: 'c',
        title: text('C'),
        options: [
          { id: 'a', title: text('=1+1'), votes: 3 },
          { id: 'b', title: text('B, "the" one'), votes: 0 },
        ],
        parties: [{ id: 'p', name: '-P', votes: 3 }],
        cells: [{ units: ['X', 'Y'], ballots: 3, votes: [3, 0] }],
      },
    ],
  } as unknown as Outcome;
  expect(csvOf(outcome, 'en').split('\r\n')).toEqual([
    'contest,kind,units,ballots,id,title,votes',
    "c,total,,3,a,'=1+1,3",
    'c,total,,3,b,"B, ""the"" one",0',
    "c,party,,3,p,'-P,3",
    "c,cell,X; Y,3,a,'=1+1,3",
    'c,cell,X; Y,3,b,"B, ""the"" one",0',
    '',
  ]);
});
