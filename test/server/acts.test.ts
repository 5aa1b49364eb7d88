/** Tests of incidents, builds and changes of hours with a real voting process (spec chapter 12). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import { decodeBase64 } from '#crypto/log/text.ts';
import { printBuild, printIncident, type Incident } from '#crypto/record/act-documents.ts';
import { encodeBuild, encodeIncident, INTERNET } from '#crypto/record/acts.ts';
import { encodeClosing } from '#crypto/record/office.ts';
import { provenEnd, type ReceiptedEntry } from '#crypto/record/proven-end.ts';
import type { AnswerOf } from '#server/api/endpoint.ts';
import * as api from '#server/api/voting.ts';
import { BoardClient } from '#server/rehearsal/parties/board-client.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { runVerifier } from '../election/verify.ts';
import { miniChoices } from '../negative/mini.ts';
import { postBytes, Setting, type Answer } from './support/running.ts';

const outage: Omit<Incident, 'format' | 'election'> = {
  category: 'outage',
  starts: '2026-01-01T16:00:00-06:00',
  ends: null,
  places: ['internet'],
  people: null,
  what: { es: 'El sitio no respondió desde las 16:00.', en: 'The site did not answer from 16:00 on.' },
  done: { es: 'Se amplía el horario.', en: 'The hours are extended.' },
};

let setting: Setting;
let voting: VotingProcess;
let officials: Officials;
let client: BoardClient;
let reason: number;

async function startAgain(): Promise<void> {
  await voting?.stop();
  voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
  client = new BoardClient(voting.url, setting.election.id);
}

beforeAll(async () => {
  setting = await Setting.make();
  await startAgain();
  officials = await setting.open(voting.url, 3);
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
});

const cast = async (voter: number): Promise<Answer> => {
  const own = setting.voters[voter]!;
  const ticket = await setting.ticket(own);
  return postBytes(`${voting.url}${api.castBallot.path}`, setting.ballot(own, miniChoices), ticket);
};
const changes = async (): Promise<ReceiptedEntry[]> => {
  const response = await fetch(`${voting.url}${api.readHours.path}`);
  const body = (await response.json()) as AnswerOf<typeof api.readHours>;
  return body.changes.map(({ entry, receipt }) => ({ entry: decodeBase64(entry), receipt: utf8(receipt) }));
};

test('an incident with what seems to be personal data is refused before it is public', async () => {
  const bad = { ...outage, done: { es: 'Escriba a ana@example.org.', en: 'Nothing.' } };
  await expect(officials.tell(bad)).rejects.toThrow(/entry-refused.*e-mail/);
  const cited = { ...outage, what: { es: 'Nada.', en: 'Call 55 1234 5678.' } };
  await expect(officials.tell(cited)).rejects.toThrow(/entry-refused.*eight digits/);
});

test('an incident is published once, with the signatures of a quorum', async () => {
  reason = await officials.tell(outage);
  const blob = printIncident({
    format: 'sivei-incident/v2',
    election: toHex(setting.election.id),
    ...outage,
  });
  const unsigned = encodeIncident({ follows: 0, document: blobRef(blob) });
  const { authority } = setting.parties;
  await expect(client.post(authority.slice(1), unsigned, blob)).rejects.toThrow('entry-signature');
  const others = setting.parties.authorityKeys.map((signer, position) => ({ position, signer }));
  await expect(client.post([others[0]!, others[1]!], unsigned, blob)).rejects.toThrow('on the board already');
});

test('another blob does not spoil the entry for the right one', async () => {
  const { election, parties } = setting;
  const done = { es: 'Se avisó.', en: 'People were told.' };
  const blob = printIncident({
    format: 'sivei-incident/v2',
    election: toHex(election.id),
    ...outage,
    done,
  });
  const unsigned = encodeIncident({ follows: reason, document: blobRef(blob) });
  const entry = await signEntry(parties.authority, election.id, unsigned);
  const post = (own: Uint8Array): Promise<Answer> =>
    postBytes(`${voting.url}${api.postEntry.path}`, encodeMessage(entry, own));
  expect((await post(blob.with(3, 0))).body['error']).toBe('entry-blob');
  expect((await post(new Uint8Array())).body['error']).toBe('entry-blob');
  expect((await post(blob)).status).toBe(200);
});

test('a build in the open stage needs a reason', async () => {
  const blob = printBuild({
    format: 'sivei-build/v2',
    election: toHex(setting.election.id),
    version: '2.0.1',
    commit: 'a'.repeat(40),
    items: [{ part: 'voting', name: 'server.tgz', bytes: 1, sha256: '0'.repeat(64) }],
  });
  const post = (incident: number): Promise<unknown> =>
    client.post(setting.parties.authority, encodeBuild({ incident, document: blobRef(blob) }), blob);
  await expect(post(0)).rejects.toThrow('names no incident');
  await expect(post(reason + 1)).rejects.toThrow('no incident');
  await expect(post(reason)).resolves.toBeDefined();
});

test('the end moves within the bound, and the status and the receipts say so, after a restart too', async () => {
  const { closes, manifest } = setting.election;
  setting.clock.time = closes - 60;
  const to = (after: number): Promise<void> =>
    officials.changeHours(reason, [{ place: INTERNET, before: closes, after }]);
  await expect(to(closes + manifest.extensionSeconds + 1)).rejects.toThrow('entry-refused');
  expect(await changes()).toEqual([]);
  await to(closes + 3600);
  await expect(to(closes + 3600)).rejects.toThrow('end in force');
  await startAgain();
  expect(await client.status()).toMatchObject({
    closes: closes + 3600,
    graceEnds: closes + 3600 + manifest.graceSeconds,
  });
  const [change] = await changes();
  expect(provenEnd(setting.election, INTERNET, [change!])).toBe(closes + 3600);
  expect(() => provenEnd(setting.election, INTERNET, [change!, change!])).toThrow('order of the board');
  const other = { ...change!, entry: change!.entry.with(12, 1) };
  expect(() => provenEnd(setting.election, INTERNET, [other])).toThrow('not in this log');
});

test('ballots are taken until the new end, the election closes after it, and the record verifies', async () => {
  const { closes, manifest } = setting.election;
  setting.clock.time = closes + manifest.graceSeconds + 10;
  expect((await cast(0)).status).toBe(200);
  const closing = encodeClosing(await client.status());
  await expect(client.post(setting.parties.authority, closing)).rejects.toThrow('before the hour');
  setting.clock.time = closes + 3600 + manifest.graceSeconds;
  expect((await cast(1)).body['error']).toBe('too-late');
  const { clock } = setting;
  await setting.close(voting.url, officials, clock.time);
  await officials.count();
  expect(await runVerifier(setting.config.directory, 'en')).toBe(0);
});
