/** Tests that the registry goes by the end of voting that is in force (spec §12.3). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as logInApi from '#server/api/log-in.ts';
import { Fixture, voters, type Voter } from './fixture.ts';

let fixture: Fixture;
let ana: Voter;
beforeAll(async () => {
  fixture = await Fixture.start();
  [ana] = voters(fixture, 1) as [Voter];
  await fixture.import([ana.row()]);
  await fixture.issue();
  fixture.open();
});
afterAll(() => fixture?.stop());

test('log-ins go on after the end of the manifest once the voting process reports a later one', async () => {
  const { election, voting } = fixture;
  const { hours } = fixture.services;
  const link = await ana.link();
  fixture.now = election.closes;
  const start = async (): Promise<unknown> =>
    (await fixture.post(logInApi.startLogin.path, { link })).body.error;
  expect(await start()).toBe('voting-closed');
  voting.closes = election.closes + 600;
  await hours.refresh();
  expect(await start()).toBeUndefined();
  fixture.now = election.closes + 600;
  expect(await start()).toBe('voting-closed');
});

test('an earlier end, or one beyond what the manifest allows, is not believed', async () => {
  const { election, voting } = fixture;
  const { hours } = fixture.services;
  const known = hours.closes;
  voting.closes = election.opens;
  await hours.refresh();
  expect(hours.closes).toBe(known);
  voting.closes = election.closes + 10_000_000;
  await hours.refresh();
  expect(hours.closes).toBe(election.closes + election.manifest.extensionSeconds);
});
