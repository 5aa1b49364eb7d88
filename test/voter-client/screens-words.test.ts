import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { endOf, hasOwnWords, weightOf, wordsFor } from '../../voter-client/ballot/faults.ts';
import { faultCodes } from '../../voter-client/contract/faults.ts';
import { catalogue } from '../../voter-client/i18n/catalogue.ts';
import { formatTime } from '../../voter-client/i18n/dates.ts';
import { languageNames, preferredLanguage } from '../../voter-client/i18n/language.ts';
import { translate } from '../../voter-client/i18n/translate.ts';
import type { Form, Text } from '../../voter-client/i18n/text.ts';

// Tests that the catalogue has exactly the texts of the screens, and every fault its three parts.

const root = join(import.meta.dirname, '../..');
const client = join(root, 'voter-client');
const sources = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('i18n/texts/'))
  .map((path) =>
    ts.createSourceFile(path, readFileSync(join(client, path), 'utf8'), ts.ScriptTarget.Latest, true),
  );

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/** Returns the texts of a file that would be shown or read out without coming from the catalogue. */
function strayTexts(file: ts.SourceFile): string[] {
  const spoken = /^(aria-label|aria-description|title|alt|placeholder|label|hint|what|means|now)$/;
  return [...nodesOf(file)].flatMap((node) => {
    if (ts.isJsxText(node) && hasLetters(node.text)) return [node.text.trim()];
    if (!ts.isStringLiteralLike(node) || !hasLetters(node.text)) return [];
    const { parent } = node;
    if (ts.isJsxAttribute(parent)) return spoken.test(parent.name.getText()) ? [node.text] : [];
    const shown = ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent);
    return shown ? [node.text] : [];
  });
}

describe('the catalogue', () => {
  const entries = Object.entries<Text>(catalogue);
  const parts = (form: Form): string[] => (typeof form === 'string' ? [form] : Object.values(form));

  test('has every text in every language, with the same values in each', () => {
    const values = (form: Form): string[] =>
      [...new Set(parts(form).flatMap((part) => part.match(/\{\w+\}/g) ?? []))].toSorted();
    for (const [key, text] of entries) {
      for (const language of languageNames) {
        expect(parts(text[language]).every(hasLetters), `${key} in ${language}`).toBe(true);
        if (typeof text.es === 'string') expect(values(text[language]), key).toEqual(values(text.es));
      }
    }
  });

  test('never shouts, blames or says what has to be looked up', () => {
    for (const [key, text] of entries) {
      const all = languageNames.flatMap((language) => parts(text[language])).join(' ');
      expect(all, key).not.toMatch(/[!¡]|inválid|invalid|\bups\b|hash|ciphertext|checkpoint|tracker/i);
    }
  });

  test('never says that a vote counts: only the count does that', () => {
    for (const [key, text] of entries) {
      const all = languageNames.flatMap((language) => parts(text[language])).join(' ');
      expect(all, key).not.toMatch(/tu voto cuenta|your vote counts/i);
    }
  });

  test('states, for each test ballot, that anybody can see its marks', () => {
    const tests = ['sealed.check-text', 'challenged.public', 'check.text', 'opened.text'] as const;
    for (const key of tests) {
      expect(translate('es', key), key).toMatch(/cualquiera/);
      expect(translate('en', key), key).toMatch(/anybody can see/i);
    }
    expect(translate('es', 'sealed.check-text')).toContain('marca algo distinto de tu voto');
  });

  test('has no text that no screen uses', () => {
    const literals = new Set<string>();
    const beginnings: string[] = [];
    for (const node of sources.flatMap((file) => [...nodesOf(file)])) {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      if (ts.isTemplateExpression(node) && /^[a-z]+[.][a-z-]*$/.test(node.head.text))
        beginnings.push(node.head.text);
    }
    const unused = Object.keys(catalogue).filter(
      (key) => !literals.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused).toEqual([]);
  });

  test('is where all texts of screens come from', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(strayTexts)).toEqual([]);
    const bad = `<p title="Hola">Adiós {'amigo'}</p>`;
    expect(strayTexts(ts.createSourceFile('a.tsx', bad, ts.ScriptTarget.Latest, true))).toEqual([
      'Hola',
      'Adiós',
      'amigo',
    ]);
  });
});

describe('a sentence', () => {
  test('has its values, and the plural of its language', () => {
    expect(translate('es', 'who.count', { n: 1 })).toBe('Tienes una boleta.');
    expect(translate('en', 'who.count', { n: 3 })).toBe('You have 3 ballots.');
  });

  test('tells times in the zone of the election', () => {
    expect(formatTime('es', 'America/Mexico_City', 1_717_372_800, 'moment')).toMatch(
      /^domingo, 2 de junio de 2024, 6:00\sp\.m\., hora del centro de México$/,
    );
    expect(formatTime('en', 'America/Mexico_City', 1_717_372_800, 'day')).toMatch(
      /^June 2 at 6:00\sPM, central Mexico time$/,
    );
    expect(formatTime('en', 'America/Tijuana', 1_717_372_800, 'hour')).toMatch(/5:00/);
  });

  test.each([
    ['America/Chicago', 'hora de Chicago', 'Central Time'],
    ['America/Tijuana', 'hora de Tijuana', 'Pacific Time'],
    ['Europe/Madrid', 'hora de España', 'Central European Time'],
    ['UTC', 'hora universal coordinada', 'Coordinated Universal Time'],
  ])('names the zone %s in words, and not by figures', (zone, es, en) => {
    expect(formatTime('es', zone, 1_717_372_800, 'moment')).toMatch(new RegExp(`, ${es}$`));
    expect(formatTime('en', zone, 1_717_372_800, 'moment')).toMatch(new RegExp(`, ${en}$`));
  });

  test('is in the first language of the person that there is, or Spanish', () => {
    expect(preferredLanguage(['nah-MX', 'en-GB', 'es'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('es');
  });
});

describe('a fault', () => {
  /** Text of docs/api.md without the desk's codes, whose texts are on its own page (desk-words.test.ts). */
  const api = readFileSync(join(root, 'docs/api.md'), 'utf8').replace(
    /### Codes of the desk\n[^]*?\n## /,
    '## ',
  );
  const documented = api.matchAll(/^\| `([a-z-]+)` \| \d{3} \|/gm);
  /**
   * Codes that no booth receives: for staff, for messages of officials, or for programs that send what no booth sends.
   */
  const elsewhere =
    /^(entry-|desk-|served-|codes-number|site-unknown|voted-internet|other-site|registered-postal|registered-internet|not-in-force|no-more-walk-ins|staff-|person-|change-|contact-|only-|same-person|already-admitted|issue-running|voting-refused|last-supervisor|not-found|malformed|too-large|headers-too-large|media-type)/;

  test.each([
    ...[...documented].map(([, code]) => code!).filter((code) => !elsewhere.test(code)),
    ...faultCodes,
  ])('%s has words of its own', (code) => {
    expect(hasOwnWords(code)).toBe(true);
  });

  test('of a lie says which lie it is: no two say the same', () => {
    const lies = faultCodes.filter((code) => /^(pin|receipt|entry|opening)-/.test(code));
    expect(lies.length).toBeGreaterThan(15);
    for (const language of languageNames)
      expect(new Set(lies.map((code) => translate(language, wordsFor({ code }).what))).size).toBe(
        lies.length,
      );
  });

  test('that nobody foresaw has words too, and security faults stop the booth', () => {
    expect(wordsFor({ code: 'never-heard' })).toMatchObject({ what: 'fault.other' });
    expect(weightOf({ code: 'pin-never-heard' })).toBe('stop');
    expect(weightOf({ code: 'receipt-never-heard' })).toBe('stop');
  });

  test('of a delivery says "not recorded" only where that is certain', () => {
    expect(
      ['network', 'program', 'internal', 'unavailable', 'cast-unsure', 'never-heard'].map((code) =>
        endOf({ code }),
      ),
    ).toEqual(Array(6).fill('unsure'));
    expect(endOf({ code: 'not-yet' })).toBe('stored');
    expect(['too-late', 'ticket-over', 'already-voted', 'busy'].map((code) => endOf({ code }))).toEqual(
      Array(4).fill('refused'),
    );
  });
});
