/**
 * Tests of claims at a site, with real registry and voting process: a desk claims a person, who may vote by internet at
 * the same time. RACES sets the number of people for whom both happen at once (default 12).
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { makeCardTicket } from '#crypto/record/card-ticket.ts';
import { deriveCredential, type Credential } from '#crypto/credential.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { encodeElement } from '#crypto/group.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeIssue, grounds } from '#crypto/record/in-person.ts';
import { readVoters } from '#server/rehearsal/parties/voter.ts';
import { openKit, type Kit } from '#server/api/site-bundle.ts';
import { readSecret } from '#server/shared/keys.ts';
import { deskGreeting } from '#server/api/desk-greeting.ts';
import { countAdmitted } from '#server/registry/office/admissions.ts';
import { miniChoices } from '../negative/mini.ts';
import { postBytes, postWithCard, type Answer } from './support/running.ts';
import { SiteSetting, type Person } from './support/site.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';

const CHICAGO = 0;
const MADRID = 1;
const RACES = Number(process.env['RACES'] ?? 12);

let world: SiteSetting;
let { setting, voting, registry, persons }: SiteSetting = {} as SiteSetting;
let kit: Kit;
const sessions: string[] = [];

/** People on the roll. Their names say what is special about them. */
const people: readonly Person[] = [
  ['AQUI1', 'Registrada aquí', 'in-person', 'chicago', 'yes'],
  ['AQUI2', 'Registrado aquí', 'in-person', 'chicago', 'yes'],
  ['OTRA1', 'Registrada en Madrid', 'in-person', 'madrid', 'yes'],
  ['POSTAL', 'Por correo', 'postal', '', 'yes'],
  ['VENCIDA', 'Credencial vencida', 'in-person', 'chicago', 'no'],
  ['PASO1', 'Sin registro', 'walk-in', '', 'yes'],
  ['PASO2', 'Sin registro también', 'walk-in', '', 'yes'],
];

beforeAll(async () => {
  const online = Array.from({ length: RACES }, (_, i): Person => {
    const n = String(i + 1).padStart(4, '0');
    return [`RED${n}`, `De internet ${i + 1}`, 'internet', '', 'yes'];
  });
  world = await SiteSetting.start([...people, ...online], RACES + 10);
  ({ setting, voting, registry, persons } = world);
  const { election, clock, parties } = setting;
  const { kit: file, secret } = world.kits[CHICAGO]!;
  const opener = await envelopeOpener(await readSecret(secret, 32), 'desk-kit', election.id);
  kit = await openKit(opener, election, Uint8Array.from(await readFile(file)));
  for (const own of [CHICAGO, MADRID]) {
    const seconds = clock.now();
    const signature = await parties.sites[own]!.sign(deskGreeting(election.id, own, seconds));
    const { body } = await askDesk('session', { site: own, seconds, signature: toHex(signature) });
    sessions[own] = body['session'] as string;
  }
});
afterAll(() => world?.stop());

async function askDesk(what: string, body: object, site?: number): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    ...(site !== undefined && { authorization: `Bearer ${sessions[site]!}` }),
  };
  const response = await fetch(`${registry.url}/desk/${what}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

/** Retries after a broken connection, as all clients do, because it does not tell whether the request succeeded. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 3; ; tries -= 1)
    try {
      return await ask();
    } catch (error) {
      if (tries === 0 || !(error instanceof TypeError)) throw error;
    }
}

const claim = (key: string, site: number = CHICAGO, number: string = randomUUID()): Promise<Answer> =>
  askDesk('claim', { person: persons.get(key), claim: number, clerk: 'ana' }, site);

/** Issues the next credential of Chicago's pool and casts a ballot with it. */
async function voteAtDesk(ground: number): Promise<{ credential: Credential; answer: Answer }> {
  const { election, parties, clock } = setting;
  const credential = deriveCredential(election.id, kit.codes.pop()!);
  const X = encodeElement(credential.X);
  const unsigned = encodeIssue({
    site: CHICAGO,
    credential: X,
    style: 0,
    unit: 0,
    ground,
    seconds: clock.now(),
  });
  const issue = await signEntry(parties.sites[CHICAGO]!, election.id, unsigned);
  const ballot = setting.ballot({ credential, X, unit: 0 }, miniChoices);
  const ticket = makeCardTicket(election.id, credential, issue);
  const answer = await insist(() =>
    postWithCard(`${voting.url}${votingApi.castBallot.path}`, ballot, ticket),
  );
  return { credential, answer };
}

test('the kit has the site’s people and codes for the pool that is on the board', async () => {
  expect(kit.people.map(({ voterKey, inForce }) => [voterKey, inForce])).toEqual(
    expect.arrayContaining([
      ['AQUI1', true],
      ['AQUI2', true],
      ['VENCIDA', false],
    ]),
  );
  expect(kit.people).toHaveLength(3);
  expect(kit.codes).toHaveLength(RACES + 10);
  const X = deriveCredential(setting.election.id, kit.codes[0]!).X;
  const response = await fetch(
    `${voting.url}${pathOf(votingApi.readCredential, { credential: toHex(encodeElement(X)) })}`,
  );
  expect(await response.json()).toMatchObject({ listed: true, voted: false });
});

test('only a desk’s own key opens a session', async () => {
  const { election, parties, clock } = setting;
  const seconds = clock.now();
  const by = (site: number, at = seconds): Promise<Uint8Array> =>
    parties.sites[site]!.sign(deskGreeting(election.id, CHICAGO, at));
  for (const body of [
    { site: CHICAGO, seconds, signature: toHex(await by(MADRID)) },
    { site: CHICAGO, seconds: seconds - 301, signature: toHex(await by(CHICAGO, seconds - 301)) },
    { site: 2, seconds, signature: toHex(await by(CHICAGO)) },
  ])
    expect(await askDesk('session', body)).toMatchObject({ status: 401, body: { error: 'desk-refused' } });
  expect((await askDesk('find', { by: 'name', text: 'Reg', clerk: 'ana' })).status).toBe(401);
});

describe('a person', () => {
  test('is found, and what matters is told', async () => {
    const { body } = await askDesk('find', { by: 'name', text: 'registrad', clerk: 'ana' }, CHICAGO);
    expect((body['people'] as { voterKey: string }[]).map(({ voterKey }) => voterKey)).toEqual(
      expect.arrayContaining(['AQUI1', 'AQUI2', 'OTRA1']),
    );
    expect(await askDesk('status', { person: persons.get('AQUI1'), clerk: 'ana' }, CHICAGO)).toMatchObject({
      body: { modality: 'in-person', site: CHICAGO, inForce: true, served: null, ballot: 'no' },
    });
  });

  test('is served once, by one site, however often the same is asked', async () => {
    const number = randomUUID();
    const first = await claim('AQUI1', CHICAGO, number);
    expect(first).toMatchObject({ status: 200, body: { unit: 0, style: 0, ground: grounds.registered } });
    expect(await claim('AQUI1', CHICAGO, number)).toEqual(first);
    expect(await claim('AQUI1')).toMatchObject({ status: 409, body: { error: 'served-here' } });
    expect((await voteAtDesk(grounds.registered)).answer.status).toBe(200);
  });

  test.each([
    ['OTRA1', CHICAGO, 'other-site'],
    ['POSTAL', CHICAGO, 'registered-postal'],
    ['VENCIDA', CHICAGO, 'not-in-force'],
    ['RED0001', MADRID, 'registered-internet'],
  ] as const)('%s is not served at site %i: %s', async (key, site, error) => {
    expect(await claim(key, site)).toMatchObject({ status: 409, body: { error } });
  });

  test('without registration is served while there is room', async () => {
    const [first, second] = await Promise.all([claim('PASO1'), claim('PASO2')]);
    const won = first.status === 200 ? first : second;
    expect(won).toMatchObject({ status: 200, body: { ground: grounds.walkIn } });
    expect(first.status === 200 ? second : first).toMatchObject({ body: { error: 'no-more-walk-ins' } });
    expect(await claim(first.status === 200 ? 'PASO1' : 'PASO2', MADRID)).toMatchObject({
      body: { error: 'served-elsewhere' },
    });
  });
});

test('what a desk did without a link is taken over, or named as a conflict', async () => {
  const [fine, late] = [randomUUID(), randomUUID()];
  const claims = [
    { person: persons.get('AQUI2'), claim: fine },
    { person: persons.get('AQUI1'), claim: late },
  ];
  const told = await askDesk('reconcile', { clerk: 'ana', claims }, CHICAGO);
  expect(told.body).toMatchObject({ conflicts: [{ claim: late, error: 'served-here' }] });
  expect(await askDesk('reconcile', { clerk: 'ana', claims }, CHICAGO)).toEqual(told);
});

test('a lost card is revoked, and a used one is not', async () => {
  const number = randomUUID();
  const { election, parties, clock } = setting;
  expect((await claim('OTRA1', MADRID, number)).status).toBe(200);
  const credential = deriveCredential(election.id, kit.codes.pop()!);
  const X = encodeElement(credential.X);
  const issue = await signEntry(
    parties.sites[CHICAGO]!,
    election.id,
    encodeIssue({ site: CHICAGO, credential: X, style: 0, unit: 0, ground: 1, seconds: clock.now() }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(issue.length);
  await postBytes(`${voting.url}${votingApi.postEntry.path}`, Buffer.concat([length, issue]));
  const spoil = (own: Uint8Array): Promise<Answer> =>
    askDesk(
      'spoil',
      {
        person: persons.get('OTRA1'),
        claim: number,
        credential: toHex(own),
        clerk: 'ana',
        supervisor: 'eva',
        reason: 'lost',
      },
      MADRID,
    );
  expect((await spoil(X)).status).toBe(204);
  expect((await spoil(X)).status).toBe(204);
  const used = await voteAtDesk(grounds.registered);
  expect(used.answer.status).toBe(200);
  expect(await spoil(encodeElement(used.credential.X))).toMatchObject({ body: { error: 'card-used' } });
});

test(`internet and desk race for the same person, ${RACES} times: one ballot, and the loser is told`, async () => {
  const everyone = await readVoters(join(setting.home, 'outbox'), setting.election);
  expect(everyone).toHaveLength(RACES);
  const won = { internet: 0, desk: 0 };
  const race = async (n: number): Promise<void> => {
    const { credential, email } = everyone[n]!;
    const X = encodeElement(credential.X);
    const key = email.replace(/@.*$/, '').toUpperCase();
    const ballot = setting.ballot({ credential, X, unit: 0 }, miniChoices);
    const ticket = await setting.ticket({ X });
    const atDesk = async (): Promise<Answer> => {
      const number = randomUUID();
      const claimed = await insist(() => claim(key, CHICAGO, number));
      return claimed.status === 200 ? (await voteAtDesk(grounds.moved)).answer : claimed;
    };
    const head = (n * 37) % 200; // delay in milliseconds, so that desk or voter may be first
    const [online, there] = await Promise.all([
      new Promise((resolve) => setTimeout(resolve, head)).then(() =>
        insist(() => postBytes(`${voting.url}${votingApi.castBallot.path}`, ballot, ticket)),
      ),
      atDesk(),
    ]);
    expect([online.status, there.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
    if (online.status === 200) {
      won.internet += 1;
      expect(there.body['error']).toBe('voted-internet');
    } else {
      won.desk += 1;
      expect(online.body['error']).toBe('credential-revoked');
    }
  };
  for (let n = 0; n < RACES; n += 4)
    await Promise.all([0, 1, 2, 3].filter((i) => n + i < RACES).map((i) => race(n + i)));
  console.log(`internet first ${won.internet}, desk first ${won.desk}`);
  const { rows } = await registry.services.pool.query<{ count: number }>(
    'select count(*)::int from registry.presence where ground = $1',
    [grounds.moved],
  );
  expect(rows[0]!.count).toBe(won.desk);
  const admitted = await countAdmitted(registry.services);
  expect(admitted.inPerson![0]).toBe(won.desk + 4); // two registered here, one in Madrid, one walk-in
}, 1_200_000);
