/**
 * Semantic rules M7 to M33 of the manifest (spec §4.4), checked after the schema. Those of contests and sites are in
 * files of their own.
 * @module
 */

import { fromHex } from '../bytes.ts';
import { assertEcdsaKey } from '../ecdsa.ts';
import { decodeElement } from '../group.ts';
import { parseVkey } from '../log/vkey.ts';
import { ballotLength } from './ballot-layout.ts';
import { MAX_BLOB_LENGTH } from '../entry/entry.ts';
import { checkContest } from './contest-rules.ts';
import { contestOf } from './contest.ts';
import { assertDistinct, assertManifestRule, parseOrThrow } from './manifest-rule.ts';
import type { Manifest } from './schema.ts';
import { checkSites } from './site-rules.ts';
import { parseSpan, ZONE } from './time.ts';

const LOG_KEY = 0x01;
const WITNESS_KEY = 0x04;
/** Length in bytes of the decryption of one option in one cell (spec §9.5). */
const SHARE_BYTES = 128;

/** Throws DocumentError for the first rule that is broken. */
export function checkRules(manifest: Manifest): void {
  checkKeys(manifest);
  checkAuthority(manifest);
  checkLogKeys(manifest);
  checkTimes(manifest);
  checkTrustees(manifest);
  checkSites(manifest);
  assertDistinct(
    'M7',
    'units',
    manifest.units.map((unit) => unit.code),
  );
  assertDistinct(
    'M7',
    'contests',
    manifest.contests.map((contest) => contest.id),
  );
  assertDistinct(
    'M7',
    'styles',
    manifest.styles.map((style) => style.id),
  );
  manifest.contests.forEach((contest, i) => checkContest(contest, `contests[${i}]`));
  checkStyles(manifest);
  checkCount(manifest);
}

function checkKeys(manifest: Manifest): void {
  const { candidates } = manifest.trustees;
  const signing: [string, string][] = [
    ...manifest.authority.keys.map((key, i): [string, string] => [`authority.keys[${i}]`, key]),
    ['registrar.key', manifest.registrar.key],
    ['board.key', manifest.board.key],
    ...candidates.map(({ signingKey }, i): [string, string] => [
      `trustees.candidates[${i}].signingKey`,
      signingKey,
    ]),
    ...manifest.sites.map(({ key }, i): [string, string] => [`sites[${i}].key`, key]),
  ];
  for (const [place, key] of signing) parseOrThrow('M8', place, () => assertEcdsaKey(fromHex(key, 33)));
  candidates.forEach(({ encryptionKey }, i) =>
    parseOrThrow('M8', `trustees.candidates[${i}].encryptionKey`, () =>
      decodeElement(fromHex(encryptionKey, 32)),
    ),
  );
  assertDistinct(
    'M8',
    'keys',
    signing.map(([, key]) => key),
  );
  assertDistinct(
    'M8',
    'trustees.candidates',
    candidates.map(({ encryptionKey }) => encryptionKey),
  );
}

function checkAuthority({ authority: { keys, quorum }, rehearsal }: Manifest): void {
  assertManifestRule(keys.length >= 1 && keys.length <= 5, 'M25', 'authority.keys', 'not 1 to 5 keys');
  const place = 'authority.quorum';
  assertManifestRule(quorum <= keys.length, 'M25', place, 'more than there are keys');
  assertManifestRule(2 * quorum > keys.length, 'M25', place, 'not a majority of the keys');
  assertManifestRule(
    rehearsal || (quorum >= 2 && quorum < keys.length),
    'M25',
    place,
    'must be at least 2 and less than the number of keys, or one stolen or lost token is enough to harm the election',
  );
}

function checkLogKeys({ board, witnesses }: Manifest): void {
  assertManifestRule(
    !/[\p{White_Space}+]|\/$/u.test(board.origin),
    'M9',
    'board.origin',
    'blank, + or a trailing / is not allowed',
  );
  const log = parseOrThrow('M9', 'board.logKey', () => parseVkey(board.logKey));
  assertManifestRule(log.type === LOG_KEY, 'M9', 'board.logKey', 'not a log key (type 01)');
  assertManifestRule(log.name === board.origin, 'M9', 'board.logKey', 'its name is not the origin');
  const keys = witnesses.keys.map((vkey, i) =>
    parseOrThrow('M9', `witnesses.keys[${i}]`, () => parseVkey(vkey)),
  );
  keys.forEach((key, i) =>
    assertManifestRule(key.type === WITNESS_KEY, 'M9', `witnesses.keys[${i}]`, 'not a witness key (type 04)'),
  );
  assertDistinct(
    'M9',
    'witnesses.keys',
    keys.map(({ name }) => name),
  );
  assertDistinct(
    'M8',
    'witnesses.keys',
    [log, ...keys].map(({ publicKey }) => publicKey.join()),
  );
  assertManifestRule(
    !keys.some(({ name }) => name === board.origin),
    'M9',
    'witnesses.keys',
    'a witness with the name of the log',
  );
  const { quorum } = witnesses;
  assertManifestRule(
    quorum <= keys.length && quorum > 0 === keys.length > 0,
    'M9',
    'witnesses.quorum',
    'not from 1 to the number of keys',
  );
  assertManifestRule(
    quorum === 0 || 2 * quorum > keys.length,
    'M33',
    'witnesses.quorum',
    'not a majority of the keys',
  );
}

function checkTimes({ stages, zone, graceSeconds, extensionSeconds, silenceSeconds }: Manifest): void {
  assertDistinct(
    'M7',
    'stages',
    stages.map((stage) => stage.id),
  );
  const spans = new Map(
    stages.map((stage, i) => {
      const span = parseSpan(stage, `stages[${i}]`);
      assertManifestRule(span.starts < span.ends, 'M10', `stages[${i}]`, 'ends before it starts');
      return [stage.id, span];
    }),
  );
  const voting = spans.get('voting');
  assertManifestRule(voting !== undefined, 'M10', 'stages', 'there is no stage "voting"');
  assertManifestRule(
    (spans.get('ceremony')?.ends ?? 0) <= voting.starts,
    'M10',
    'stages',
    'the ceremony ends after voting starts',
  );
  assertManifestRule(
    (spans.get('count')?.starts ?? Infinity) >= voting.ends,
    'M10',
    'stages',
    'the count starts before voting ends',
  );
  assertManifestRule(ZONE.test(zone), 'M20', 'zone', 'not the name of a time zone');
  assertManifestRule(graceSeconds <= 86_400, 'M21', 'graceSeconds', 'more than a day');
  assertManifestRule(
    silenceSeconds >= 60 && silenceSeconds <= 31_536_000,
    'M21',
    'silenceSeconds',
    'not from a minute to a year',
  );
  assertManifestRule(extensionSeconds <= 2_592_000, 'M27', 'extensionSeconds', 'more than 30 days');
}

function checkTrustees({ trustees: { threshold: t, count: n, candidates } }: Manifest): void {
  const place = 'trustees';
  assertManifestRule(t >= 2, 'M11', `${place}.threshold`, 'a threshold below 2 lets one person decrypt');
  assertManifestRule(
    t < n,
    'M11',
    `${place}.threshold`,
    'must be less than count, or one lost key voids the election',
  );
  assertManifestRule(n <= candidates.length, 'M11', `${place}.count`, 'more than there are candidates');
  assertManifestRule(candidates.length <= 20, 'M11', `${place}.candidates`, 'more than 20');
}

function checkStyles(manifest: Manifest): void {
  const contestIds = manifest.contests.map(({ id }) => id);
  const unitCodes = manifest.units.map(({ code }) => code);
  const ascending = (names: readonly string[], all: readonly string[], place: string): void => {
    const positions = names.map((name) => all.indexOf(name));
    assertManifestRule(!positions.includes(-1), 'M18', place, 'names something that is not declared');
    assertManifestRule(
      positions.every((p, i) => i === 0 || p > positions[i - 1]!),
      'M18',
      place,
      'not in the order of the manifest, or twice',
    );
  };
  const contests = manifest.contests.map(contestOf);
  manifest.styles.forEach((style, i) => {
    ascending(style.contests, contestIds, `styles[${i}].contests`);
    ascending(style.units, unitCodes, `styles[${i}].units`);
    const own = contests.filter(({ id }) => style.contests.includes(id));
    assertManifestRule(
      ballotLength(own) <= 65_535,
      'M19',
      `styles[${i}]`,
      `a ballot of ${ballotLength(own)} bytes fits no entry`,
    );
  });
  const used = (names: string[], all: string[], place: string): void => {
    const missing = all.find((name) => !names.includes(name));
    assertManifestRule(missing === undefined, 'M18', place, `"${missing}" is in no style`);
  };
  used(
    manifest.styles.flatMap((style) => style.contests),
    contestIds,
    'contests',
  );
  used(
    manifest.styles.flatMap((style) => style.units),
    unitCodes,
    'units',
  );
}

/** Throws unless every blob of the count can be stored (rule M32); a decryption share is the largest of them. */
function checkCount({ contests, styles, sites }: Manifest): void {
  const bytes = contests.map(contestOf).map(({ id, options }) => {
    const own = styles.filter((style) => style.contests.includes(id));
    const units = new Set(own.flatMap((style) => style.units)).size;
    return options.length * units * (sites.length === 0 ? 1 : 2) * SHARE_BYTES;
  });
  const total = bytes.reduce((sum, each) => sum + each, 0);
  assertManifestRule(
    total <= MAX_BLOB_LENGTH,
    'M32',
    'contests',
    `a decryption share of ${total} bytes fits no blob`,
  );
}
