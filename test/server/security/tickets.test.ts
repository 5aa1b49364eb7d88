import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat, toHex } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { randomBytes } from '#crypto/random.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { openTicket, signTicket, signTicketRevocation } from '#server/api/ticket.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { postBytes, Setting, type Answer } from '../support/running.ts';
import { miniChoices, otherChoices } from '../../negative/mini.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';

let setting: Setting;
let voting: VotingProcess;

beforeAll(async () => {
  setting = await Setting.make();
  voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
  await setting.open(voting.url, 6);
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
});

const post = (path: string, bytes: Uint8Array, ticket?: string): Promise<Answer> =>
  postBytes(`${voting.url}${path}`, bytes, ticket);
const cast = async (voter: number, ticket: string): Promise<unknown> => {
  const { status, body } = await post(
    votingApi.castBallot.path,
    setting.ballot(setting.voters[voter]!, miniChoices),
    ticket,
  );
  return status === 200 ? 'taken' : body['error'];
};

describe('a ticket', () => {
  test('of another election, another key, or over, or good for longer than a revocation is kept', async () => {
    const [voter] = setting.voters;
    const { election, ticketSigner, clock } = setting;
    const ticket = { id: randomBytes(16), credential: voter!.X, notAfter: clock.now() + 1800 };
    expect(await cast(0, await signTicket(ticketSigner, randomBytes(32), ticket))).toBe('ticket');
    expect(await cast(0, await signTicket(softwareSigner(), election.id, ticket))).toBe('ticket');
    expect(await cast(0, await setting.ticket(voter!, clock.now() - 1))).toBe('ticket-over');
    expect(await cast(0, await setting.ticket(voter!, clock.now() + 86_400))).toBe('ticket');
    expect(await cast(0, await setting.ticket(voter!, Number.MAX_SAFE_INTEGER))).toBe('ticket');
  });

  test('with any byte changed, cut or added', async () => {
    const { election, ticketSigner } = setting;
    const good = await setting.ticket(setting.voters[0]!);
    const open = (text: string): unknown => openTicket(ticketSigner.publicKey, election.id, text);
    expect(open(good)).toBeDefined();
    const bytes = Buffer.from(good, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1 << (i % 8);
      expect(open(changed.toString('base64url')), String(i)).toBeUndefined();
    }
    for (const other of [
      bytes.subarray(1),
      bytes.subarray(0, -1),
      concat(bytes, Uint8Array.of(0)),
      new Uint8Array(120),
    ])
      expect(open(Buffer.from(other).toString('base64url'))).toBeUndefined();
  });

  test('written in another way', async () => {
    // 120 bytes are exactly 160 characters, with no spare bits: every other text is another ticket or none.
    const good = await setting.ticket(setting.voters[0]!);
    const others = [
      `${good}=`,
      `${good}A`,
      ` ${good}`,
      `${good} `,
      `${good}\n`,
      `${good.slice(0, 40)} ${good.slice(40)}`,
      good.toUpperCase(),
      encodeURIComponent(`${good}/`),
      '',
    ];
    for (const other of others)
      expect(openTicket(setting.ticketSigner.publicKey, setting.election.id, other), other).toBeUndefined();
    const ballot = setting.ballot(setting.voters[0]!, miniChoices);
    for (const header of [
      `bearer ${good}`,
      `Bearer  ${good}`,
      `Basic ${good}`,
      good,
      `Bearer ${good},Bearer ${good}`,
    ]) {
      const { status } = await fetch(`${voting.url}${votingApi.castBallot.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', authorization: header },
        body: Buffer.from(ballot),
      });
      expect(status, header).toBe(401);
    }
    const inAddress = await post(`${votingApi.castBallot.path}?authorization=${good}&ticket=${good}`, ballot);
    expect(inAddress.status).toBe(401);
  });

  test('that was revoked, however often and in whatever order it comes', async () => {
    const { election, ticketSigner } = setting;
    const ticket = await setting.ticket(setting.voters[1]!);
    const { id } = openTicket(ticketSigner.publicKey, election.id, ticket)!;
    const forged = [
      concat(id, randomBytes(64)),
      concat(id, Buffer.from(ticket, 'base64url').subarray(56)), // the ticket’s own signature
      await signTicketRevocation(ticketSigner, randomBytes(32), id),
      await signTicketRevocation(softwareSigner(), election.id, id),
      id,
      new Uint8Array(80),
    ];
    for (const order of forged) expect((await post(votingApi.revokeTicket.path, order)).status).toBe(401);
    const order = await signTicketRevocation(ticketSigner, election.id, id);
    for (let i = 0; i < 2; i++) expect((await post(votingApi.revokeTicket.path, order)).status).toBe(204);
    expect(await cast(1, ticket)).toBe('ticket');
    expect(await cast(1, await setting.ticket(setting.voters[1]!))).toBe('taken'); // another ballot of the same voter
  });
});

describe('a ballot', () => {
  test('of another voter, as it is or put under one’s own credential', async () => {
    const [, , theirs] = setting.voters;
    const mine = setting.voters.find((voter) => voter !== theirs && voter.unit === theirs!.unit);
    const ballot = setting.ballot(theirs!, miniChoices);
    const ticket = await setting.ticket(mine!);
    expect((await post(votingApi.castBallot.path, ballot, ticket)).body['error']).toBe('other-credential');
    const at = Buffer.from(ballot).indexOf(theirs!.X);
    const stolen = concat(ballot.subarray(0, at), mine!.X, ballot.subarray(at + 32));
    expect((await post(votingApi.castBallot.path, stolen, ticket)).body['error']).toBe('bad-ballot');
    expect((await post(votingApi.castBallot.path, ballot, await setting.ticket(theirs!))).status).toBe(200);
    // A replay yields only data that everyone can read on the board, and no second vote.
    const replayed = await post(votingApi.castBallot.path, ballot, await setting.ticket(theirs!));
    expect(replayed.status).toBe(200);
    const found = await fetch(
      `${voting.url}${pathOf(votingApi.readCredential, { credential: toHex(theirs!.X) })}`,
    );
    expect(await found.json()).toMatchObject({ trackers: [expect.any(String)] });
    expect((await post(votingApi.castBallot.path, ballot, ticket)).body['error']).toBe('other-credential');
  });

  test('sent as a challenge, and a challenge sent as a ballot', async () => {
    const voter = setting.voters[4]!;
    const ticket = await setting.ticket(voter);
    const seed = randomBytes(32);
    const ballot = setting.ballot(voter, miniChoices, seed);
    const opened = encodeChallenge(
      setting.election,
      parseBallot(ballot, setting.election),
      seed,
      miniChoices,
    );
    expect(await post(votingApi.challengeBallot.path, ballot, ticket)).toMatchObject({ status: 422 });
    expect(await post(votingApi.castBallot.path, opened, ticket)).toMatchObject({ status: 422 });
    const lie = encodeChallenge(setting.election, parseBallot(ballot, setting.election), seed, otherChoices);
    expect(await post(votingApi.challengeBallot.path, lie, ticket)).toMatchObject({ status: 422 });
  });
});

test('a challenge that comes twice at once, signed twice, is one entry, and nobody waits for another', async () => {
  const voter = setting.voters[3]!;
  const ticket = await setting.ticket(voter);
  const seed = randomBytes(32);
  const ballot = parseBallot(setting.ballot(voter, miniChoices, seed), setting.election);
  const opened = encodeChallenge(setting.election, ballot, seed, miniChoices);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => post(votingApi.challengeBallot.path, opened, ticket)),
  );
  // A request that waited until its timeout would answer `not-yet`.
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body['entry'])).size).toBe(1);
});

test('challenges are counted by voter: another log-in does not bring more', async () => {
  const voter = setting.voters[5]!;
  const seed = randomBytes(32);
  const ballot = parseBallot(setting.ballot(voter, miniChoices, seed), setting.election);
  const lie = encodeChallenge(setting.election, ballot, seed, otherChoices); // takes as long to check as a true one
  const tickets = await Promise.all(Array.from({ length: 7 }, () => setting.ticket(voter)));
  const answers: Answer[] = [];
  for (const ticket of tickets)
    for (let i = 0; i < 3; i++) answers.push(await post(votingApi.challengeBallot.path, lie, ticket));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(20);
  expect(answers.at(-1)).toMatchObject({ status: 429, body: { error: 'too-many-challenges' } });
  const other = setting.voters[4]!;
  expect((await post(votingApi.challengeBallot.path, lie, await setting.ticket(other))).status).toBe(422);
  setting.clock.time += 1801;
  expect((await post(votingApi.challengeBallot.path, lie, await setting.ticket(voter))).status).toBe(422);
});
