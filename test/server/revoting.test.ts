import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { mini, miniChoices, otherChoices } from '../negative/mini.ts';
import { postBytes, Setting, type Answer } from './support/running.ts';
import * as votingApi from '#server/api/voting.ts';

// Tests of elections in which voters may vote again: a voter who does so without end does not block others.

let setting: Setting;
let voting: VotingProcess;

beforeAll(async () => {
  setting = await Setting.make({ ...mini, revoting: 'last' });
  voting = await startVoting(
    { ...setting.config, interval: 1_500 }, // so that requests sent at once arrive before the next batch
    { clock: setting.clock, log: { write: () => undefined } },
  );
  await setting.open(voting.url, 2);
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
});

const vote = async (voter: number, choices = miniChoices): Promise<Answer> => {
  const own = setting.voters[voter]!;
  return postBytes(
    `${voting.url}${votingApi.castBallot.path}`,
    setting.ballot(own, choices),
    await setting.ticket(own),
  );
};

test('one ballot of a credential waits at a time, and the next is told to come back', async () => {
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, (_, i) => vote(0, i % 2 === 0 ? miniChoices : otherChoices)),
    vote(1),
  ]);
  const codes = answers.slice(0, 8).map(({ status, body }) => body['error'] ?? status);
  expect(new Set(codes)).toEqual(new Set([200, 'busy']));
  expect(answers[8]!.status).toBe(200);
  expect(await vote(0)).toMatchObject({ status: 200 }); // once it is on the board, the next is accepted
});
