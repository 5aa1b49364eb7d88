import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { commonErrors, deskErrors, type ErrorKind } from '#server/api/errors.ts';
import * as sitesApi from '#server/api/sites.ts';
import { judge, type Facts } from '#server/desk/verdict.ts';
import { deskCatalogue } from '../../voter-client/desk/words.ts';
import { languageNames } from '../../voter-client/i18n/language.ts';
import type { Form, Text } from '../../voter-client/i18n/text.ts';

// Tests that the desk's catalogue has exactly the texts of its screens, and a text for every error code of the server.

const root = join(import.meta.dirname, '../..');
const client = join(root, 'voter-client/desk');
const literals = new Set<string>();
const beginnings: string[] = [];
for (const path of readdirSync(client, { recursive: true, encoding: 'utf8' })) {
  if (!/\.tsx?$/.test(path) || path.startsWith('texts/')) continue;
  const file = ts.createSourceFile(
    path,
    readFileSync(join(client, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) literals.add(node.text);
    if (ts.isTemplateExpression(node)) beginnings.push(node.head.text);
    node.getChildren().forEach(visit);
  };
  visit(file);
}

const entries = Object.entries<Text>(deskCatalogue);
const keys = Object.keys(deskCatalogue);
const codesOf = (prefix: string): string[] =>
  keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
const parts = (form: Form): string[] => (typeof form === 'string' ? [form] : Object.values(form));

test('every text is there in every language, with the same values', () => {
  const values = (form: Form): string[] =>
    [...new Set(parts(form).flatMap((part) => part.match(/\{\w+\}/g) ?? []))].toSorted();
  for (const [key, text] of entries)
    for (const language of languageNames) {
      expect(
        parts(text[language]).every((part) => /\p{L}/u.test(part)),
        `${key} in ${language}`,
      ).toBe(true);
      if (typeof text.es === 'string') expect(values(text[language]), key).toEqual(values(text.es));
      expect(parts(text[language]).join(' '), key).not.toMatch(/[!¡]|inválid|invalid|\bups\b/i);
    }
});

test('no text is unused', () => {
  const built = [...beginnings, 'desk.need']; // the build uses these texts in the page itself
  const used = (key: string): boolean =>
    literals.has(key) || built.some((beginning) => /^[a-z]+\./.test(beginning) && key.startsWith(beginning));
  expect(keys.filter((key) => !used(key))).toEqual([]);
});

describe('a refusal', () => {
  /**
   * Error codes of the registry's answers to a desk; an answer of 500 or more counts as no answer
   * (server/desk/registry-link.ts).
   */
  const ofRegistry = Object.values(sitesApi)
    .flatMap((endpoint) => Object.entries<ErrorKind>('errors' in endpoint ? endpoint.errors : {}))
    .filter(([code, { status }]) => status < 500 && !(code in commonErrors))
    .map(([code]) => code);
  const ofAll = [
    'not-found',
    'malformed',
    'too-many',
    'internal',
  ] as const satisfies (keyof typeof commonErrors)[];

  test('of every code of the server has words and what to do, and no other has', () => {
    const expected = new Set([...Object.keys(deskErrors), ...ofRegistry, ...ofAll, 'network', 'other']);
    const said = codesOf('no.').filter((code) => code !== 'detail' && !code.endsWith('.do'));
    expect(said.toSorted()).toEqual([...expected].toSorted());
    for (const code of said) expect(keys, code).toContain(`no.${code}.do`);
  });
});

describe('a verdict', () => {
  /** Verdict by reason, for every reason that the rules can give. */
  const reasons = new Map<string, string>();
  const facts = {
    modality: ['in-person', 'walk-in', 'internet', 'postal'] as const,
    site: [0, 1, null],
    inForce: [true, false],
  };
  for (const modality of facts.modality)
    for (const site of facts.site)
      for (const inForce of facts.inForce)
        for (const served of [null, 0, 1])
          for (const ballot of ['yes', 'no', 'unknown'] as const)
            for (const card of ['none', 'open', 'used'] as const)
              for (const roomForWalkIn of [true, false])
                for (const moves of [true, false]) {
                  const all: Facts = { modality, site, inForce, served, ballot, card, roomForWalkIn };
                  const { verdict, why } = judge({ position: 0, moves }, all);
                  reasons.set(why, verdict);
                }

  test('refuses a card to internet voters where the manifest does not allow a change', () => {
    const of = { modality: 'internet', site: null, inForce: true, served: null, ballot: 'no' } as const;
    const person = { ...of, card: 'none', roomForWalkIn: true } as const;
    expect(judge({ position: 0, moves: false }, person)).toEqual({
      verdict: 'not-here',
      why: 'registered-internet',
    });
    expect(judge({ position: 0, moves: true }, person)).toEqual({
      verdict: 'supervisor',
      why: 'moves-from-internet',
    });
  });

  test('of every reason has words and what to do, and no other has', () => {
    const expected = [...reasons.keys()].toSorted();
    expect(codesOf('why.').toSorted()).toEqual(expected);
    expect(codesOf('do.').toSorted()).toEqual(expected);
    expect(codesOf('verdict.').toSorted()).toEqual([...new Set(reasons.values())].toSorted());
  });
});
