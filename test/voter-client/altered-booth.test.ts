import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { encodeBase64 } from '#crypto/log/text.ts';
import { parseBallot, printTracker, type Choices } from '#crypto/ballot/ballot.ts';
import { encodeChallenge, parseChallenge } from '#crypto/ballot/challenge.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { hasChromium } from '../support/browser.ts';
import { entriesOf, ForgedBoard, realKeys, serveFiles } from './support/boards.ts';
import { Rehearsal } from './support/rehearsal.ts';
import { shiftedChoices } from './support/shifted-choices.ts';
import type { Visit } from './support/visit.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';

// Test of a booth that encrypts another choice: opening a ballot reveals it on the second device, every time.

const chosen = (option: number): Choices => [
  Array.from({ length: 6 }, (_, i) => (i === option ? 1 : 0)),
  [1, 0, 1, 0, 1, 0],
];
const everyOption = [0, 1, 2, 3, 4, 5];

describe.skipIf(!hasChromium())('a booth that encrypts another choice', () => {
  let rehearsal: Rehearsal;
  let second: Visit;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start({
      people: 1,
      entries: { worker: join(import.meta.dirname, 'support/altered-worker.ts') },
    });
    second = await rehearsal.visit('check.html');
  });
  afterAll(() => rehearsal?.end());
  afterEach(() => {
    rehearsal.proxy.behaviour = {};
  });

  test('the opened ballot shows what was encrypted, and not what was chosen', async () => {
    const visit = await rehearsal.visit();
    await visit.enter(rehearsal.nextPerson());
    for (const option of everyOption) {
      const { tracker } = await visit.encrypt(chosen(option));
      await visit.challenge();
      const found = await second.lookUp(tracker);
      expect(found).toMatchObject({ kind: 'opened', choices: shiftedChoices(chosen(option)) });
      expect(found).not.toMatchObject({ choices: chosen(option) });
    }
    await visit.end();
  });

  test.each(everyOption)(
    'nor can it be opened as what was chosen, even with the board’s help: option %i',
    async (option) => {
      const { setting } = rehearsal;
      const { election, parties } = setting;
      const credential = deriveCredential(election.id, '0000-0000-0000-0000-0000');
      const seed = crypto.getRandomValues(new Uint8Array(32));
      const voter = { credential, X: encodeElement(credential.X), unit: 0 };
      const ballot = parseBallot(setting.ballot(voter, shiftedChoices(chosen(option)), seed), election);
      const lies = [
        encodeChallenge(election, ballot, seed, chosen(option)),
        encodeChallenge(election, ballot, crypto.getRandomValues(new Uint8Array(32)), chosen(option)),
      ];
      for (const lie of lies) {
        const entry = await signEntry(parties.board, election.id, lie);
        const entries = [...(await entriesOf(rehearsal.url)), entry];
        const board = new ForgedBoard(entries, realKeys(setting));
        const receipt = new TextDecoder().decode(board.receipt(entries.length - 1));
        const answer = { index: entries.length - 1, entry: encodeBase64(entry), receipt };
        const body = new TextEncoder().encode(JSON.stringify(answer));
        const files = board.files(new Map([[toHex(election.id), election.bytes]]));
        rehearsal.proxy.behaviour = {
          before: (passed) =>
            passed.path.startsWith(pathOf(votingApi.findTracker, { tracker: '' }))
              ? { status: 200, body }
              : serveFiles(files).before!(passed),
        };
        const page = await rehearsal.visit('check.html');
        const found = await page.lookUp(printTracker(parseChallenge(entry, election).tracker));
        expect(found).toEqual({
          kind: 'false',
          fault: { code: 'opening-false' },
        });
        await page.end();
        rehearsal.proxy.behaviour = {};
      }
    },
  );
});
