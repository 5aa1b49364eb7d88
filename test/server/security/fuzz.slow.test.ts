import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzz } from '../fuzz/run.ts';
import { Targets } from '../fuzz/targets.ts';
import * as logInApi from '#server/api/log-in.ts';

let targets: Targets;

beforeAll(async () => {
  targets = await Targets.start(4, 12);
});
afterAll(() => targets?.end());

test('both processes stand 2,500 changed requests, and what they took is counted and verified', async () => {
  const { faults, statuses, sent } = await fuzz(targets, { seed: 7, goOn: (count) => count < 2_500 });
  expect(faults).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(2_500);
  // Check that requests passed the first checks of both servers: each answer must occur more than five times.
  for (const key of ['registry 200', 'registry 204', 'registry 403', 'voting 200', 'voting 422'])
    expect(statuses.get(key), key).toBeGreaterThan(5);
  const { verdict, exits } = await targets.finish();
  expect(exits).toEqual([0, 0]);
  expect(verdict).toBe(0);
  const said = targets.all.map(({ output }) => output).join('');
  for (const { voter, link, votingCode, session, person, logins } of targets.access)
    for (const secret of [link, votingCode, session, person, ...logins, voter.email, voter.mobile, voter.key])
      expect(said.includes(secret), secret).toBe(false);
  expect(said).toContain(`"route":"${logInApi.finishLogin.path}"`);
});
