/** Tests of cards that a kiosk refuses before the voter marks anything. */
import { expect, test } from 'vitest';
import { formatCard } from '#crypto/card.ts';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import { encodeElement } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeIssue, grounds, type Issue } from '#crypto/record/in-person.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import { readCard } from '../../voter-client/worker/card.ts';
import { miniWithSites } from '../negative/mini.ts';

const numbers = { count: 3, threshold: 2, alternates: 0, sites: 2 };
const sites = [softwareSigner(), softwareSigner()] as const;
const electionOf = (id: string) =>
  parseManifest(writeManifest({ ...miniWithSites, id }, { ...newParties(numbers), sites }, numbers));
const election = electionOf('mini-sedes');
const NOW = 1_767_300_000;
const pins = { site: 0, envelopeKey: '', desk: '', cardMinutes: 30 };
const code = newCode();
const issue: Issue = {
  site: 0,
  credential: encodeElement(deriveCredential(election.id, code).X),
  style: 0,
  unit: 1,
  ground: grounds.registered,
  seconds: NOW - 60,
};

async function cardOf(
  change: Partial<Issue> = {},
  signer: Signer = sites[0],
  id = election.id,
): Promise<string> {
  return formatCard({ issue: await signEntry(signer, id, encodeIssue({ ...issue, ...change })), code });
}

const faultOf = (text: string, now = NOW): string | undefined => {
  try {
    readCard(election, pins, text, now);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test('the card of this site, for as long as it is good', async () => {
  const card = await cardOf();
  expect(readCard(election, pins, card, NOW)).toMatchObject({
    style: 0,
    unit: 1,
    credentialKey: issue.credential,
  });
  expect(faultOf(card, issue.seconds + 1800)).toBeUndefined();
  expect(faultOf(card, issue.seconds + 1801)).toBe('card-stale');
  expect(faultOf(card, issue.seconds - 300)).toBeUndefined();
  expect(faultOf(card, issue.seconds - 301)).toBe('card-clock');
});

test('no card of another site, signer, election or style', async () => {
  expect(faultOf(await cardOf({ site: 1 }, sites[1]))).toBe('card-site');
  expect(faultOf(await cardOf({}, sites[1]))).toBe('card-signature');
  expect(faultOf(await cardOf({}, sites[0], electionOf('otra').id))).toBe('card-signature');
  expect(faultOf(await cardOf({ style: 1, unit: 0 }))).toBe('card-signature');
  expect(faultOf(await cardOf({ style: 9 }))).toBe('card-signature');
});

test('no card that was mistyped, cut or changed', async () => {
  const card = await cardOf();
  const parts = card.split(':');
  expect(faultOf(formatCard({ issue: new Uint8Array(3), code }))).toBe('card-form');
  expect(faultOf([...parts.slice(0, 2), newCode()].join(':'))).toBe('card-code');
  for (const text of ['', 'SIVEI1', card.slice(0, -1), card.slice(1), card.toLowerCase(), `${card} `])
    expect(faultOf(text)).toBe('card-form');
  const at = 20;
  const changed = card.slice(0, at) + (card[at] === 'A' ? 'B' : 'A') + card.slice(at + 1);
  expect(faultOf(changed)).toMatch(/^card-(form|signature|site)$/);
});
