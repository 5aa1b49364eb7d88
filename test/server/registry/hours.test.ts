/** Tests that the registry goes by the end of voting that the board proves (spec §12.3). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeChangeOfHours, INTERNET } from '#crypto/record/acts.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { VotingHours } from '#server/registry/hours.ts';
import { VotingClient } from '#server/registry/voting-client.ts';
import * as logInApi from '#server/api/log-in.ts';
import { Setting } from '../support/running.ts';
import { Fixture, voters, type Voter } from './fixture.ts';

let fixture: Fixture;
let ana: Voter;
let setting: Setting;
let voting: VotingProcess;
beforeAll(async () => {
  fixture = await Fixture.start();
  [ana] = voters(fixture, 1) as [Voter];
  await fixture.import([ana.row()]);
  await fixture.issue();
  fixture.open();
  setting = await Setting.make();
  voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
});
afterAll(async () => {
  await fixture?.stop();
  await voting?.stop();
  await setting?.end();
});

test('a later end is read from the board', async () => {
  const { election } = setting;
  const officials = await setting.open(voting.url, 1);
  const hours = new VotingHours(election, new VotingClient({ url: voting.url, electionId: election.id }));
  await hours.refresh();
  expect(hours.closes).toBe(election.closes);
  const told = { es: 'Algo pasó.', en: 'Something happened.' };
  const incident = await officials.tell({
    category: 'outage',
    starts: '2026-01-01T16:00:00-06:00',
    ends: null,
    places: [],
    people: null,
    what: told,
    done: told,
  });
  await officials.changeHours(incident, [
    { place: INTERNET, before: election.closes, after: election.closes + 600 },
  ]);
  await hours.refresh();
  expect(hours.closes).toBe(election.closes + 600);
});

test('a change that is on no board opens no log-in', async () => {
  const { election, voting: stub } = fixture;
  const ends = [{ place: INTERNET, before: election.closes, after: election.closes + 600 }];
  const entry = await signEntry(
    setting.parties.authority,
    election.id,
    encodeChangeOfHours({ incident: 1, ends }),
  );
  stub.changes = [
    { index: 1, entry: Buffer.from(entry).toString('base64'), receipt: 'c2sp.org/tlog-proof@v1' },
  ];
  await expect(fixture.services.hours.refresh()).rejects.toThrow();
  fixture.now = election.closes;
  const { body } = await fixture.post(logInApi.startLogin.path, { link: await ana.link() });
  expect(body.error).toBe('voting-closed');
});
