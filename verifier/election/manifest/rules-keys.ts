/** Rules of keys and log, M8, M9, M25 and M33 (spec §4.4). @module */
import { tryParse, fromHex, ParseFailure } from '../../crypto/bytes.ts';
import { decodeElement } from '../../crypto/group.ts';
import { parseVkey, type Vkey } from '../../board/log/vkey.ts';
import { isEd25519Key, isP256Key } from '../../crypto/signatures.ts';
import { distinctBy } from './distinct.ts';
import { ManifestFault } from './fault.ts';
import type { Manifest } from './form.ts';

interface Placed {
  readonly value: string;
  readonly at: string;
}

export function* keyRules(manifest: Manifest): Generator<ManifestFault> {
  const { authority, registrar, board, trustees, sites, witnesses } = manifest;
  const signing: Placed[] = [
    ...authority.keys.map((value, i) => ({ value, at: `authority.keys[${i}]` })),
    { value: registrar.key, at: 'registrar.key' },
    { value: board.key, at: 'board.key' },
    ...trustees.candidates.map(({ signingKey }, i) => ({
      value: signingKey,
      at: `trustees.candidates[${i}].signingKey`,
    })),
    ...sites.map(({ key }, i) => ({ value: key, at: `sites[${i}].key` })),
  ];
  const encryption: Placed[] = trustees.candidates.map(({ encryptionKey }, i) => ({
    value: encryptionKey,
    at: `trustees.candidates[${i}].encryptionKey`,
  }));
  for (const { value, at } of signing) if (!isP256Key(fromHex(value, 33))) yield new ManifestFault('M8', at);
  for (const { value, at } of encryption) {
    if (tryParse(() => decodeElement(fromHex(value, 32))) instanceof ParseFailure)
      yield new ManifestFault('M8', at);
  }
  yield* distinctKeys(signing);
  yield* distinctKeys(encryption);
  yield* authorityRules(manifest);
  yield* logRules(board, witnesses);
}

/** Checks M25. A majority: no two quorums are without a person in common. */
function* authorityRules({ authority, rehearsal }: Manifest): Generator<ManifestFault> {
  const { quorum } = authority;
  const keys = authority.keys.length;
  if (keys < 1 || keys > 5) yield new ManifestFault('M25', 'authority.keys');
  const isMajority = quorum >= 1 && quorum <= keys && 2 * quorum > keys;
  const isSafe = rehearsal || (quorum >= 2 && quorum < keys);
  if (!isMajority || !isSafe) yield new ManifestFault('M25', 'authority.quorum');
}

function* logRules(board: Manifest['board'], witnesses: Manifest['witnesses']): Generator<ManifestFault> {
  if (/[\p{White_Space}+]/u.test(board.origin) || board.origin.endsWith('/'))
    yield new ManifestFault('M9', 'board.origin');
  const log = tryParse(() => parseVkey(board.logKey));
  if (log instanceof ParseFailure || log.type !== 1 || log.name !== board.origin)
    yield new ManifestFault('M9', 'board.logKey');
  const parsed = witnesses.keys.map((text, i) => ({
    vkey: tryParse(() => parseVkey(text)),
    at: `witnesses.keys[${i}]`,
  }));
  const keys: { readonly vkey: Vkey; readonly at: string }[] = [];
  for (const { vkey, at } of parsed) {
    // A witness with the log's name could be mistaken for it, because a key id has only 4 bytes.
    if (vkey instanceof ParseFailure || vkey.type !== 4 || vkey.name === board.origin)
      yield new ManifestFault('M9', at);
    else keys.push({ vkey, at });
  }
  yield* distinctBy(
    keys,
    ({ vkey }) => vkey.name,
    'M9',
    (i) => keys[i]!.at,
  );
  const { quorum } = witnesses;
  const possible = quorum === 0 ? parsed.length === 0 : quorum <= parsed.length;
  if (!possible) yield new ManifestFault('M9', 'witnesses.quorum');
  const majority = quorum + parsed.length === 0 || 2 * quorum > parsed.length;
  if (!majority) yield new ManifestFault('M33', 'witnesses.quorum');

  const all = [...(log instanceof ParseFailure ? [] : [{ vkey: log, at: 'board.logKey' }]), ...keys];
  for (const { vkey, at } of all) if (!isEd25519Key(vkey.key)) yield new ManifestFault('M8', at);
  yield* distinctKeys(all.map(({ vkey, at }) => ({ value: vkey.key.join(), at })));
}

function distinctKeys(keys: readonly Placed[]): Generator<ManifestFault> {
  return distinctBy(
    keys,
    ({ value }) => value,
    'M8',
    (i) => keys[i]!.at,
  );
}
