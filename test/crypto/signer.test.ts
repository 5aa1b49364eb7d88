import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';

import { expect, test, vi } from 'vitest';
import { concat, u16, u8 } from '#crypto/bytes.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { signEntry, type EntryKey } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { signerOf, verifiedSigner } from '#crypto/record/rules/entry-rules.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import { miniWithSites } from '../negative/mini.ts';

const numbers = { count: 5, threshold: 3, alternates: 15, sites: 200 };
const [example] = miniWithSites.sites;
const sites = Array.from({ length: 200 }, (_, i) => ({ ...example!, code: `sede-${i}` }));
const parties = newParties(numbers);
const election = parseManifest(writeManifest({ ...miniWithSites, sites }, parties, numbers));

/** Returns an unsigned entry of the kind. If entries of the kind name a trustee or a site, it is number 3. */
const unsigned = (kind: number): Uint8Array =>
  kind === Kind.decryptionShare
    ? concat(u8(kind), u8(3), new Uint8Array(36))
    : kind === Kind.issue || kind === Kind.siteClosing
      ? concat(u8(kind), u16(3), new Uint8Array(50))
      : concat(u8(kind), u16(1), u8(3), new Uint8Array(32));

test('the key is the one of the table of §8.4, for every kind', () => {
  const spec = readFileSync(new URL('../../docs/spec/08-board.md', import.meta.url), 'utf8');
  const keys: Record<string, EntryKey> = {
    authority: election.authority,
    registrar: parties.registrar.publicKey,
    board: parties.board.publicKey,
    site: parties.sites[3]!.publicKey,
    trustee: parties.trustees[2]!.signer.publicKey,
  };
  const rows = [...spec.matchAll(/^\| 0x(..)(?: … 0x(..))? \| [^|]+ \| (\w+)(?:; 0x(..) (\w+))? \|/gm)];
  const seen = new Set<number>();
  for (const [, first, last, party, exception, other] of rows) {
    for (let kind = parseInt(first!, 16); kind <= parseInt(last ?? first!, 16); kind += 1) {
      const expected = kind === parseInt(exception ?? '', 16) ? other! : party!;
      expect(signerOf(election, unsigned(kind)), `kind ${kind}`).toEqual(keys[expected]);
      seen.add(kind);
    }
  }
  const known = new Set<number>(Object.values(Kind));
  expect([...known].filter((kind) => kind !== Kind.ballot).every((kind) => seen.has(kind))).toBe(true);
});

test('nobody signs other kinds, nor in the name of a trustee or site that is not there', () => {
  const none = [
    [],
    [0],
    [0x53],
    [Kind.ballot],
    [Kind.commit, 0, 1],
    [Kind.commit, 0, 1, 0],
    [Kind.commit, 0, 1, 21],
    [Kind.decryptionShare],
    [Kind.decryptionShare, 0],
    [Kind.issue, 0, 200],
    [Kind.issue],
  ];
  for (const entry of none) expect(signerOf(election, Uint8Array.from(entry))).toBeUndefined();
});

test('an entry costs one signature check at most, whoever sends it', async () => {
  const verify = vi.spyOn(crypto, 'verify');
  for (let kind = 0; kind < 256; kind += 1) {
    verify.mockClear();
    expect(verifiedSigner(election, concat(unsigned(kind), new Uint8Array(64).fill(1)))).toBeUndefined();
    expect(verify.mock.calls.length).toBeLessThanOrEqual(1);
  }
  const own = await signEntry(parties.sites[3]!, election.id, unsigned(Kind.issue));
  expect(verifiedSigner(election, own)).toEqual(parties.sites[3]!.publicKey);
  const other = await signEntry(parties.sites[4]!, election.id, unsigned(Kind.issue));
  expect(verifiedSigner(election, other)).toBeUndefined();
  expect(verify).toHaveBeenCalled(); // the spy observes the function that verifies signatures
  verify.mockRestore();
});
