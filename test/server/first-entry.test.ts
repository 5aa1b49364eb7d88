/** Test that the board begins with the manifest, regardless of the first message. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { encodeCredentialList, encodeOpening } from '#crypto/record/office.ts';
import { BoardClient } from '#server/rehearsal/parties/board-client.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { Setting } from './support/running.ts';

let setting: Setting;
let voting: VotingProcess;
beforeAll(async () => {
  setting = await Setting.make();
  voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
});

test('lists of credentials and an opening are refused before it, and the lists are taken after it', async () => {
  const { election, parties } = setting;
  const X = encodeElement(deriveCredential(election.id, newCode()).X);
  const list = encodeCredentialList({ style: 0, unit: 0, credentials: [X] });
  const client = new BoardClient(voting.url, election.id);
  const refused = /entry-stage/;
  await expect(client.post(parties.registrar, list)).rejects.toThrow(refused);
  await expect(client.post(parties.authority, encodeOpening(setting.roll()))).rejects.toThrow(refused);
  expect((await client.status()).size).toBe(0);
  await setting.publish(voting.url);
  await client.post(parties.registrar, list);
  expect((await client.status()).size).toBeGreaterThan(1);
});
