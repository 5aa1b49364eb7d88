import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { sourcesOf } from './support/sources.ts';

// Tests of the rules for names and comments; docs/contributing/words.md has the rules and the lists.

const root = join(import.meta.dirname, '..');
const PARTS = ['crypto', 'hsm', 'server', 'trustee-tool', 'verifier', 'voter-client', 'test'];

/** Returns the first column of the table whose first heading is `title`. */
function listOf(title: string): string[] {
  const lines = readFileSync(join(root, 'docs/contributing/words.md'), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${title} |`)) + 2;
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) => line.split('|')[1]!.trim());
}

const FIRST_WORD = new RegExp(`^(?:${listOf('first word that no comment has').join('|')})\\b`);
const BANNED = new RegExp(`\\b(?:${listOf('not in a comment').join('|')})\\b`, 'i');
const NOT_NAMES = new Set(listOf('not a name'));

/** Returns the texts of a source's comments, with lines joined and without comment marks. */
function commentsOf(file: ts.SourceFile): string[] {
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    for (const ranges of [
      ts.getLeadingCommentRanges(file.text, node.getFullStart()),
      ts.getTrailingCommentRanges(file.text, node.getEnd()),
    ])
      for (const { pos, end } of ranges ?? []) found.set(pos, file.text.slice(pos, end));
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...found.values()].map((text) =>
    text
      .replaceAll(/^\/\*\*?|\*\/$|^\s*\*(?!\/)|^\/\/+/gm, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

const isNumber = (node: ts.Expression | undefined): boolean =>
  node !== undefined &&
  (ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    (ts.isBinaryExpression(node) && isNumber(node.left) && isNumber(node.right)));

/** Returns the constant numbers and patterns of the file's top level that are not in capitals. */
const smallConstants = (file: ts.SourceFile): string[] =>
  file.statements
    .filter((node) => ts.isVariableStatement(node))
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) !== 0)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter(
      ({ initializer }) =>
        isNumber(initializer) || initializer?.kind === ts.SyntaxKind.RegularExpressionLiteral,
    )
    .map(({ name }) => name.getText(file))
    .filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name));

/** Returns the names that a file declares, and the members that it declares with the keyword `private`. */
function declaredIn(file: ts.SourceFile): { readonly names: string[]; readonly privates: string[] } {
  const names: string[] = [];
  const privates: string[] = [];
  const visit = (node: ts.Node): void => {
    const { name, modifiers } = node as { name?: ts.Node; modifiers?: readonly ts.Node[] };
    if (name && ts.isIdentifier(name)) names.push(name.text);
    const isConstructor = ts.isConstructorDeclaration(node);
    if (!isConstructor && modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword))
      privates.push(name?.getText(file) ?? '');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { names, privates };
}

/** Returns the faults of one file, a line each. */
function judge(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const comments = commentsOf(file);
  const { names, privates } = declaredIn(file);
  return [
    ...comments.filter((own) => FIRST_WORD.test(own)).map((own) => `first word: ${own.slice(0, 80)}`),
    ...comments.flatMap((own) => {
      const word = BANNED.exec(own)?.[0];
      return word === undefined ? [] : [`"${word}": ${own.slice(0, 80)}`];
    }),
    ...smallConstants(file).map((name) => `constant not in capitals: ${name}`),
    ...names.filter((name) => NOT_NAMES.has(name)).map((name) => `not a name: ${name}`),
    ...privates.map((name) => `private without #: ${name}`),
  ].map((fault) => `${path}: ${fault}`);
}

describe('names and comments', () => {
  test.each(PARTS)('of %s', (part) => {
    const sources = sourcesOf(part);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap(({ path, text }) => judge(path, text))).toEqual([]);
  });
});

describe('the rules refuse', () => {
  test.each([
    ['a first word', '/** What is given. */ export const a = (): void => {};'],
    ['a first word on its second line', '/**\n * What is given.\n */ export const a = (): void => {};'],
    ['a first word after code', 'export const a = f(); // of the last'.replace('of', 'Of')],
    ['a word inside', '/** Returns it to whoever asks. */ export const a = (): void => {};'],
    ['a small constant', 'const waits = 60 * 60;'],
    ['a small pattern', 'const form = /a/;'],
    ['a name', 'const PATIENCE = 5;'],
    ['a private member', 'class A { private readonly b = f(); }'],
  ])('%s', (_, text) => expect(judge('a.ts', text)).toHaveLength(1));
});

test('the rules allow plain code', () => {
  expect(
    judge(
      'a.ts',
      '/** Returns the length in bytes. */ export const a = (b: string): number => b.length; const MAX_BYTES = 5;',
    ),
  ).toEqual([]);
});
