/** Tests of voting at two sites with a real voting process (spec chapter 11, docs/decisions/0008). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareBytes, concat, fromHex, toHex, u16 } from '#crypto/bytes.ts';
import { makeCardTicket } from '#crypto/record/card-ticket.ts';
import { deriveCredential, newCode, type Credential } from '#crypto/credential.ts';
import { sealEnvelope } from '#crypto/envelope.ts';
import { encodeElement } from '#crypto/group.ts';
import { parseReceipt, verifyReceipt } from '#crypto/log/receipt.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { randomBytes } from '#crypto/random.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import {
  encodeHeld,
  encodeIssue,
  encodePool,
  encodeSiteClosing,
  grounds,
  type Held,
} from '#crypto/record/in-person.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { encodeKept } from '#crypto/record/kept.ts';
import { causes, encodeAdmissions, encodeRevocation } from '#crypto/record/office.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { runVerifier } from '../election/verify.ts';
import { miniChoices, miniWithSites, otherChoices } from '../negative/mini.ts';
import { postBytes, postWithCard, Setting, type Answer } from './support/running.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';

const CHICAGO = 0;
const MADRID = 1;
const INTERNET = 4;

let setting: Setting;
let voting: VotingProcess;
let officials: Officials;
const pools: Credential[][] = [];
/** Number of people who voted by internet, and at a desk, in the races between the two, by unit. */
const won = { internet: [0, 0, 0], desk: [0, 0, 0] };

beforeAll(async () => {
  setting = await Setting.make(miniWithSites, { count: 3, threshold: 2, sites: 2 });
  voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
  officials = await setting.begin(voting.url);
  await setting.listVoters(INTERNET);
  for (const site of [CHICAGO, MADRID]) {
    pools[site] = Array.from({ length: 12 }, () => deriveCredential(setting.election.id, newCode()));
    const credentials = pools[site].map(({ X }) => encodeElement(X));
    await entry(encodePool({ site, credentials }), setting.parties.registrar);
  }
  setting.clock.time = setting.election.opens;
  await officials.open([4, 6, 0]);
  setting.clock.time = setting.election.sites[MADRID]!.starts + 60;
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
});

/** Signs an entry and posts it, with its blob if given. */
async function entry(
  unsigned: Uint8Array,
  signer = setting.parties.registrar,
  blob?: Uint8Array,
): Promise<Answer> {
  return postEntry(await signEntry(signer, setting.election.id, unsigned), blob);
}

function postEntry(signed: Uint8Array, blob: Uint8Array = new Uint8Array()): Promise<Answer> {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(signed.length);
  return postBytes(`${voting.url}${votingApi.postEntry.path}`, Buffer.concat([length, signed, blob]));
}

interface Card {
  readonly issue: Uint8Array;
  readonly credential: Credential;
  readonly unit: number;
}

/** Makes the card that a desk gives to a person. The board has no entry about it yet. */
async function cardOf(site: number, unit = 0, ground: number = grounds.registered): Promise<Card> {
  const credential = pools[site]!.pop()!;
  const X = encodeElement(credential.X);
  const unsigned = encodeIssue({ site, credential: X, style: 0, unit, ground, seconds: setting.clock.now() });
  const issue = await signEntry(setting.parties.sites[site]!, setting.election.id, unsigned);
  return { issue, credential, unit };
}

const ballotOf = (
  { credential, unit }: Pick<Card, 'credential' | 'unit'>,
  choices = miniChoices,
): Uint8Array => setting.ballot({ credential, unit, X: encodeElement(credential.X) }, choices);

const ticketOf = ({ issue, credential }: Pick<Card, 'issue' | 'credential'>): Uint8Array =>
  makeCardTicket(setting.election.id, credential, issue);

const cast = (card: Pick<Card, 'issue' | 'credential'>, ballot: Uint8Array): Promise<Answer> =>
  postWithCard(`${voting.url}${votingApi.castBallot.path}`, ballot, ticketOf(card));

/** Encrypts a ballot as a kiosk does before it stores it. */
async function seal(ticket: Uint8Array, ballot: Uint8Array): Promise<Uint8Array> {
  const { key } = (await (await fetch(`${voting.url}${votingApi.readEnvelopeKey.path}`)).json()) as {
    key: string;
  };
  return sealEnvelope(fromHex(key, 65), 'kept-ballot', setting.election.id, encodeKept({ ticket, ballot }));
}

const receiptHolds = (ballot: Uint8Array, { body }: Answer): void => {
  const receipt = parseReceipt(Buffer.from(body['receipt'] as string));
  verifyReceipt(receipt, ballot, checkpointPolicy(setting.election));
};

describe('at a site', () => {
  test('whoever brings a card votes once; its issue, which anybody can read on the board, lets in nobody else', async () => {
    const card = await cardOf(CHICAGO);
    expect(await postEntry(card.issue)).toMatchObject({ status: 200 });
    const ballot = ballotOf(card);
    const seed = randomBytes(32);
    const toOpen = setting.ballot({ ...card, X: encodeElement(card.credential.X) }, miniChoices, seed);
    const opening = encodeChallenge(
      setting.election,
      parseBallot(toOpen, setting.election),
      seed,
      miniChoices,
    );
    const challenges = `${voting.url}${votingApi.challengeBallot.path}`;
    const other = await cardOf(CHICAGO);
    const strangers = [
      card.issue,
      concat(card.issue, randomBytes(64)),
      concat(card.issue, ticketOf(other).slice(-64)),
      ticketOf({ ...card, credential: other.credential }),
    ];
    // Send more requests than a credential may challenge: they must not use up the attempts of its holder.
    for (let i = 0; i < 24; i++)
      expect(await postWithCard(challenges, opening, strangers[i % 4]!)).toMatchObject({ status: 401 });
    for (const stranger of strangers) {
      expect(await postWithCard(`${voting.url}${votingApi.castBallot.path}`, ballot, stranger)).toMatchObject(
        {
          status: 401,
          body: { error: 'ticket' },
        },
      );
      const envelope = await seal(stranger, ballot);
      expect(await postBytes(`${voting.url}${votingApi.castEnvelope.path}`, envelope)).toMatchObject({
        status: 401,
      });
    }
    expect(await postWithCard(challenges, opening, ticketOf(card))).toMatchObject({ status: 200 });
    pools[CHICAGO]!.push(other.credential);

    const first = await cast(card, ballot);
    expect(first.status).toBe(200);
    receiptHolds(ballot, first);
    expect((await cast(card, ballot)).body['index']).toBe(first.body['index']);
    expect(await cast(card, ballotOf(card, otherChoices))).toMatchObject({
      status: 409,
      body: { error: 'already-voted' },
    });
  });

  test('a card that the board has not heard of brings its issue along', async () => {
    const card = await cardOf(MADRID, 1);
    const ballot = ballotOf(card);
    const answer = await cast(card, ballot);
    expect(answer.status).toBe(200);
    receiptHolds(ballot, answer);
  });

  test('what a kiosk kept is cast from its envelope, exactly once', async () => {
    const card = await cardOf(CHICAGO);
    const ballot = ballotOf(card);
    const envelope = await seal(ticketOf(card), ballot);
    const send = (): Promise<Answer> => postBytes(`${voting.url}${votingApi.castEnvelope.path}`, envelope);
    const first = await send();
    receiptHolds(ballot, first);
    expect((await send()).body['index']).toBe(first.body['index']);
    for (const at of [0, 40, envelope.length - 1]) {
      const bad = Uint8Array.from(envelope);
      bad[at]! ^= 1;
      expect(await postBytes(`${voting.url}${votingApi.castEnvelope.path}`, bad)).toMatchObject({
        status: 422,
        body: { error: 'bad-envelope' },
      });
    }
  });

  test('a card is refused that another key signed, or that was changed', async () => {
    const { issue, ...card } = await cardOf(CHICAGO);
    const ballot = ballotOf(card);
    const forged = await signEntry(setting.parties.registrar, setting.election.id, issue.slice(0, -64));
    const changed = Uint8Array.from(issue);
    changed[38]! ^= 1; // the unit
    for (const other of [forged, changed, issue.slice(1), new Uint8Array(3)])
      expect(await cast({ ...card, issue: other }, ballot)).toMatchObject({
        status: 401,
        body: { error: 'ticket' },
      });
    const [stranger] = setting.voters;
    expect(await cast({ ...card, issue }, setting.ballot(stranger!, miniChoices))).toMatchObject({
      status: 403,
      body: { error: 'other-credential' },
    });
    pools[CHICAGO]!.push(card.credential);
  });

  test('a pool’s credential without an issue votes nowhere', async () => {
    const credential = pools[CHICAGO]![0]!;
    const ticket = await setting.ticket({ X: encodeElement(credential.X) });
    expect(
      await postBytes(`${voting.url}${votingApi.castBallot.path}`, ballotOf({ credential, unit: 0 }), ticket),
    ).toMatchObject({
      status: 409,
      body: { error: 'credential-unknown' },
    });
  });

  test('no more walk-ins than the site may serve', async () => {
    expect(await postEntry((await cardOf(CHICAGO, 0, grounds.walkIn)).issue)).toMatchObject({ status: 200 });
    const second = await cardOf(CHICAGO, 0, grounds.walkIn);
    expect(await cast(second, ballotOf(second))).toMatchObject({
      status: 409,
      body: { error: 'site-quota' },
    });
  });

  test('nobody of the internet where the manifest has none move', async () => {
    const card = await cardOf(MADRID, 1, grounds.moved);
    expect(await postEntry(card.issue)).toMatchObject({
      status: 409,
      body: { error: 'entry-refused', detail: expect.stringContaining('registered for the internet') },
    });
    pools[MADRID]!.push(card.credential);
  });

  test('a lost card is revoked and another one given', async () => {
    const lost = await cardOf(CHICAGO, 1);
    expect(await postEntry(lost.issue)).toMatchObject({ status: 200 });
    const revocation = encodeRevocation({ credential: lost.credential.X, cause: causes.lost });
    expect(await entry(revocation)).toMatchObject({ status: 200 });
    expect(await cast(lost, ballotOf(lost))).toMatchObject({
      status: 409,
      body: { error: 'credential-revoked' },
    });
  });
});

test('internet and desk race for the same person: one ballot, and the loser is told', async () => {
  for (const voter of setting.voters) {
    const ballot = setting.ballot(voter, miniChoices);
    const ticket = await setting.ticket(voter);
    const atDesk = async (): Promise<Answer> => {
      const revocation = encodeRevocation({ credential: voter.credential.X, cause: causes.modality });
      const revoked = await entry(revocation);
      if (revoked.status !== 200) return revoked;
      const card = await cardOf(CHICAGO, voter.unit, grounds.moved);
      return cast(card, ballotOf(card));
    };
    const answers = await Promise.all([
      postBytes(`${voting.url}${votingApi.castBallot.path}`, ballot, ticket),
      atDesk(),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    if (answers[0].status === 200) won.internet[voter.unit]! += 1;
    else {
      won.desk[voter.unit]! += 1;
      expect(answers[0].body['error']).toBe('credential-revoked');
    }
  }
});

test('sites close, deliver what they named, and nothing else; then the election closes', async () => {
  const { sites } = setting.election;
  const late = await cardOf(MADRID, 1);
  const ballot = ballotOf(late);
  const [madrid, chicago] = [sites[MADRID]!, sites[CHICAGO]!];
  const close = async (site: number, held: Held, numbers: Answer['body']): Promise<Answer> => {
    const blob = encodeHeld(held);
    const body = { site, issued: 0, ballots: 0, ...numbers, held: blobRef(blob) };
    return entry(encodeSiteClosing(body), setting.parties.sites[site], blob);
  };
  const named: Held = { issues: [sha256(late.issue)], ballots: [sha256(ballot)] };
  const own = { issued: 2, ballots: 2 };
  const there = await siteEntriesOf(MADRID);
  setting.clock.time = madrid.ends - 1;
  expect((await close(MADRID, named, own)).status).toBe(409);
  setting.clock.time = madrid.ends + madrid.grace;
  expect(await postEntry((await cardOf(MADRID, 1)).issue)).toMatchObject({ body: { error: 'site-hours' } });
  expect((await close(MADRID, named, { ...own, ballots: 3 })).status).toBe(409);
  // An entry that is on the board must not be named as outstanding, because it could hide one that is missing.
  for (const kind of ['issues', 'ballots'] as const) {
    const twice = { ...named, [kind]: [...named[kind], ...there[kind]].toSorted(compareBytes) };
    const numbers = { issued: 1 + twice.issues.length, ballots: 1 + twice.ballots.length };
    const { status, body } = await close(MADRID, twice, numbers);
    expect([status, body['detail']]).toEqual([409, '1 entries of the list are on the board already']);
  }
  const hashes = [...named.issues, ...there.ballots, ...named.ballots, ...there.issues];
  const asked = await postBytes(
    `${voting.url}${pathOf(votingApi.readArrived, { site: String(MADRID) })}`,
    concat(...hashes),
  );
  const arrived = asked.body['arrived'] as string[];
  expect(arrived.toSorted()).toEqual([...there.issues, ...there.ballots].map(toHex).toSorted());
  expect(
    (
      await postBytes(
        `${voting.url}${pathOf(votingApi.readArrived, { site: String(CHICAGO) })}`,
        concat(...hashes),
      )
    ).body,
  ).toEqual({
    arrived: [],
  });
  expect((await close(MADRID, named, own)).status).toBe(200);
  expect((await close(MADRID, named, own)).status).toBe(409); // the site has closed
  const unnamed = await cardOf(MADRID, 1);
  expect(await cast(unnamed, ballotOf(unnamed))).toMatchObject({ body: { error: 'site-hours' } });
  receiptHolds(ballot, await cast(late, ballot));

  setting.clock.time = chicago.ends + chicago.grace;
  await expect(officials.close()).rejects.toThrow();
  const moved = won.desk[0]! + won.desk[1]!;
  const numbers = { issued: 4 + moved, ballots: 2 + moved };
  expect((await close(CHICAGO, { issues: [], ballots: [] }, numbers)).status).toBe(200);
  await officials.close();
  const inPerson = [3 + won.desk[0]!, 2 + won.desk[1]!, 0];
  const fewer = { internet: won.internet, inPerson: inPerson.with(1, inPerson[1]! - 1) };
  expect((await entry(encodeAdmissions(fewer))).status).toBe(409);
  expect(await entry(encodeAdmissions({ internet: won.internet, inPerson }))).toMatchObject({ status: 200 });
  await officials.count();
  expect(await runVerifier(setting.config.directory, 'en')).toBe(0);
});

/** Returns the SHA-256 of the issues and ballots of a site that the board has. */
async function siteEntriesOf(site: number): Promise<Held> {
  const { rows } = await voting.board.pool.query<{ kind: number; bytes: Buffer }>(
    `select kind, bytes from voting.entry where kind = ${Kind.issue} and substring(bytes from 2 for 2) = $2
     union all select 64, e.bytes from voting.ballot join voting.credential c using (credential)
       join voting.entry e using (index) where c.site = $1`,
    [site, u16(site)],
  );
  const of = (kind: number): Uint8Array[] =>
    rows.filter((row) => row.kind === kind).map(({ bytes }) => sha256(bytes));
  return { issues: of(Kind.issue), ballots: of(Kind.ballot) };
}
