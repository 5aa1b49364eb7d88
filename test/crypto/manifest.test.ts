import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { formatVkey, parseVkey } from '#crypto/log/vkey.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { DocumentError, printJson } from '#crypto/manifest/json.ts';
import { manifestSchema, type Manifest } from '#crypto/manifest/schema.ts';
import { parseTime } from '#crypto/manifest/time.ts';
import { exampleNames, loadExample } from '../election/examples.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import { miniWithSites } from '../negative/mini.ts';
import { threeTrustees } from '../support/elections.ts';

const parties = newParties({ ...threeTrustees, sites: 2 });
const good = new TextDecoder().decode(writeManifest(miniWithSites, parties, threeTrustees));

const newKey = (): string => toHex(softwareSigner().publicKey);

/** Type of a JSON value without `readonly`, so that a test can change it. */
type Loose = { [name: string]: Loose } & Loose[];

/** Returns rule and place of the error after a change of a valid manifest; undefined if the changed one is accepted. */
function ruleAfter(change: (manifest: Manifest & Loose) => void): string | undefined {
  const manifest = JSON.parse(good) as Manifest & Loose;
  change(manifest);
  return ruleOf(printJson(manifest));
}

function ruleOf(text: string): string | undefined {
  try {
    parseManifest(utf8(text));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
    const { rule, place, message } = error as DocumentError;
    expect(message).toContain(`(rule ${rule})`);
    expect(message).toContain(place);
    return rule;
  }
}

test('the good manifest is accepted, and what the protocol needs of it is there', () => {
  const election = parseManifest(utf8(good));
  expect(election.opens).toBe(Date.parse('2026-01-01T08:00:00-06:00') / 1000);
  expect(election.contests[0]!.options.map(({ id }) => id)).toEqual([
    'a',
    'b',
    'c',
    'a-b',
    'no-registrada',
    'nulo',
  ]);
  expect(election.contests[1]!.groups).toEqual([
    { min: 0, max: 2, weights: [1, 1, 1, 0, 0, 2] },
    { min: 0, max: 1, weights: [0, 0, 0, 1, 1, 1] },
  ]);
  expect(election.styles[1]!.units).toEqual([1, 2]);
});

test.each(exampleNames())('example %s is a good manifest', (name) => {
  const numbers = { count: 5, threshold: 3 };
  expect(
    ruleOf(new TextDecoder().decode(writeManifest(loadExample(name).template, newParties(numbers), numbers))),
  ).toBeUndefined();
});

describe('form', () => {
  test.each<[string, string, string]>([
    ['M1', 'not JSON', '{'],
    ['M1', 'byte order mark', `\ufeff${good}`],
    ['M1', 'too large', `"${'x'.repeat(1_048_577)}"\n`],
    ['M2', 'another indentation', good.replaceAll('  ', '   ')],
    ['M2', 'no final newline', good.trimEnd()],
    ['M2', 'carriage returns', good.replaceAll('\n', '\r\n')],
    ['M2', 'a member twice', good.replace('  "smallUnit": 2,', '  "smallUnit": 2,\n  "smallUnit": 3,')],
    ['M2', 'a number in another spelling', good.replace('"smallUnit": 2', '"smallUnit": 2.0')],
    ['M2', 'a needless escape', good.replace('Minimal election', '\\u004dinimal election')],
    ['M2', 'a number without end', good.replace('"smallUnit": 2', '"smallUnit": 1e400')],
    ['M3', 'a member too many', good.replace('  "zone":', '  "more": true,\n  "zone":')],
    ['M3', '__proto__', good.replace('  "zone":', '  "__proto__": {},\n  "zone":')],
    ['M3', 'a member too few', good.replace('  "smallUnit": 2,\n', '')],
    ['M3', 'another type', good.replace('"rehearsal": true', '"rehearsal": "true"')],
    ['M4', 'a fraction', good.replace('"smallUnit": 2', '"smallUnit": 2.5')],
    ['M4', 'a negative number', good.replace('"smallUnit": 2', '"smallUnit": -2')],
    ['M4', 'a number too large', good.replace('"smallUnit": 2', '"smallUnit": 4294967296')],
    ['M3', '5,000 levels', '['.repeat(5000) + ']'.repeat(5000)],
    ['M3', '500,000 levels', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['M5', 'decomposed letters', good.replace('Elección', 'Eleccio\u0301n')],
    ['M5', 'bidirectional override', good.replace('Minimal', 'Mini\u202emal')],
    ['M5', 'zero-width blank', good.replace('Minimal', 'Mini\u200bmal')],
    ['M5', 'control character', good.replace('Minimal', 'Mini\\u0007mal')],
    ['M5', 'unpaired surrogate', good.replace('Minimal', 'Mini\\ud800mal')],
    ['M5', 'line separator', good.replace('Minimal', 'Mini\u2028mal')],
    ['M5', 'soft hyphen', good.replace('Minimal', 'Mini\u00admal')],
    ['M5', 'invisible joiner', good.replace('Minimal', 'Mini\u034fmal')],
    ['M5', 'a Cyrillic letter that looks Latin', good.replace('Minimal', 'Minim\u0430l')],
    ['M5', 'a letter that no version of Unicode has', good.replace('Minimal', 'Mini\u0378mal')],
    ['M5', 'a sign outside the first plane', good.replace('Minimal', 'Mini\u{1f5f3}mal')],
    ['M5', 'blank at the end', good.replace('Minimal election"', 'Minimal election "')],
    ['M5', 'empty', good.replace('Minimal election"', '"')],
    ['M5', 'too long', good.replace('Minimal', 'M'.repeat(200))],
    ['M6', 'another suite', good.replace('SHA512-V2', 'SHA512-V1')],
  ])('%s refuses %s', (rule, what, text) => {
    // An empty string also breaks bounds of the schema, which are checked later.
    expect(ruleOf(text), what).toBe(rule);
  });
});

describe('meaning', () => {
  const { trustees } = JSON.parse(good) as Manifest;
  const p256 = trustees.candidates[0]!.signingKey;

  test.each<[string, string, (m: Manifest & Loose) => void]>([
    ['M7', 'a unit twice', (m) => (m.units[1]!.code = m.units[0]!.code)],
    ['M7', 'a site twice', (m) => (m.sites[1]!.code = m.sites[0]!.code)],
    ['M8', 'the key of a site for another', (m) => (m.sites[1]!.key = p256)],
    ['M10', 'a time of a site that is none', (m) => (m.sites[0]!.starts = '2026-01-01')],
    ['M23', 'no zone of a site', (m) => (m.sites[0]!.zone = 'Chicago, Illinois')],
    ['M23', 'a site that ends before it starts', (m) => (m.sites[0]!.ends = m.sites[0]!.starts)],
    ['M23', 'a site before voting', (m) => (m.sites[0]!.starts = '2026-01-01T07:59:59-06:00')],
    ['M24', 'a long grace of a site', (m) => (m.sites[0]!.graceSeconds = 86_401)],
    ['M24', 'delivery before the grace ends', (m) => (m.sites[0]!.deliverySeconds = 1799)],
    ['M24', 'a long delivery', (m) => (m.sites[0]!.deliverySeconds = 604_801)],
    ['M24', 'too many walk-ins', (m) => (m.sites[0]!.walkIns = 100_001)],
    ['M7', 'an option twice', (m) => (m.contests[1]!.groups[1]!.options[0]!.id = 'm1')],
    ['M7', 'a special with the id of an option', (m) => (m.contests[0]!.specials[0]!.id = 'a')],
    ['M7', 'a stage twice', (m) => m.stages.push(m.stages[0]!)],
    ['M8', 'a key off the curve', (m) => (m.authority.keys[0] = `02${'ff'.repeat(32)}`)],
    ['M8', 'one signing key for two', (m) => (m.registrar.key = p256)],
    [
      'M8',
      'an encryption key that is no element',
      (m) => (m.trustees.candidates[0]!.encryptionKey = '01'.padEnd(64, '0')),
    ],
    [
      'M8',
      'an encryption key that is the identity',
      (m) => (m.trustees.candidates[0]!.encryptionKey = '0'.repeat(64)),
    ],
    [
      'M8',
      'one encryption key for two',
      (m) => (m.trustees.candidates[0]!.encryptionKey = m.trustees.candidates[1]!.encryptionKey),
    ],
    ['M9', 'a log key of another origin', (m) => (m.board.origin = 'board.example/other')],
    ['M9', 'a witness key for the log', (m) => (m.board.logKey = m.witnesses.keys[0]!)],
    ['M9', 'a log key for a witness', (m) => (m.witnesses.keys[0] = m.board.logKey)],
    [
      'M9',
      'a witness with the name of the log',
      (m) => (m.witnesses.keys[0] = formatVkey({ ...parseVkey(m.witnesses.keys[0]!), name: m.board.origin })),
    ],
    ['M9', 'a witness twice', (m) => (m.witnesses.keys[1] = m.witnesses.keys[0]!)],
    ['M9', 'a quorum that cannot be met', (m) => (m.witnesses.quorum = 3)],
    ['M9', 'no quorum though there are witnesses', (m) => (m.witnesses.quorum = 0)],
    ['M10', 'a day that does not exist', (m) => (m.stages[0]!.starts = '2026-02-29T08:00:00-06:00')],
    ['M10', 'a time without zone', (m) => (m.stages[0]!.starts = '2026-01-01T08:00:00')],
    ['M10', 'an end before the start', (m) => (m.stages[0]!.ends = m.stages[0]!.starts)],
    ['M10', 'no voting', (m) => (m.stages[0]!.id = 'practice')],
    [
      'M10',
      'a ceremony that ends while the vote is on',
      (m) => m.stages.push({ ...m.stages[0]!, id: 'ceremony' }),
    ],
    [
      'M10',
      'a count that starts while the vote is on',
      (m) => m.stages.push({ ...m.stages[0]!, id: 'count' }),
    ],
    ['M11', 't = n', (m) => (m.trustees.threshold = 3)],
    ['M11', 't = 1', (m) => (m.trustees.threshold = 1)],
    ['M11', 'more trustees than candidates', (m) => (m.trustees.count = 5)],
    ['M12', 'more choices than options', (m) => (m.contests[1]!.groups[1]!.max = 3)],
    ['M12', 'no choice allowed', (m) => (m.contests[1]!.groups[1]!.max = 0)],
    ['M12', 'blank though it may not be', (m) => (m.contests[0]!.groups[0]!.min = 0)],
    ['M12', 'a minimum though it may be blank', (m) => (m.contests[1]!.groups[0]!.min = 1)],
    ['M13', 'two choices in a single', (m) => (m.contests[0]!.groups[0]!.max = 2)],
    ['M14', 'a candidacy in a select', (m) => (m.contests[1]!.groups[0]!.options[0]!.candidacy = 'una')],
    ['M14', 'a party in a select', (m) => m.contests[1]!.parties.push({ id: 'a', name: 'A' })],
    [
      'M14',
      'an unregistered candidacy in a select',
      (m) => (m.contests[1]!.specials[0]!.kind = 'unregistered'),
    ],
    ['M15', 'a party with two candidacies', (m) => m.contests[0]!.candidacies[1]!.parties.push('a')],
    ['M15', 'a party without a candidacy', (m) => m.contests[0]!.parties.push({ id: 'd', name: 'D' })],
    [
      'M15',
      'a candidacy without parties',
      (m) => m.contests[0]!.candidacies.push({ id: 'x', name: 'X', parties: [] }),
    ],
    [
      'M15',
      'a candidacy of a party that is not there',
      (m) => m.contests[0]!.candidacies[0]!.parties.push('z'),
    ],
    ['M16', 'marks of two candidacies', (m) => (m.contests[0]!.groups[0]!.options[3]!.parties = ['a', 'c'])],
    ['M16', 'marks out of order', (m) => (m.contests[0]!.groups[0]!.options[3]!.parties = ['b', 'a'])],
    ['M16', 'the same marks twice', (m) => (m.contests[0]!.groups[0]!.options[3]!.parties = ['a'])],
    ['M16', 'a party that cannot be marked alone', (m) => m.contests[0]!.groups[0]!.options.splice(0, 1)],
    ['M16', 'an option that stands for nothing', (m) => (m.contests[0]!.groups[0]!.options[0]!.parties = [])],
    [
      'M17',
      'two null votes',
      (m) => m.contests[1]!.specials.push({ ...m.contests[1]!.specials[0]!, id: 'otro-nulo' }),
    ],
    [
      'M17',
      'too many options',
      (m) => {
        const [option] = m.contests[1]!.groups[0]!.options;
        m.contests[1]!.groups[0]!.options = Array.from({ length: 200 }, (_, i) => ({
          ...option!,
          id: `o${i}`,
        }));
      },
    ],
    ['M18', 'a style with a contest that is not there', (m) => m.styles[0]!.contests.push('z')],
    ['M18', 'contests out of order', (m) => (m.styles[0]!.contests = m.styles[0]!.contests.toReversed())],
    ['M18', 'a unit in no style', (m) => m.units.push({ code: '32', name: 'Zacatecas' })],
    ['M18', 'a contest in no style', (m) => m.styles[0]!.contests.pop()],
    [
      'M19',
      'a ballot that fits no entry',
      (m) => {
        const contest = m.contests[1]!;
        const [group] = contest.groups;
        const options = Array.from({ length: 190 }, (_, i) => ({ ...group!.options[0]!, id: `o${i}` }));
        for (const id of ['a', 'b', 'c', 'd']) {
          m.contests.push({ ...contest, id, groups: [{ ...group!, options }] });
          m.styles[0]!.contests.push(id);
        }
      },
    ],
    ['M20', 'no time zone', (m) => (m.zone = '-06:00')],
    ['M21', 'a grace of days', (m) => (m.graceSeconds = 86_401)],
    ['M21', 'no patience', (m) => (m.silenceSeconds = 59)],
    ['M23', 'a site named as the internet is', (m) => (m.sites[0]!.code = 'internet')],
    ['M25', 'no key of the authority', (m) => (m.authority.keys = [])],
    ['M25', 'no signature of the authority', (m) => (m.authority.quorum = 0)],
    ['M25', 'more signatures than keys', (m) => (m.authority.quorum = 4)],
    [
      'M25',
      'two quorums that have nobody in common',
      (m) => ((m.authority.keys = m.authority.keys.slice(0, 2)), (m.authority.quorum = 1)),
    ],
    [
      'M25',
      'one key alone in an election that counts',
      (m) => ((m.rehearsal = false), m.authority.keys.splice(1), (m.authority.quorum = 1)),
    ],
    [
      'M25',
      'all keys needed in an election that counts',
      (m) => ((m.rehearsal = false), (m.authority.quorum = 3)),
    ],
    [
      'M25',
      'six keys',
      (m) => ((m.authority.keys = Array.from({ length: 6 }, newKey)), (m.authority.quorum = 4)),
    ],
    ['M8', 'a key of the authority twice', (m) => (m.authority.keys[0] = m.authority.keys[1]!)],
    ['M27', 'an extension of more than 30 days', (m) => (m.extensionSeconds = 2_592_001)],
    ['M32', 'a count that fits no blob', (m) => grow(m, 513)],
    ['M33', 'a quorum that is half of the witnesses', (m) => (m.witnesses.quorum = 1)],
    ['M3', 'no word on who moves', (m) => Reflect.deleteProperty(m.sites[0]!, 'moves')],
    ['M3', 'no units (M22)', (m) => (m.units = [])],
  ])('%s refuses %s', (rule, _, change) => {
    expect(ruleAfter(change)).toBe(rule);
  });
});

test('a count of exactly the largest blob is accepted', () => {
  expect(ruleAfter((m) => grow(m, 512))).toBeUndefined();
});

/**
 * Changes the contests to 6 and 122 options that every unit has, so that a share needs 128 bytes for each option, unit
 * and modality.
 */
function grow(m: Manifest & Loose, units: number): void {
  const [option] = m.contests[1]!.groups[0]!.options;
  m.contests[1]!.groups[0]!.options = Array.from({ length: 119 }, (_, i) => ({ ...option!, id: `o${i}` }));
  m.units = Array.from({ length: units }, (_, i) => ({ code: `u${i}`, name: `Unidad ${i}` }));
  for (const style of m.styles) style.units = m.units.map(({ code }) => code);
}

test('every rule of the specification is refused by the parser somewhere, and no other is named', () => {
  const spec = readFileSync(new URL('../../docs/spec/04-manifest.md', import.meta.url), 'utf8');
  const inSpec = [...spec.matchAll(/^\| (M\d+) \|/gm)].map((match) => match[1]!);
  const directory = new URL('../../crypto/manifest/', import.meta.url);
  const source = readdirSync(directory)
    .map((file) => readFileSync(new URL(file, directory), 'utf8'))
    .join('\n');
  const inCode = new Set([...source.matchAll(/'(M\d+)'/g)].map((match) => match[1]!));
  // The bounds of M22 are part of the schema, which reports M3.
  expect(inSpec.filter((rule) => rule !== 'M22').toSorted()).toEqual([...inCode].toSorted());
});

test('the published JSON Schema is the one in use', async () => {
  const published = new URL('../../docs/spec/manifest.schema.json', import.meta.url);
  await expect(
    printJson({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...manifestSchema }),
  ).toMatchFileSnapshot(published.pathname);
});

test('times', () => {
  for (const text of [
    '2024-05-18T20:00:00-06:00',
    '2000-02-29T00:00:00+00:00',
    '2100-12-31T23:59:59+14:00',
    '2026-03-01T00:00:00+05:45',
  ]) {
    expect(parseTime(text)).toBe(Date.parse(text) / 1000);
  }
  for (const text of [
    '2024-05-18 20:00:00-06:00',
    '2024-05-18T20:00:00Z',
    '2024-05-18T24:00:00-06:00',
    '2024-13-01T00:00:00-06:00',
    '2023-02-29T00:00:00-06:00',
    '2100-02-29T00:00:00-06:00',
    '2024-05-18T20:00:60-06:00',
    '2024-05-18T20:00:00-00:00',
    '2024-05-18T20:00:00+14:01',
    '1999-12-31T20:00:00-06:00',
    ' 2024-05-18T20:00:00-06:00',
  ]) {
    expect(() => parseTime(text), text).toThrow();
  }
});
