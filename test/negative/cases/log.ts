/** Cases of changed logs and files (checks 1.1 to 1.5, 2.1 to 2.3, 11.1, 11.2). @module */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concat, toHex, utf8 } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { formatCheckpoint, parseCheckpoint } from '#crypto/log/checkpoint.ts';
import { leafHash, proveInclusion, rangesOf } from '#crypto/log/merkle.ts';
import { cosignNote, parseNote, signNote } from '#crypto/log/note.ts';
import { encodeReceipt } from '#crypto/log/receipt.ts';
import { parseBundle } from '#crypto/log/tile.ts';
import { printJson } from '#crypto/manifest/json.ts';
import type { Manifest } from '#crypto/manifest/schema.ts';
import { encodeClock, encodeManifestEntry } from '#crypto/record/office.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { sha256 } from '#crypto/transcript.ts';
import { BoardWriter } from '../../election/board-writer.ts';
import { logSigner, witnessCosigner } from '../../election/log-keys.ts';
import {
  logKey,
  newParties,
  witnessKey,
  writeManifest,
  type Parties,
} from '#server/rehearsal/parties/parties.ts';
import { threeTrustees } from '../../support/elections.ts';
import { readBoard, type BoardFiles } from '../board-files.ts';
import { failure, type Case } from '../case.ts';
import { mini } from '../mini.ts';
import type { Scenario } from '../scenario.ts';

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const { origin } = mini.board;

/** Returns a case that changes files of a good board. */
const changed = (
  id: string,
  check: string,
  defect: string,
  files: (files: BoardFiles, s: Scenario) => void,
): Case => failure(id, check, defect, { files });

/** Replaces a file by one with its bytes changed. */
function edit(files: BoardFiles, path: string, change: (bytes: Uint8Array) => Uint8Array): void {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`no file ${path}`);
  files.set(path, change(Uint8Array.from(bytes)));
}

const flip =
  (at: number) =>
  (bytes: Uint8Array): Uint8Array => {
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    return bytes;
  };

const editText =
  (change: (text: string) => string) =>
  (bytes: Uint8Array): Uint8Array =>
    utf8(change(decode(bytes)));

const findFile = (files: BoardFiles, prefix: string): string =>
  [...files.keys()].find((path) => path.startsWith(prefix))!;

/** Returns any text signed by the log and cosigned by all witnesses. */
function signEverywhere(text: string, { logSeed, witnesses }: Parties, time: number): Uint8Array {
  return witnesses.reduce(
    (note, witness) => cosignNote(note, witnessKey(witness), witness.seed, time),
    signNote(text, logKey(origin, logSeed), logSeed),
  );
}

/** Returns a change of the checkpoint's text, signed again by everyone. */
const resigned =
  (change: (text: string) => string) =>
  (files: BoardFiles, { e }: Scenario): void =>
    edit(files, 'checkpoint', (bytes) => signEverywhere(change(parseNote(bytes).text), e.parties, e.now));

const dropLine =
  (find: string) =>
  (text: string): string =>
    text
      .split('\n')
      .filter((line) => !line.includes(find))
      .join('\n');

/** Replaces the partial hash tile and bundle by full ones, as a board may have after it has grown. */
function widen(files: BoardFiles): void {
  for (const [prefix, filler] of [
    ['tile/0/000.p/', new Uint8Array(32)],
    ['tile/entries/000.p/', Uint8Array.of(0, 1, 0)], // an entry of one byte
  ] as const) {
    const path = findFile(files, prefix);
    const width = Number(path.split('/').at(-1));
    const more = Array.from({ length: 256 - width }, () => filler);
    files.set(path.slice(0, path.indexOf('.p/')), concat(files.get(path)!, ...more));
    files.delete(path);
  }
}

export const checkpoints: Case[] = [
  changed('checkpoint-of-another-key', '1.1', 'The log line of the checkpoint does not verify', (files) =>
    edit(
      files,
      'checkpoint',
      editText((text) =>
        text.replace(
          /(\u2014 board\S+ .{20})./,
          (_, kept: string) => `${kept}${text.includes(`${kept}A`) ? 'B' : 'A'}`,
        ),
      ),
    ),
  ),
  changed('checkpoint-without-log-line', '1.1', 'Only witnesses signed the checkpoint', (files) =>
    edit(files, 'checkpoint', editText(dropLine('\u2014 board'))),
  ),
  changed(
    'checkpoint-size-with-zero',
    '1.1',
    'The size is written with a leading zero',
    resigned((text) => text.replace('\n', '\n0')),
  ),
  changed(
    'checkpoint-extension',
    '1.1',
    'The checkpoint has a fourth line',
    resigned((text) => `${text}extension\n`),
  ),
  changed(
    'checkpoint-of-another-origin',
    '1.1',
    'The checkpoint is of another log',
    resigned((text) => text.replace(origin, 'board.example/other')),
  ),
  changed('checkpoint-without-newline', '1.1', 'The final newline is missing', (files) =>
    edit(files, 'checkpoint', (bytes) => bytes.subarray(0, -1)),
  ),
  changed('checkpoint-missing-witness', '1.2', 'One of the two witnesses is missing', (files) =>
    edit(files, 'checkpoint', editText(dropLine('example/w2'))),
  ),
  changed('checkpoint-one-witness-twice', '1.2', 'One witness stands for both', (files) =>
    edit(
      files,
      'checkpoint',
      editText((text) => {
        const lines = dropLine('example/w2')(text).split('\n');
        return [...lines.slice(0, -1), lines.find((line) => line.includes('example/w1'))!, ''].join('\n');
      }),
    ),
  ),
  changed('checkpoint-bad-witness', '1.2', 'The line of a witness does not verify', (files) =>
    edit(files, 'checkpoint', flip(-6)),
  ),
  changed('entry-changed', '1.3', 'One byte of an entry is changed', (files) =>
    edit(files, findFile(files, 'tile/entries'), flip(-10)),
  ),
  changed('tile-changed', '1.3', 'One byte of a hash tile is changed', (files) =>
    edit(files, findFile(files, 'tile/0'), flip(100)),
  ),
  changed(
    'tile-missing',
    '1.3',
    'A hash tile is missing',
    (files) => void files.delete(findFile(files, 'tile/0')),
  ),
  changed(
    'bundle-missing',
    '1.3',
    'An entry bundle is missing',
    (files) => void files.delete(findFile(files, 'tile/entries')),
  ),
  changed('bundle-with-dangling-byte', '1.3', 'One byte after the last entry of a bundle', (files) =>
    edit(files, findFile(files, 'tile/entries'), (bytes) => concat(bytes, Uint8Array.of(0))),
  ),
  changed(
    'tile-with-another-width',
    '1.3',
    'A hash tile holds one hash more than the size implies',
    (files) => edit(files, findFile(files, 'tile/0'), (bytes) => concat(bytes, new Uint8Array(32))),
  ),
  {
    ...changed(
      'full-file-for-partial',
      '',
      'The full tile and bundle stand in place of the partial ones',
      widen,
    ),
    expect: { exit: 0, checks: [] },
  },
  changed(
    'entries-reordered',
    '1.3',
    'Two entries and their hashes are exchanged under the old checkpoint',
    (files) => {
      const bundle = findFile(files, 'tile/entries');
      const width = Number(bundle.split('/').at(-1));
      const entries = parseBundle(files.get(bundle)!, width);
      [entries[3], entries[4]] = [entries[4]!, entries[3]!];
      edit(files, bundle, () =>
        concat(...entries.flatMap((e) => [Uint8Array.of(e.length >> 8, e.length & 255), e])),
      );
      edit(files, findFile(files, 'tile/0'), () => concat(...entries.map(leafHash)));
    },
  ),
  changed(
    'clock-checkpoint-missing',
    '1.4',
    'The checkpoint of a clock mark is missing',
    (files) => void files.delete('clock/2'),
  ),
  changed(
    'clock-checkpoint-changed',
    '1.4',
    'One byte of the checkpoint of a clock mark is changed',
    (files) => edit(files, 'clock/2', flip(-6)),
  ),
  changed(
    'forked-log',
    '1.4',
    'Log and witnesses signed another history at the size of a clock mark',
    (files, { e }) =>
      edit(files, 'clock/2', (bytes) => {
        const { size } = parseCheckpoint(parseNote(bytes).text);
        const other = formatCheckpoint({ origin, size, root: new Uint8Array(32).fill(7) });
        return signEverywhere(other, e.parties, e.election.opens - 86_400);
      }),
  ),
  {
    ...changed(
      'earlier-visit-forked',
      '1.5',
      'The board is not what it was on an earlier visit',
      (files, { e }) => {
        // Earlier checkpoint that the observer kept. `brought` takes it out of the board.
        const text = formatCheckpoint({ origin, size: 2, root: new Uint8Array(32).fill(9) });
        files.set('brought/since', signEverywhere(text, e.parties, e.now));
      },
    ),
    brought: (files) => ({ since: take(files, 'brought/since') }),
  },
];

/** Removes a file from the board and returns its text, to pass it to the verifier as a file of the user. */
function take(files: BoardFiles, path: string): string {
  const text = decode(files.get(path)!);
  files.delete(path);
  return text;
}

export const manifests: Case[] = [
  changed('manifest-changed', '2.1', 'One byte of the manifest is changed', (files, { e }) =>
    edit(files, `blob/${toHex(e.election.id)}`, flip(40)),
  ),
  changed(
    'manifest-missing',
    '2.1',
    'The manifest is not there',
    (files, { e }) => void files.delete(`blob/${toHex(e.election.id)}`),
  ),
  failure('manifest-signed-by-another', '2.1', 'The manifest entry is not signed by the authority', {
    manifestSigner: ({ registrar }) => registrar,
  }),
  failure('manifest-with-second-signature-wrong', '2.1', 'The second official did not sign the manifest', {
    manifestSigner: ({ authority: [first, second], registrar }) => [
      first!,
      { ...second!, signer: registrar },
    ],
  }),
  badManifest(
    'authority-without-majority',
    '2.2',
    'Two officials of four sign: two quorums have nobody in common',
    (text) => withAuthority(text, ({ keys }) => ({ keys: [...keys, softwareKey()] })),
  ),
  badManifest(
    'authority-of-one-in-real-election',
    '2.2',
    'In an election that counts one official signs alone',
    (text) =>
      withAuthority(text, ({ keys }) => ({ keys: keys.slice(0, 1), quorum: 1 }), { rehearsal: false }),
  ),
  badManifest('extension-of-months', '2.2', 'The hours may be extended by more than 30 days', (text) =>
    text.replace('"extensionSeconds": 7200', '"extensionSeconds": 2592001'),
  ),
  badManifest(
    'threshold-equals-count',
    '2.2',
    'All trustees are needed: one lost key would void the election',
    (text) => text.replace('"threshold": 2', '"threshold": 3'),
  ),
  badManifest('another-suite', '2.2', 'The manifest chooses another cryptographic suite', (text) =>
    text.replace('SIVEI-RISTRETTO255-SHA512-V2', 'SIVEI-RISTRETTO255-SHA512-V3'),
  ),
  badManifest('version-1', '2.2', 'The manifest is of record version 1', (text) =>
    text.replace('SIVEI-RISTRETTO255-SHA512-V2', 'SIVEI-RISTRETTO255-SHA512-V1'),
  ),
  badManifest(
    'manifest-brings-a-generator',
    '2.2',
    'The manifest has a member that the schema does not know',
    (text) => text.replace('  "zone":', '  "generator": "00",\n  "zone":'),
  ),
  badManifest(
    'manifest-with-member-twice',
    '2.2',
    'A member stands twice: two parsers could read two elections',
    (text) => text.replace('  "smallUnit": 2,', '  "smallUnit": 2,\n  "smallUnit": 0,'),
  ),
  badManifest(
    'manifest-with-hidden-character',
    '2.2',
    'A title has a character that turns the writing round',
    (text) => text.replace('"Minimal election"', '"Minimal \u202eelection"'),
  ),
  badManifest(
    'manifest-with-cyrillic-letter',
    '2.2',
    'A name has a letter of another script that looks like a Latin one',
    (text) => text.replace('"Minimal election"', '"Minim\u0430l election"'),
  ),
  badManifest('manifest-nested-deeply', '2.2', 'A member is 5,000 lists deep', (text) =>
    text.replace('"sites": []', `"sites": ${'['.repeat(5000)}${']'.repeat(5000)}`),
  ),
  badManifest(
    'witnesses-without-majority',
    '2.2',
    'One of two witnesses suffices: each of two histories could have its own',
    (text) => text.replace('"quorum": 2', '"quorum": 1'),
  ),
  badManifest(
    'count-fits-no-blob',
    '2.2',
    'So many options and units that no decryption share would fit',
    tooManyToCount,
  ),
  {
    ...changed(
      'manifest-not-the-pinned-one',
      '2.3',
      'The manifest is not the one whose hash the observer brings',
      () => undefined,
    ),
    brought: () => ({ 'manifest-hash': '00'.repeat(32) }),
  },
];

const softwareKey = (): string => toHex(softwareSigner().publicKey);

/** Returns the text of the manifest with a member of the authority changed. */
function withAuthority(
  text: string,
  change: (own: Manifest['authority']) => object,
  more: object = {},
): string {
  const manifest = JSON.parse(text) as Manifest;
  return printJson({
    ...manifest,
    ...more,
    authority: { ...manifest.authority, ...change(manifest.authority) },
  });
}

/** Gives the first contest 199 options in 700 units. */
function tooManyToCount(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const [, council] = manifest.contests;
  const [women] = council!.groups;
  const people = Array.from({ length: 196 }, (_, i) => ({ ...women!.options[0]!, id: `m${i}` }));
  const units = Array.from({ length: 700 }, (_, i) => ({ code: `${i}`, name: `Unidad ${i}` }));
  return printJson({
    ...manifest,
    units,
    contests: [
      manifest.contests[0],
      { ...council!, groups: [{ ...women!, options: people }, council!.groups[1]] },
    ],
    styles: manifest.styles.map((style) => ({ ...style, units: units.map(({ code }) => code) })),
  });
}

/** Returns a case of a board that has only a manifest that breaks a rule. */
function badManifest(id: string, check: string, defect: string, change: (text: string) => string): Case {
  const board = async (): Promise<BoardFiles> => {
    const parties = newParties(threeTrustees);
    const bytes = utf8(change(decode(writeManifest(mini, parties, threeTrustees))));
    const directory = await mkdtemp(join(tmpdir(), 'sivei-board-'));
    try {
      const writer = await BoardWriter.create(
        directory,
        logSigner(origin, parties.logSeed),
        parties.witnesses.map(witnessCosigner),
      );
      await writer.blob(bytes);
      await writer.append(
        await signEntry(parties.authority, sha256(bytes), encodeManifestEntry(blobRef(bytes))),
      );
      const time = 1_767_000_000;
      await writer.append(await signEntry(parties.board, sha256(bytes), encodeClock(time)));
      await writer.publish(time, { archive: true });
      return await readBoard(directory);
    } finally {
      await rm(directory, { recursive: true });
    }
  };
  return { id, defect, expect: { exit: 1, checks: [check] }, board };
}

/** Returns a case with a receipt for an entry of the finished board, changed by `change`, kept outside the board. */
function receiptCase(
  id: string,
  check: string,
  defect: string,
  index: (entries: readonly Uint8Array[], s: Scenario) => number,
  change: (text: string) => string = (text) => text,
): Case {
  const base = failure(id, check, defect, {
    files: (files, s) => {
      const bundle = findFile(files, 'tile/entries');
      const entries = parseBundle(files.get(bundle)!, Number(bundle.split('/').at(-1)));
      const own = index(entries, s);
      const proof = proveInclusion(own, entries.length, rangesOf(entries.map(leafHash)));
      const receipt = encodeReceipt({ index: own, proof, checkpoint: files.get('checkpoint')! });
      files.set('brought/receipt', utf8(change(decode(receipt))));
    },
  });
  return { ...base, brought: (files) => ({ receipt: take(files, 'brought/receipt') }) };
}

const firstBallot = (entries: readonly Uint8Array[]): number =>
  entries.findIndex((entry) => entry[0] === 0x40);

export const receipts: Case[] = [
  { ...receiptCase('good-receipt', '', 'A receipt that fits', firstBallot), expect: { exit: 0, checks: [] } },
  receiptCase(
    'receipt-with-another-proof',
    '11.1',
    'A hash of the inclusion proof is changed',
    firstBallot,
    (text) =>
      text.replace(
        /\n(.)(.{43})\n/,
        (_, first: string, rest: string) => `\n${first === 'A' ? 'B' : 'A'}${rest}\n`,
      ),
  ),
  receiptCase(
    'receipt-for-another-index',
    '11.1',
    'The proof is that of another entry',
    firstBallot,
    (text) => text.replace(/index (\d+)/, (_, n: string) => `index ${Number(n) + 1}`),
  ),
  receiptCase('receipt-malformed', '11.1', 'The receipt has a line too many', firstBallot, (text) =>
    text.replace('\nindex', '\nextra AAAA\nindex'),
  ),
  receiptCase('receipt-for-no-ballot', '11.2', 'The receipt is for an entry that is no ballot', () => 1),
];
