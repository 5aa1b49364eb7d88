import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseReceipt, verifyReceipt } from '#crypto/log/receipt.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import { startVoting } from '#server/voting/process.ts';
import { runVerifier } from '../election/verify.ts';
import { anytime } from './support/anytime.ts';
import { postBytes, Setting, type Answer, type Voter } from './support/running.ts';
import { killAll, spawnVoting, stopVoting, type Child } from './support/voting-process.ts';
import { miniChoices } from '../negative/mini.ts';
import * as votingApi from '#server/api/voting.ts';

/** Steps between a ballot's arrival and its receipt, in order. */
const steps = [
  'query:before:insert into voting.submission',
  'query:after:insert into voting.submission',
  'query:after:select size, subtrees, .* for update',
  'query:before:insert into voting.entry .* row_number',
  'query:after:insert into voting.entry .* row_number',
  'query:after:insert into voting.ballot',
  'query:after:insert into voting.pad',
  'query:after:delete from voting.submission where seq',
  'query:before:insert into voting.checkpoint',
  'query:after:update voting.log',
  'query:before:^commit',
  'query:after:^commit',
  'file:before:tile/entries',
  'fetch:before:add-checkpoint',
  'fetch:after:add-checkpoint',
  'query:before:update voting.checkpoint set note',
  'query:after:update voting.checkpoint set note',
  'file:before:tile/0',
  'file:before:/clock/',
  'file:before:/checkpoint',
  'file:after:/checkpoint',
  'answer:before:/ballots',
];

interface Cast {
  readonly voter: Voter;
  readonly ballot: Uint8Array;
}

describe('a voting process that is killed', () => {
  let setting: Setting;
  let officials: Officials;
  const acknowledged: (Cast & { readonly index: unknown })[] = [];
  /** Voters beyond one for each step and one for the lost answer. */
  const spare = new Set([1, 2, 3, 4, 5, 6].map((i) => steps.length + i));
  /** Ballot that was cast without an answer. */
  let interrupted: Cast | undefined;

  beforeAll(async () => {
    setting = await Setting.make(anytime());
    const voting = await startVoting(setting.config, { clock: setting.clock });
    officials = await setting.open(voting.url, steps.length + 1 + spare.size);
    await voting.stop();
  });
  afterEach(killAll);
  afterAll(() => setting?.end());

  const cast = async (child: Child, { voter, ballot }: Cast, query = ''): Promise<Answer | undefined> => {
    setting.clock.time = Math.floor(Date.now() / 1000); // the witnesses' clock
    return postBytes(
      `${child.url}${votingApi.castBallot.path}${query}`,
      ballot,
      await setting.ticket(voter),
    ).catch(
      () => undefined, // the process was killed
    );
  };

  /** Sends the same ballot again, as the booth does. The answer must have a receipt. */
  const retry = async (child: Child, one: Cast): Promise<void> => {
    const answer = await cast(child, one);
    expect(answer, child.output()).toMatchObject({
      status: 200,
      body: { receipt: expect.any(String) as string },
    });
    verifyReceipt(
      parseReceipt(Buffer.from(answer!.body['receipt'] as string)),
      one.ballot,
      checkpointPolicy(setting.election),
    );
    acknowledged.push({ ...one, index: answer!.body['index'] });
  };

  const newCast = (i: number): Cast => {
    const voter = setting.voters[i]!;
    return { voter, ballot: setting.ballot(voter, miniChoices) };
  };

  test.each(steps.map((step, i) => [step, i] as const))('at %s', async (at, i) => {
    const child = await spawnVoting(setting.config, setting.home, { at });
    if (interrupted) await retry(child, interrupted);
    // Every ballot that was acknowledged before keeps its index.
    for (const old of acknowledged.slice(-2)) expect((await cast(child, old))?.body['index']).toBe(old.index);
    // The ballot may miss the step, because it joined a batch already begun. Then the next ballot reaches the step.
    for (const voter of [i, ...[...spare].slice(0, 3)]) {
      interrupted = newCast(voter);
      const answer = await cast(child, interrupted, '?armed');
      if (!answer) break;
      expect(answer).toMatchObject({ status: 200 });
      acknowledged.push({ ...interrupted, index: answer.body['index'] });
      spare.delete(voter);
      interrupted = undefined; // a checkpoint is archived once a minute, perhaps with an idle mark after all ballots
    }
    expect(await child.ended, child.output()).toBe('SIGKILL'); // otherwise the step was never reached
  });

  test('a lost answer to the commit: nothing is lost or doubled', async () => {
    const child = await spawnVoting(setting.config, setting.home, {
      at: 'query:after:^commit',
      action: 'lose',
    });
    await retry(child, interrupted!);
    const one = newCast(steps.length);
    expect(await cast(child, one, '?armed')).toMatchObject({ status: 200 });
    await retry(child, one);
    await stopVoting(child);
  });

  test('the board is whole: every acknowledged ballot is on it once', async () => {
    const voting = await startVoting(setting.config, { clock: setting.clock });
    try {
      const { rows } = await voting.board.pool.query<{ index: string; bytes: Buffer }>(
        'select index, bytes from voting.entry where kind = 64',
      );
      const places = new Map(rows.map(({ index, bytes }) => [bytes.toString('hex'), Number(index)]));
      expect(rows).toHaveLength(acknowledged.length);
      for (const { ballot, index } of acknowledged)
        expect(places.get(Buffer.from(ballot).toString('hex'))).toBe(index);
      const result = await setting.finish(voting.url, officials);
      expect(result[0]!.totals[1]).toBe(acknowledged.length);
    } finally {
      await voting.stop();
    }
    expect(await runVerifier(setting.config.directory, 'en')).toBe(0);
  });
});
