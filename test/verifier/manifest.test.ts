import { describe, expect, test } from 'vitest';
import { toHex } from '../../verifier/crypto/bytes.ts';
import { electionOf } from '../../verifier/election/election.ts';
import { G } from '../../verifier/crypto/group.ts';
import { ManifestFault, type Rule, rules } from '../../verifier/election/manifest/fault.ts';
import { parseForm } from '../../verifier/election/manifest/form.ts';
import { meaningRules } from '../../verifier/election/manifest/rules.ts';
import { parseTime } from '../../verifier/election/manifest/times.ts';
import { goodManifest, p256Key, printManifest, type TestManifest, vkey } from './support/manifest.ts';

/** Returns rule and place of every fault, such as `M12 contests[0].groups[0].max`. */
function faultsOf(bytes: Uint8Array): string[] {
  try {
    return [...meaningRules(parseForm(bytes))].map(({ rule, at }) => `${rule} ${at}`);
  } catch (error) {
    if (error instanceof ManifestFault) return [`${error.rule} ${error.at}`];
    throw error;
  }
}

function tryParseForm(manifest: string): ManifestFault | undefined {
  try {
    parseForm(bytes(manifest));
    return undefined;
  } catch (error) {
    return error as ManifestFault;
  }
}

const text = (): string => new TextDecoder().decode(printManifest(goodManifest()));
const bytes = (string: string): Uint8Array => new TextEncoder().encode(string);

test('a manifest of record version 1 is named as such', () => {
  const fault = tryParseForm(text().replace('SHA512-V2', 'SHA512-V1'));
  expect(fault?.says).toEqual({
    es: 'esta pizarra es de la versión 1 del expediente electoral; este verificador verifica la versión 2',
    en: 'this board is of record version 1; this verifier verifies version 2',
  });
});

test('the good manifest', () => {
  expect(faultsOf(printManifest(goodManifest()))).toEqual([]);
});

describe('the form', () => {
  const long = 'x'.repeat(201);
  test.each<[string, Uint8Array, string]>([
    ['more than a mebibyte', bytes(' '.repeat(1_048_577)), 'M1 '],
    ['a byte order mark', bytes(`\u{FEFF}${text()}`), 'M1 '],
    ['no UTF-8', bytes(text()).map((byte, i) => (i === 20 ? 0xff : byte)), 'M1 '],
    ['no JSON', bytes(text().replace('{', '')), 'M1 '],
    ['two values', bytes(`${text()}{}`), 'M1 '],
    ['nothing', bytes(''), 'M1 '],
    ['half a mebibyte of brackets', bytes('['.repeat(500_000)), 'M1 '],
    ['deep lists', bytes('['.repeat(200_000) + ']'.repeat(200_000)), 'M3 '],
    ['no newline at the end', bytes(text().trimEnd()), 'M2 '],
    ['a blank too many', bytes(text().replace('"id": ', '"id":  ')), 'M2 '],
    ['a member twice', bytes(text().replace('  "zone"', '  "zone": "Etc/UTC",\n  "zone"')), 'M2 '],
    ['a needless escape', bytes(text().replace('"Test"', String.raw`"\u0054est"`)), 'M2 '],
    ['a number with a fraction of zero', bytes(text().replace('600', '600.0')), 'M2 '],
    ['a number with an exponent', bytes(text().replace('600', '6e2')), 'M2 '],
    ['minus zero', bytes(text().replace('"smallUnit": 2', '"smallUnit": -0')), 'M2 '],
    ['a member missing', bytes(text().replace('  "rehearsal": true,\n', '')), 'M3 rehearsal'],
    ['an unknown member', bytes(text().replace('  "zone"', '  "zones": 1,\n  "zone"')), 'M3 zones'],
    ['a member __proto__', bytes(text().replace('  "zone"', '  "__proto__": 1,\n  "zone"')), 'M3 __proto__'],
    [
      'an unknown member with a line break in its name',
      bytes(text().replace('  "zone"', '  "a\\nb": 1,\n  "zone"')),
      'M3 ',
    ],
    [
      'an unknown member with a long name',
      bytes(text().replace('    "quorum"', `    "${'a'.repeat(65)}": 1,\n    "quorum"`)),
      'M3 authority',
    ],
    ['a string for a number', bytes(text().replace('600', '"600"')), 'M3 graceSeconds'],
    ['an unknown kind', bytes(text().replace('"single"', '"double"')), 'M3 contests[0].kind'],
    ['an id in capitals', bytes(text().replace('"full"', '"Full"')), 'M3 styles[0].id'],
    [
      'null for a list',
      bytes(text().replace(/"specials": \[[^]*?\],?\n {4}\}/, '"specials": null\n    }')),
      'M3 contests[0].specials',
    ],
    ['a fraction', bytes(text().replace('600', '600.5')), 'M4 graceSeconds'],
    ['a negative number', bytes(text().replace('600', '-600')), 'M4 graceSeconds'],
    ['a number of 33 bits', bytes(text().replace('600', '4294967296')), 'M4 graceSeconds'],
    ['an infinite number', bytes(text().replace('600', '1e999')), 'M4 graceSeconds'],
    ['an empty string', bytes(text().replace('"One"', '""')), 'M5 units[0].name'],
    ['201 characters', bytes(text().replace('"One"', `"${long}"`)), 'M5 units[0].name'],
    ['a decomposed letter', bytes(text().replace('"One"', '"O\u{301}ne"')), 'M5 units[0].name'],
    ['half a surrogate pair', bytes(text().replace('"One"', String.raw`"O\ud800e"`)), 'M5 units[0].name'],
    ['a control character', bytes(text().replace('"One"', '"O\u{85}e"')), 'M5 units[0].name'],
    ['a bidirectional control', bytes(text().replace('"One"', '"O\u{202E}e"')), 'M5 units[0].name'],
    ['a zero-width character', bytes(text().replace('"One"', '"O\u{200B}e"')), 'M5 units[0].name'],
    ['an Ogham blank', bytes(text().replace('"One"', '"O\u{1680}e"')), 'M5 units[0].name'],
    ['a soft hyphen', bytes(text().replace('"One"', '"O\u{AD}e"')), 'M5 units[0].name'],
    ['a joiner that is not seen', bytes(text().replace('"One"', '"O\u{34F}e"')), 'M5 units[0].name'],
    ['a Cyrillic letter', bytes(text().replace('"One"', '"\u{41E}ne"')), 'M5 units[0].name'],
    ['a letter beyond the basic plane', bytes(text().replace('"One"', '"\u{1D4B3}"')), 'M5 units[0].name'],
    ['a line separator', bytes(text().replace('"One"', '"O\u{2028}e"')), 'M5 units[0].name'],
    ['a blank at the end', bytes(text().replace('"One"', '"One "')), 'M5 units[0].name'],
    ['another suite', bytes(text().replace('SHA512-V2', 'SHA512-V3')), 'M6 suite'],
    ['the suite of version 1', bytes(text().replace('SHA512-V2', 'SHA512-V1')), 'M6 suite'],
  ])('%s', (_, manifest, fault) => {
    expect(faultsOf(manifest)).toEqual([fault]);
  });

  test('200 characters', () => {
    expect(faultsOf(bytes(text().replace('"One"', `"${'ẞ'.repeat(200)}"`)))).toEqual([]);
  });

  test.each([
    ['signs of Spanish', '¿Ñandú? ¡«Güero»! 3.ª N.º'],
    ['dashes and quotation marks', 'a–b—c “d” ‘e’ … • № ™ ₱ €'],
    ['letters of languages of Mexico', 'Kꞌicheꞌ, Ꞌ, Nun savi, tu̱ꞌun, ẽ, ɨ, ʼ'],
    ['marks that no letter has taken in', 'n\u{306}\u{331}'.normalize('NFC')],
  ])('%s', (_, name) => {
    expect(faultsOf(bytes(text().replace('"One"', `"${name}"`)))).toEqual([]);
  });

  test.each([5000, 100_000])('%i levels in a member', (levels) => {
    for (const [open, close, value] of [
      ['[', ']', ''],
      ['{"a":', '}', '1'],
    ] as const) {
      const deep = open.repeat(levels) + value + close.repeat(levels);
      expect(faultsOf(bytes(text().replace('"One"', deep)))).toEqual(['M3 units[0].name']);
      expect(faultsOf(bytes(text().replace('"sites": []', `"sites": ${deep}`)))[0]).toMatch(/^M3 sites/);
    }
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['a number', 1],
    ['a string', 'true'],
  ])('`moves` of a site is %s', (_, moves) => {
    const manifest = { ...goodManifest(), sites: [{ ...site(), moves }] };
    expect(faultsOf(printManifest(manifest))).toEqual(['M3 sites[0].moves']);
  });
});

type Change = (manifest: TestManifest) => void;

// prettier-ignore
const bad: [rule: Rule, what: string, change: Change, ...at: string[]][] = [
  ['M7', 'two styles of one id', (m) => (m.styles[1]!.id = 'full'), 'styles[1].id'],
  ['M7', 'two parties of one id', (m) => m.contests[0]!.parties.push({ id: 'c', name: 'D' }), 'contests[0].parties[3].id'],
  ['M7', 'two groups of one id', (m) => (m.contests[1]!.groups[1]!.id = 'first'), 'contests[1].groups[1].id'],
  ['M7', 'two options of one id, in two groups', (m) => (m.contests[1]!.groups[1]!.options[0]!.id = 'x'), 'contests[1].groups[1].options[0].id'],
  ['M7', 'an option and a special of one id', (m) => (m.contests[1]!.specials[0]!.id = 'x'), 'contests[1].specials[0].id'],
  ['M7', 'two stages of one id', (m) => m.stages.push({ ...m.stages[2]! }), 'stages[3].id'],
  ['M7', 'two units of one code', (m) => m.units.push({ code: '03', name: 'Four' }), 'units[3].code'],
  ['M7', 'two sites of one code', (m) => m.sites.push({ ...site(), key: p256Key('another site') }), 'sites[1].code'],
  ['M8', 'one signing key for a site and another', (m) => (m.sites[0]!.key = m.board.key), 'sites[0].key'],
  ['M8', 'a signing key off the curve', (m) => (m.board.key = `02${'ff'.repeat(32)}`), 'board.key'],
  ['M8', 'an encryption key that is no element', (m) => (m.trustees.candidates[3]!.encryptionKey = 'ff'.repeat(32)), 'trustees.candidates[3].encryptionKey'],
  ['M8', 'the identity as encryption key', (m) => (m.trustees.candidates[3]!.encryptionKey = '00'.repeat(32)), 'trustees.candidates[3].encryptionKey'],
  ['M8', 'one signing key for two', (m) => (m.registrar.key = m.authority.keys[1]!), 'registrar.key'],
  ['M8', 'one key of the authority twice', (m) => (m.authority.keys[2] = m.authority.keys[0]!), 'authority.keys[2]'],
  ['M8', 'one encryption key for two', (m) => (m.trustees.candidates[1]!.encryptionKey = m.trustees.candidates[0]!.encryptionKey), 'trustees.candidates[1].encryptionKey'],
  ['M9', 'a log key of type 04', (m) => (m.board.logKey = vkey(m.board.origin, 4)), 'board.logKey'],
  ['M9', 'a log key of another name', (m) => (m.board.logKey = vkey('board.example/other', 1)), 'board.logKey'],
  ['M9', 'an origin with a slash at the end', (m) => Object.assign(m.board, { origin: 'board.example/', logKey: vkey('board.example/', 1) }), 'board.origin'],
  ['M9', 'a witness key of type 01', (m) => (m.witnesses.keys[0] = vkey('witness.example/1', 1)), 'witnesses.keys[0]'],
  ['M9', 'no vkey', (m) => (m.witnesses.keys[1] = 'witness'), 'witnesses.keys[1]'],
  ['M9', 'a quorum of more than there are', (m) => (m.witnesses.quorum = 4), 'witnesses.quorum'],
  ['M9', 'a quorum, but no witnesses', (m) => (m.witnesses.keys = []), 'witnesses.quorum'],
  ['M10', '30 February', (m) => (m.stages[1]!.starts = '2026-02-30T08:00:00-06:00'), 'stages[1].starts'],
  ['M10', 'an end before the start', (m) => (m.stages[1]!.ends = m.stages[1]!.starts), 'stages[1].ends'],
  ['M10', 'no voting', (m) => (m.stages[1]!.id = 'practice'), 'stages'],
  ['M10', 'a ceremony that ends after voting starts', (m) => (m.stages[0]!.ends = '2026-01-10T08:00:01-06:00'), 'stages[0].ends'],
  ['M10', 'a count that starts before voting ends', (m) => (m.stages[2]!.starts = '2026-01-10T17:59:59-06:00'), 'stages[2].starts'],
  ['M10', 'a site that starts on 30 February', (m) => (m.sites[0]!.starts = '2026-02-30T08:00:00-06:00'), 'sites[0].starts'],
  ['M11', 'a threshold of 1', (m) => (m.trustees.threshold = 1), 'trustees.threshold'],
  ['M11', 't = n', (m) => (m.trustees.threshold = 3), 'trustees.count'],
  ['M11', 'fewer candidates than trustees', (m) => (m.trustees.count = 5), 'trustees.candidates'],
  ['M12', 'a maximum above the options', (m) => (m.contests[1]!.groups[0]!.max = 4), 'contests[1].groups[0].max'],
  ['M12', 'a minimum of 0 without blank', (m) => (m.contests[0]!.groups[0]!.min = 0), 'contests[0].groups[0].min'],
  ['M12', 'a minimum of 1 with blank', (m) => (m.contests[1]!.groups[0]!.min = 1), 'contests[1].groups[0].min'],
  ['M13', 'two choices of one', (m) => (m.contests[0]!.groups[0]!.max = 2), 'contests[0].groups[0].max'],
  ['M13', 'a question of two groups', (m) => Object.assign(m.contests[1]!, { kind: 'question', groups: m.contests[1]!.groups.map((group) => ({ ...group, max: 1 })) }), 'contests[1].groups'],
  ['M14', 'a party in a select', (m) => m.contests[1]!.parties.push({ id: 'p', name: 'P' }), 'contests[1].parties'],
  ['M14', 'a candidacy in a select', (m) => m.contests[1]!.candidacies.push({ id: 'p', name: 'P', parties: [] }), 'contests[1].candidacies'],
  ['M14', 'an option with a candidacy in a select', (m) => (m.contests[1]!.groups[0]!.options[0]!.candidacy = 'p'), 'contests[1].groups[0].options[0]'],
  ['M14', 'an unregistered candidacy in a select', (m) => (m.contests[1]!.specials[0]!.kind = 'unregistered'), 'contests[1].specials[0].kind'],
  ['M15', 'a party in two candidacies', (m) => m.contests[0]!.candidacies[1]!.parties.push('a'), 'contests[0].parties[0]'],
  ['M15', 'a candidacy of an unknown party', (m) => m.contests[0]!.candidacies[1]!.parties.push('d'), 'contests[0].candidacies[1].parties'],
  ['M16', 'an option of another candidacy', (m) => (m.contests[0]!.groups[0]!.options[0]!.candidacy = 'c'), 'contests[0].groups[0].options[0].parties'],
  ['M16', 'an option of no candidacy', (m) => (m.contests[0]!.groups[0]!.options[0]!.candidacy = null), 'contests[0].groups[0].options[0].candidacy'],
  ['M16', 'marks in another order', (m) => (m.contests[0]!.groups[0]!.options[3]!.parties = ['b', 'a']), 'contests[0].groups[0].options[3].parties'],
  ['M16', 'two options of the same marks', (m) => m.contests[0]!.groups[0]!.options.push({ ...m.contests[0]!.groups[0]!.options[3]!, id: 'again' }), 'contests[0].groups[0].options[4].parties'],
  ['M16', 'a party that is no option alone', (m) => m.contests[0]!.groups[0]!.options.splice(1, 1), 'contests[0].parties[1]'],
  ['M17', 'two null votes', (m) => m.contests[1]!.specials.push({ ...m.contests[1]!.specials[0]!, id: 'void-2' }), 'contests[1].specials[1].kind'],
  ['M18', 'a style without contests', (m) => (m.styles[1]!.contests = []), 'styles[1].contests'],
  ['M18', 'a style with an unknown unit', (m) => m.styles[1]!.units.push('04'), 'styles[1].units'],
  ['M18', 'a style with contests in another order', (m) => (m.styles[0]!.contests = ['seats', 'office']), 'styles[0].contests'],
  ['M18', 'a unit twice in a style', (m) => m.styles[1]!.units.push('03'), 'styles[1].units'],
  ['M18', 'a unit without style', (m) => m.units.push({ code: '04', name: 'Four' }), 'units[3]'],
  ['M18', 'a contest without style', (m) => m.styles[0]!.contests.pop(), 'contests[1]'],
  ['M20', 'no zone', (m) => (m.zone = 'UTC-6'), 'zone'],
  ['M21', 'a grace of more than a day', (m) => (m.graceSeconds = 86_401), 'graceSeconds'],
  ['M21', 'a silence of 59 seconds', (m) => (m.silenceSeconds = 59), 'silenceSeconds'],
  ['M22', '1,001 units', (m) => addUnits(m, 1001), 'units'],
  ['M22', '201 sites', (m) => (m.sites = Array.from({ length: 201 }, (_, i) => ({ ...site(), code: `s${i}`, key: p256Key(`site ${i}`) }))), 'sites'],
  ['M23', 'a site in no zone', (m) => (m.sites[0]!.zone = 'UTC-6'), 'sites[0].zone'],
  ['M23', 'a site that ends when it starts', (m) => (m.sites[0]!.ends = m.sites[0]!.starts), 'sites[0].ends'],
  ['M23', 'a site that starts before voting', (m) => (m.sites[0]!.starts = '2026-01-10T07:59:59-06:00'), 'sites[0].starts'],
  ['M23', 'a site called internet', (m) => (m.sites[0]!.code = 'internet'), 'sites[0].code'],
  ['M24', 'a grace of a site of more than a day', (m) => Object.assign(m.sites[0]!, { graceSeconds: 86_401, deliverySeconds: 86_401 }), 'sites[0].graceSeconds'],
  ['M24', 'a delivery shorter than the grace', (m) => (m.sites[0]!.deliverySeconds = 599), 'sites[0].deliverySeconds'],
  ['M24', 'a delivery of more than a week', (m) => (m.sites[0]!.deliverySeconds = 604_801), 'sites[0].deliverySeconds'],
  ['M24', '100,001 walk-ins', (m) => (m.sites[0]!.walkIns = 100_001), 'sites[0].walkIns'],
  ['M25', 'no keys of the authority', (m) => Object.assign(m.authority, { keys: [], quorum: 0 }), 'authority.keys', 'authority.quorum'],
  ['M25', 'six keys of the authority', (m) => Object.assign(m.authority, authorityOf(6, 4)), 'authority.keys'],
  ['M25', 'a quorum of more keys than there are', (m) => (m.authority.quorum = 4), 'authority.quorum'],
  ['M25', 'half of the keys', (m) => Object.assign(m.authority, authorityOf(4, 2)), 'authority.quorum'],
  ['M25', 'one key, not in a rehearsal', (m) => Object.assign(m, { rehearsal: false, authority: { ...m.authority, ...authorityOf(1, 1) } }), 'authority.quorum'],
  ['M25', 'all keys, not in a rehearsal', (m) => Object.assign(m, { rehearsal: false, authority: { ...m.authority, quorum: 3 } }), 'authority.quorum'],
  ['M27', 'an extension of more than 30 days', (m) => (m.extensionSeconds = 2_592_001), 'extensionSeconds'],
  ['M32', 'a share of more bytes than a blob may have', (m) => { addUnits(m, 1000); m.sites.pop(); addOptions(m, 123); }, 'contests'],
  ['M32', 'the same with half the units and a site', (m) => { addUnits(m, 500); addOptions(m, 123); }, 'contests'],
  ['M33', 'one witness of two', (m) => { m.witnesses.keys.pop(); m.witnesses.quorum = 1; }, 'witnesses.quorum'],
  ['M33', 'one witness of three', (m) => (m.witnesses.quorum = 1), 'witnesses.quorum'],
  ['M22', 'a contest without groups', (m) => (m.contests[1]!.groups = []), 'contests[1].groups'],
];

function site(): TestManifest['sites'][number] {
  return {
    code: 'chicago',
    name: { es: 'Chicago', en: 'Chicago' },
    key: p256Key('site'),
    zone: 'America/Chicago',
    starts: '2026-01-10T08:00:00-06:00',
    ends: '2026-01-10T18:00:00-06:00',
    graceSeconds: 600,
    deliverySeconds: 600,
    walkIns: 100_000,
    moves: true,
  };
}

function authorityOf(count: number, quorum: number): { keys: string[]; quorum: number } {
  return { keys: Array.from({ length: count }, (_, i) => p256Key(`authority ${i}`)), quorum };
}

function addUnits(manifest: TestManifest, count: number): void {
  manifest.units = Array.from({ length: count }, (_, i) => ({ code: `u${i}`, name: 'Unit' }));
  for (const style of manifest.styles) style.units = manifest.units.map(({ code }) => code);
}

function addOptions(manifest: TestManifest, count: number): void {
  const group = manifest.contests[1]!.groups[0]!;
  group.options = Array.from({ length: count }, (_, i) => ({ ...group.options[0]!, id: `o${i}` }));
}

describe('the rules of meaning', () => {
  test.each(bad)('%s: %s', (rule, _, change, ...at) => {
    const manifest = goodManifest();
    manifest.sites.push(site());
    expect(faultsOf(printManifest(manifest))).toEqual([]);
    change(manifest);
    expect(faultsOf(printManifest(manifest))).toEqual(at.map((place) => `${rule} ${place}`));
  });

  test('M17: 201 options fit no contest', () => {
    const manifest = goodManifest();
    addOptions(manifest, 198); // with two of the other group and a special, 201
    expect(faultsOf(printManifest(manifest))).toEqual(['M17 contests[1]']);
  });

  test('M19: a ballot of 65,535 bytes would fit', () => {
    const manifest = goodManifest();
    addOptions(manifest, 69);
    const last = structuredClone(manifest.contests[1]!);
    addOptions(manifest, 197);
    const [office, full] = manifest.contests as [TestManifest['contests'][0], TestManifest['contests'][0]];
    const copies = ['more', 'many'].map((id) => ({ ...full, id }));
    manifest.contests = [office, full, ...copies, { ...last, id: 'last' }];
    manifest.styles[0]!.contests = manifest.contests.map(({ id }) => id);
    // 678 options of 96 bytes, 12 slack bits and 9 leads: 65,509 bytes. Another slack bit has 32.
    expect(faultsOf(printManifest(manifest))).toEqual([]);
    last.groups[0]!.max = 4;
    expect(faultsOf(printManifest(manifest))).toEqual(['M19 styles[0]']);
  });

  test('M7: a reference to a duplicate id breaks its own rule, too', () => {
    const contests = goodManifest();
    contests.contests[1]!.id = 'office';
    expect(faultsOf(printManifest(contests))).toEqual(['M7 contests[1].id', 'M18 styles[0].contests']);
    const candidacies = goodManifest();
    candidacies.contests[0]!.candidacies[1]!.id = 'ab';
    expect(faultsOf(printManifest(candidacies))).toEqual([
      'M7 contests[0].candidacies[1].id',
      'M16 contests[0].groups[0].options[2].candidacy',
    ]);
  });

  test('M8: an Ed25519 key for log and witness', () => {
    const manifest = goodManifest();
    manifest.witnesses.keys[0] = vkey('witness.example/log', 4, manifest.board.origin);
    expect(faultsOf(printManifest(manifest))).toEqual(['M8 witnesses.keys[0]']);
  });

  test('M9: witnesses of one name', () => {
    const manifest = goodManifest();
    manifest.witnesses.keys[1] = manifest.witnesses.keys[0]!;
    expect(faultsOf(printManifest(manifest))).toEqual(['M9 witnesses.keys[1]', 'M8 witnesses.keys[1]']);
  });

  test('M9 and M33: witnesses, but no quorum', () => {
    const manifest = goodManifest();
    manifest.witnesses.quorum = 0;
    expect(faultsOf(printManifest(manifest))).toEqual(['M9 witnesses.quorum', 'M33 witnesses.quorum']);
  });

  test('M32: 131 options of 1,000 units', () => {
    const manifest = goodManifest();
    addUnits(manifest, 1000);
    addOptions(manifest, 122);
    expect(faultsOf(printManifest(manifest))).toEqual([]);
  });

  test.each([
    [true, 1, 1],
    [true, 2, 2],
    [false, 3, 2],
    [false, 4, 3],
    [false, 5, 4],
  ])('M25: rehearsal %s, %i keys of which %i sign', (rehearsal, keys, quorum) => {
    const manifest = goodManifest();
    Object.assign(manifest, { rehearsal }).authority = {
      ...manifest.authority,
      ...authorityOf(keys, quorum),
    };
    expect(faultsOf(printManifest(manifest))).toEqual([]);
  });

  test('no witnesses and no quorum', () => {
    const manifest = goodManifest();
    manifest.witnesses = { quorum: 0, keys: [] };
    expect(faultsOf(printManifest(manifest))).toEqual([]);
  });

  test('every rule is tried here', () => {
    const tried = new Set<string>([
      'M1',
      'M2',
      'M3',
      'M4',
      'M5',
      'M6',
      'M17',
      'M19',
      ...bad.map(([rule]) => rule),
    ]);
    expect(Object.keys(rules).filter((rule) => !tried.has(rule))).toEqual([]);
  });
});

describe('times', () => {
  test.each([
    ['1970 is too early', '1970-01-01T00:00:00+00:00', undefined],
    ['2000', '2000-01-01T00:00:00+00:00', 946_684_800n],
    ['2101 is too late', '2101-01-01T00:00:00+00:00', undefined],
    ['the end of 2100', '2100-12-31T23:59:59+00:00', 4_133_980_799n],
    ['a leap day', '2024-02-29T00:00:00+00:00', 1_709_164_800n],
    ['no leap day', '2100-02-29T00:00:00+00:00', undefined],
    ['west', '2026-01-01T00:00:00-06:00', 1_767_247_200n],
    ['east', '2026-01-01T05:30:00+05:30', 1_767_225_600n],
    ['14:00', '2026-01-01T14:00:00+14:00', 1_767_225_600n],
    ['14:01', '2026-01-01T14:00:00+14:01', undefined],
    ['-00:00', '2026-01-01T00:00:00-00:00', undefined],
    ['a leap second', '2026-01-01T00:00:60+00:00', undefined],
    ['24:00', '2026-01-01T24:00:00+00:00', undefined],
    ['Z', '2026-01-01T00:00:00Z', undefined],
    ['a fraction', '2026-01-01T00:00:00.0+00:00', undefined],
    ['a newline', '2026-01-01T00:00:00+00:00\n', undefined],
  ])('%s', (_, written, seconds) => {
    expect(parseTime(written)).toBe(seconds);
  });
});

test('the election that the checks use', () => {
  const election = electionOf(parseForm(printManifest(goodManifest())), new Uint8Array(32));
  expect(election.contests.map(({ options, units }) => ({ options, units }))).toEqual([
    { options: 6, units: [0, 1, 2] },
    { options: 6, units: [0, 1] },
  ]);
  expect(election.contests[1]!.groups.map(({ weights }) => weights.join(''))).toEqual(['111002', '000111']);
  expect(election.contests[0]!.marks).toEqual([[0], [1], [2], [0, 1], [], []]);
  expect(toHex(election.trustees.get(1)!.encryptionKey.bytes)).not.toBe(toHex(G.bytes));
  expect(election.styles.map(({ ciphertexts }) => ciphertexts)).toEqual([12, 6]);
  expect(election.styles.map(({ length }) => length)).toEqual([37 + 32 * 45, 37 + 32 * 26]);
});
