/**
 * Tests that generate the test vectors of docs/spec with a seeded random generator and compare them with the committed
 * file, so that a change of any byte of any message shows up in review. `npx vitest run test/vectors.test.ts -u`
 * rewrites the file.
 */

import { expect, test } from 'vitest';
import { toHex, u16, utf8 } from '#crypto/bytes.ts';
import { credentialId, deriveCredential } from '#crypto/credential.ts';
import { encodeElement, encodeScalar } from '#crypto/group.ts';
import { encodeHuman } from '#crypto/human-code.ts';
import { parseBundle } from '#crypto/log/tile.ts';
import { ballotRandomness, parseBallot, printTracker } from '#crypto/ballot/ballot.ts';
import { encodeChallenge, parseChallenge } from '#crypto/ballot/challenge.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { encodeRevocation } from '#crypto/record/office.ts';
import { frame, hash, hashToElement, hashToScalar, sha256 } from '#crypto/transcript.ts';
import { builds, hours } from './negative/cases/acts.ts';
import { ceremoniesThatRecover } from './negative/cases/ceremony.ts';
import { inPerson } from './negative/cases/in-person.ts';
import { Scenario } from './negative/scenario.ts';
import { seedRandomness } from './support/seed-randomness.ts';

const numbersTo = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => i);

/** Returns vectors of §2.3 and §2.7, with inputs that a person can type. */
function primitives(): unknown {
  const parts = [utf8('one'), new Uint8Array(0), numbersTo(40)];
  return {
    label: 'vector/v1',
    parts: parts.map(toHex),
    frame: toHex(frame('vector/v1', ...parts)),
    hash: toHex(hash('vector/v1', ...parts)),
    scalar: toHex(encodeScalar(hashToScalar('vector/v1', ...parts))),
    point: toHex(encodeElement(hashToElement('vector/v1', ...parts))),
    codes: [
      { bytes: toHex(numbersTo(12)), characters: 18, code: encodeHuman(numbersTo(12), 18) },
      { bytes: 'ff'.repeat(32), characters: 22, code: encodeHuman(new Uint8Array(32).fill(255), 22) },
      { bytes: '00'.repeat(7), characters: 10, code: encodeHuman(new Uint8Array(7), 10) },
    ],
  };
}

/** Returns vectors of §6.1 and §7: a code and its credential, a ballot, a challenged ballot, tracker and short id. */
async function voting(s: Scenario): Promise<unknown> {
  const { election, ceremony } = s.e;
  const code = encodeHuman(numbersTo(12), 18);
  const credential = deriveCredential(election.id, code);
  const seed = numbersTo(32);
  const voter = { ...s.voters[0]!, credential };
  const ballot = s.ballot(voter, seed);
  const parsed = parseBallot(ballot, election);
  const unsigned = encodeChallenge(election, parsed, seed, voter.choices);
  const entry = await s.e.post(s.e.parties.board, unsigned);
  return {
    key: toHex(encodeElement(ceremony.run.key)),
    code,
    secret: toHex(encodeScalar(credential.x)),
    credential: toHex(encodeElement(credential.X)),
    shortId: credentialId(election.id, credential.X),
    seed: toHex(seed),
    choices: voter.choices,
    firstRandomness: toHex(encodeScalar(ballotRandomness(election, parsed.style, seed, 0, 0))),
    ballot: toHex(ballot),
    tracker: toHex(parsed.tracker),
    printedTracker: printTracker(parsed.tracker),
    challenged: toHex(entry),
    challengedTracker: toHex(parseChallenge(entry, election).tracker),
    style: toHex(u16(parsed.style.position)),
  };
}

test('test/vectors/messages.json', async () => {
  seedRandomness('vectors');
  let votes: unknown;
  let election: Scenario['e']['election'] | undefined;
  // A ceremony with a complaint has every message of chapter 05 except an absence, so another has the absence.
  const recovering = [ceremoniesThatRecover[0]!, ceremoniesThatRecover[2]!];
  const there = inPerson.find(({ id }) => id === 'in-person')!;
  const entries: Uint8Array[] = [];
  const blobs: Uint8Array[] = [];
  const files = await Scenario.play({
    voting: async (s) => {
      election = s.e.election;
      votes = await voting(s);
      await s.e.post(
        s.e.parties.registrar,
        encodeRevocation({ credential: s.abstainer().credential.X, cause: 1 }),
      );
    },
  });
  const boards = [files];
  const acts = [hours, builds].map((own) => own[0]!);
  for (const own of [...recovering, there, ...acts]) boards.push(await own.board()); // one after another: they share the generator
  for (const board of boards) {
    for (const [path, bytes] of board) {
      if (path.startsWith('tile/entries'))
        entries.push(...parseBundle(bytes, Number(path.split('/').at(-1))));
      if (path.startsWith('blob/') && board === files && !path.endsWith(toHex(election!.id)))
        blobs.push(bytes);
    }
  }
  const names = Object.entries(Kind);
  const messages = names.map(([name, kind]) => {
    const entry = entries.find((own) => own[0] === kind);
    return { name, kind, entry: entry && toHex(entry) };
  });
  expect(messages.filter(({ entry }) => entry === undefined)).toEqual([]);
  const vectors = {
    primitives: primitives(),
    manifest: new TextDecoder().decode(election!.bytes),
    E: toHex(election!.id),
    messages,
    blobs: blobs.map((blob) => ({ hash: toHex(sha256(blob)), blob: toHex(blob) })),
    voting: votes,
  };
  const text = `${JSON.stringify(vectors, null, 1)}\n`;
  await expect(text).toMatchFileSnapshot(new URL('./vectors/messages.json', import.meta.url).pathname);
});
