import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { parseReceipt, verifyReceipt } from '#crypto/log/receipt.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { randomBytes } from '#crypto/random.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { runVerifier } from '../election/verify.ts';
import { postBytes, Setting, type Answer } from './support/running.ts';
import { miniChoices, otherChoices } from '../negative/mini.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';

describe('a whole election through the voting process', () => {
  let setting: Setting;
  let voting: VotingProcess;
  let officials: Officials;
  const log: string[] = [];
  const post = (path: string, bytes: Uint8Array, ticket?: string): Promise<Answer> =>
    postBytes(`${voting.url}${path}`, bytes, ticket);

  beforeAll(async () => {
    setting = await Setting.make();
    voting = await startVoting(setting.config, {
      clock: setting.clock,
      log: { write: (line) => void log.push(line) },
    });
    officials = await setting.open(voting.url, 8);
  });
  afterAll(async () => {
    await voting?.stop();
    await setting?.end();
  });

  const receiptHolds = (entry: Uint8Array, receipt: string): void => {
    verifyReceipt(parseReceipt(Buffer.from(receipt)), entry, checkpointPolicy(setting.election));
  };

  test('a ballot gets a receipt that holds, again and again the same ballot', async () => {
    const [voter] = setting.voters;
    const ballot = setting.ballot(voter!, miniChoices);
    const ticket = await setting.ticket(voter!);
    const first = await post(votingApi.castBallot.path, ballot, ticket);
    expect(first).toMatchObject({ status: 200 });
    receiptHolds(ballot, first.body['receipt'] as string);
    const again = await post(votingApi.castBallot.path, ballot, ticket);
    expect(again.body['index']).toBe(first.body['index']);
    receiptHolds(ballot, again.body['receipt'] as string);
    const tracker = toHex(parseBallot(ballot, setting.election).tracker);
    const found = await fetch(`${voting.url}${pathOf(votingApi.findTracker, { tracker: tracker })}`);
    expect(await found.json()).toMatchObject({ index: first.body['index'] });
  });

  test('one ballot of a credential, whoever comes first', async () => {
    const voter = setting.voters[1]!;
    const ticket = await setting.ticket(voter);
    const ballots = [miniChoices, otherChoices, miniChoices, otherChoices].map((choices) =>
      setting.ballot(voter, choices),
    );
    const answers = await Promise.all(
      ballots.map((ballot) => post(votingApi.castBallot.path, ballot, ticket)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect(body).toMatchObject({ error: 'already-voted' });
  });

  test('a challenged ballot is published, and cannot be cast', async () => {
    const voter = setting.voters[2]!;
    const ticket = await setting.ticket(voter);
    const seed = randomBytes(32);
    const ballot = setting.ballot(voter, otherChoices, seed);
    const unsigned = encodeChallenge(
      setting.election,
      parseBallot(ballot, setting.election),
      seed,
      otherChoices,
    );
    const wrong = Uint8Array.from(unsigned);
    wrong[wrong.length - 40]! ^= 1; // a different choice
    expect(await post(votingApi.challengeBallot.path, wrong, ticket)).toMatchObject({ status: 422 });
    const opened = await post(votingApi.challengeBallot.path, unsigned, ticket);
    expect(opened.status).toBe(200);
    receiptHolds(Buffer.from(opened.body['entry'] as string, 'base64'), opened.body['receipt'] as string);
    expect(await post(votingApi.castBallot.path, ballot, ticket)).toMatchObject({
      status: 409,
      body: { error: 'copied' },
    });
    expect(await post(votingApi.castBallot.path, setting.ballot(voter, miniChoices), ticket)).toMatchObject({
      status: 200,
    });
  });

  test('without a ticket of one’s own there is no ballot', async () => {
    const [mine, other] = [setting.voters[3]!, setting.voters[4]!];
    const ballot = setting.ballot(mine, miniChoices);
    const error = async (ticket?: string): Promise<unknown> =>
      (await post(votingApi.castBallot.path, ballot, ticket)).body['error'];
    expect(await error()).toBe('ticket');
    expect(await error('AAAA')).toBe('ticket');
    expect(await error(await setting.ticket(other))).toBe('other-credential');
    expect(await error(await setting.ticket(mine, setting.clock.now() - 1))).toBe('ticket-over');
  });

  test('what is not a ballot, or a wrong one, is refused', async () => {
    const voter = setting.voters[5]!;
    const ticket = await setting.ticket(voter);
    const ballot = setting.ballot(voter, miniChoices);
    for (const bytes of [
      ballot.subarray(1),
      new Uint8Array([...ballot, 0]),
      ballot.map((byte, i) => (i === ballot.length - 1 ? byte ^ 1 : byte)),
    ])
      expect(await post(votingApi.castBallot.path, bytes, ticket)).toMatchObject({
        status: 422,
        body: { error: 'bad-ballot' },
      });
    expect(await post(votingApi.castBallot.path, ballot, ticket)).toMatchObject({ status: 200 });
  });

  test('nothing after the grace; closing, count and a verdict over what is published', async () => {
    const { election, clock } = setting;
    clock.time = election.closes + election.manifest.graceSeconds;
    const late = setting.voters[6]!;
    expect(
      await post(votingApi.castBallot.path, setting.ballot(late, miniChoices), await setting.ticket(late)),
    ).toMatchObject({
      status: 409,
      body: { error: 'too-late' },
    });
    const result = await setting.finish(voting.url, officials);
    // The second voter chose one of the two options, all others the first.
    expect(result[0]!.totals[0]! + result[0]!.totals[1]!).toBe(4);
    expect(result[0]!.totals[1]).toBeGreaterThanOrEqual(3);
    expect(readdirSync(join(setting.config.directory, 'clock')).length).toBeGreaterThan(3);
    expect(await runVerifier(setting.config.directory, 'en')).toBe(0);
  });

  test('neither credentials nor trackers nor addresses are in the log', () => {
    const text = log.join('');
    expect(text).toContain(votingApi.castBallot.path);
    for (const { X } of setting.voters) expect(text).not.toContain(toHex(X));
  });
});
