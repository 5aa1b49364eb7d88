import { once } from 'node:events';
import { writeFile, symlink } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { concat, toHex, u32 } from '#crypto/bytes.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeClosing, encodeShareEntry, encodeRevocation } from '#crypto/record/office.ts';
import { MAX_MESSAGE } from '#server/voting/board/message.ts';
import { BoardClient } from '#server/rehearsal/parties/board-client.ts';
import { Officials } from '#server/rehearsal/parties/officials.ts';
import { addMember } from '#server/registry/staff/manage.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { Fixture, voters, type Voter } from '../registry/fixture.ts';
import { postBytes, Setting } from '../support/running.ts';
import { until } from '../support/until.ts';
import { attacks, operationsOf, type Operation } from './hostile.ts';
import { encodeRequest, exchange, open, type RawAnswer, type RawRequest } from './raw.ts';
import { miniChoices } from '../../negative/mini.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as staffApi from '#server/api/staff.ts';

const PASSWORD = 'una contraseña larga';

let fixture: Fixture;
let people: Voter[];
let setting: Setting;
let voting: VotingProcess;
let votingLog = '';
/** Secrets that must be in no log and in no refusal. */
const secrets: string[] = [];

beforeAll(async () => {
  [fixture, setting] = await Promise.all([Fixture.start(), Setting.make()]);
  voting = await startVoting(setting.config, {
    clock: setting.clock,
    log: { write: (line) => (votingLog += line) },
  });
  await setting.open(voting.url, 2);
  people = voters(fixture, 3);
  await fixture.import(people.map((voter) => voter.row()));
  await fixture.issue();
  fixture.open();
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
  await fixture?.stop();
});

/**
 * Checks the answer to any request: its status is below 500, it has the required headers and no internal details, and
 * an error is a problem in both languages.
 */
function assertSound(answer: RawAnswer, request: RawRequest): void {
  const { status, headers, body } = answer;
  const sent = JSON.stringify({ ...request, body: String(request.body).slice(0, 200) }).slice(0, 600);
  expect(status, sent).toBeLessThan(500);
  expect(headers.get('content-security-policy'), sent).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get('x-content-type-options'), sent).toBe('nosniff');
  expect(headers.get('referrer-policy'), sent).toBe('no-referrer');
  expect(headers.get('strict-transport-security'), sent).toBe('max-age=31536000');
  for (const name of ['set-cookie', 'server', 'x-powered-by', 'access-control-allow-credentials'])
    expect(headers.has(name), `${name}: ${sent}`).toBe(false);
  if (status < 400 || request.method === 'HEAD') return;
  expect(headers.get('content-type'), sent).toBe('application/json; charset=utf-8');
  expect(JSON.parse(body), sent).toEqual({
    error: expect.stringMatching(/^[a-z-]+$/),
    title: expect.any(String),
    ...(body.includes('"detail"') && { detail: expect.any(String) }),
  });
  expect(body, sent).not.toMatch(/\.ts|node:|node_modules|\\n {4}at |<script|passwd|evil/);
  for (const secret of secrets) expect(body.includes(secret), sent).toBe(false);
}

/** Sends all requests, eight at a time. */
async function sendAll(url: string, requests: readonly RawRequest[]): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const left = requests.values();
  const send = async (): Promise<void> => {
    for (const request of left)
      for (const answer of await exchange(url, encodeRequest(request))) {
        assertSound(answer, request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      }
  };
  await Promise.all(Array.from({ length: 8 }, send));
  return statuses;
}

const last = (operations: readonly Operation[], end: RegExp): Operation[] =>
  operations.toSorted((a, b) => Number(end.test(a.path)) - Number(end.test(b.path)));

async function staffBearer(): Promise<string> {
  const uri = await addMember(fixture.services, { name: 'sara', by: 'prueba' }, 'supervisor', PASSWORD);
  const secret = new URL(uri).searchParams.get('secret')!;
  const app = new TOTP({ secret, crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() });
  const code = await app.generate({ epoch: fixture.now });
  const { body } = await fixture.post(staffApi.logIn.path, { name: 'sara', password: PASSWORD, code });
  secrets.push(body.session, secret);
  return body.session;
}

describe('the registry', () => {
  test('stands all that is sent to each of its routes', async () => {
    const [ana] = people;
    const { session, ticket } = await ana!.logIn();
    secrets.push(session, ticket, await ana!.link(), await ana!.code());
    const staff = await staffBearer();
    const operations = last(await operationsOf(fixture.registry.url), /end$|logout$/);
    expect(operations.length).toBeGreaterThan(15);
    const statuses = await sendAll(
      fixture.registry.url,
      operations.flatMap((operation) =>
        attacks(operation, operation.path.startsWith(logInApi.readSession.path) ? session : staff, 8_192),
      ),
    );
    for (const status of [200, 204, 400, 401, 403, 404, 413, 415, 431])
      expect([...statuses.keys()]).toContain(status);
  });

  test('lets pages of its own origins call, and none with credentials', async () => {
    const ask = async (method: string, origin: string): Promise<RawAnswer> => {
      const headers = [`origin: ${origin}`, 'access-control-request-method: POST'];
      const [answer] = await exchange(
        fixture.registry.url,
        encodeRequest({ method, path: logInApi.readSession.path, headers }),
      );
      assertSound(answer!, { method, path: logInApi.readSession.path, headers });
      return answer!;
    };
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const own = await ask(method, 'https://booth.example');
      expect(own.headers.get('access-control-allow-origin')).toBe('https://booth.example');
      expect(own.headers.get('vary')).toContain('Origin');
      for (const origin of [
        'https://evil.example',
        'https://booth.example.evil.example',
        'http://booth.example',
        'https://booth.example:444',
        'null',
        'https://BOOTH.example',
      ])
        expect((await ask(method, origin)).headers.get('access-control-allow-origin'), origin).toBe(
          undefined,
        );
    }
  });
});

describe('the voting process', () => {
  test('stands all that is sent to each of its routes', async () => {
    const [voter] = setting.voters;
    const ticket = await setting.ticket(voter!);
    secrets.push(ticket);
    const operations = await operationsOf(voting.url);
    expect(operations.length).toBeGreaterThan(5);
    const sizes = new Map<string, number>([
      [votingApi.postEntry.path, 400],
      [votingApi.revokeTicket.path, 200],
    ]);
    const statuses = await sendAll(
      voting.url,
      operations.flatMap((operation) => attacks(operation, ticket, sizes.get(operation.path) ?? 65_535)),
    );
    for (const status of [200, 400, 401, 404, 413, 415, 422, 431])
      expect([...statuses.keys()]).toContain(status);
    // A message for the board may be long. A body that is one byte too long is rejected before it is read.
    const headers = ['content-type: application/octet-stream', `content-length: ${MAX_MESSAGE + 1}`];
    const long = { method: 'POST', path: votingApi.postEntry.path, headers, body: '' };
    const [answer] = await exchange(voting.url, encodeRequest(long));
    assertSound(answer!, long);
    expect(answer!.status).toBe(413);
  });

  test('keeps no official out for whoever holds connections to the mailbox, and no other party for one', async () => {
    const { election, parties } = setting;
    const { X } = setting.voters[1]!.credential;
    const [revocation, late, closing] = await Promise.all([
      signEntry(parties.registrar, election.id, encodeRevocation({ credential: X, cause: 1 })),
      signEntry(parties.registrar, election.id, encodeRevocation({ credential: X, cause: 2 })),
      signEntry(parties.authority, election.id, encodeClosing({ ballots: 0, challenged: 0 })),
    ]);
    const message = (entry: Uint8Array): Uint8Array => concat(u32(entry.length), entry);
    /** Begins a message that is never completed. */
    const begin = async (bytes: Uint8Array): Promise<Socket> => {
      const socket = await open(voting.url);
      const head = `POST /entries HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\n`;
      socket.on('error', () => undefined).write(`${head}content-length: ${MAX_MESSAGE}\r\n\r\n`);
      socket.write(bytes);
      return socket;
    };
    const post = (entry: Uint8Array) => postBytes(`${voting.url}${votingApi.postEntry.path}`, message(entry));

    const strangers = [
      new Uint8Array(),
      message(revocation).subarray(0, -1),
      Uint8Array.of(0, 0, 0xff, 0xff, 1),
    ];
    const held = await Promise.all(
      strangers.flatMap((bytes) => Array.from({ length: 10 }, () => begin(bytes))),
    );
    expect(await post(revocation)).toMatchObject({ status: 200 });

    // Anyone can repeat an entry that is on the board. It is answered before its blob arrives and takes up no place.
    const again = await Promise.all(Array.from({ length: 10 }, () => begin(message(revocation))));
    for (const socket of again) expect(String((await once(socket, 'data'))[0])).toContain('200 OK');
    held.push(...again);
    expect((await post(late)).body).toMatchObject({ error: 'entry-refused' });

    // A message with a blob that is never completed.
    const large = await signEntry(
      parties.trustees[0]!.signer,
      election.id,
      encodeShareEntry(1, blobRef(new Uint8Array(1))),
    );
    const answered = new Set<Socket>();
    const hold = async (): Promise<Socket> => {
      const socket = await begin(message(large));
      return socket.once('data', () => answered.add(socket));
    };
    const own = [await hold(), await hold()];
    await until(async () => {
      // A message may have been refused because the request below took up its place. Then send it again.
      for (const [i, socket] of own.entries()) if (answered.has(socket)) own[i] = await hold();
      return (await post(large)).status === 503;
    });
    expect((await post(closing)).body).toMatchObject({ error: 'entry-refused' });
    expect((await post(late)).body).toMatchObject({ error: 'entry-refused' });
    for (const socket of [...held, ...own]) socket.destroy();
    await until(async () => (await post(large)).status === 422);
  });

  test('lets every page call, without credentials', async () => {
    const headers = ['origin: https://anywhere.example', 'access-control-request-method: POST'];
    for (const method of ['OPTIONS', 'GET']) {
      const [answer] = await exchange(
        voting.url,
        encodeRequest({ method, path: votingApi.readStatus.path, headers }),
      );
      assertSound(answer!, { method, path: votingApi.readStatus.path, headers });
      if (method === 'GET') expect(answer!.headers.get('access-control-expose-headers')).toBe('retry-after');
      expect(answer!.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer!.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    }
  });

  test('serves files of the board, and nothing else of its machine', async () => {
    const { directory } = setting.config;
    await writeFile(join(setting.home, 'secret'), 'secreto');
    await writeFile(join(directory, 'checkpoint.new'), 'secreto');
    await writeFile(join(directory, '.checkpoint'), 'secreto');
    await symlink(join(setting.home, 'secret'), join(directory, 'link'));
    const names = [
      '..', '../secret', '../board.key', '..%2fsecret', '%2e%2e/secret', '%2e%2e%2fsecret', '..%5csecret', '..\\secret', '%252e%252e/secret',
      'tile/../../secret', 'tile/0/../../../secret', '/secret', '//secret', '//etc/passwd', '/etc/passwd', '%2fetc%2fpasswd', 'file:///etc/passwd',
      'checkpoint%00', 'checkpoint%00.html', '%00', 'checkpoint/', 'checkpoint.new', '.checkpoint', 'checkpoint%2enew', 'link', 'tile', 'tile/', 'tile/0/', 'blob/',
      'tile/0/000/../../../../secret', 'clock/../checkpoint.new', 'checkpoint%0a', 'checkpoint%3f', 'checkpoint;x', '%c0%ae%c0%ae/secret', '%', '%e', 'CHECKPOINT',
      `blob/${'0'.repeat(64)}`, `blob/${'0'.repeat(5_000)}`, 'clock/99999999999999999999', 'tile/9/x999/x999/x999/999',
    ]; // prettier-ignore
    for (const name of names)
      for (const method of ['GET', 'HEAD']) {
        const request = { method, path: `/board/${name}` };
        const [answer] = await exchange(voting.url, encodeRequest(request));
        assertSound(answer!, request);
        expect([400, 403, 404], name).toContain(answer!.status);
        expect(answer!.body, name).not.toContain('secreto');
      }
    const [good] = await exchange(voting.url, encodeRequest({ path: '/board/checkpoint' }));
    expect(good!.status).toBe(200);
    // Immutable files are served without a rate limit.
    const [lasting] = await exchange(voting.url, encodeRequest({ path: '/board/clock/2' }));
    expect([lasting!.status, lasting!.headers.has('x-ratelimit-limit')]).toEqual([200, false]);
    expect(good!.headers.has('x-ratelimit-limit')).toBe(true);
    for (const range of ['bytes=0-0,2-3', 'bytes=-5', 'bytes=99999-', 'bytes=x', 'lines=1']) {
      const request = { path: '/board/checkpoint', headers: [`range: ${range}`, 'if-match: "x"'] };
      assertSound((await exchange(voting.url, encodeRequest(request)))[0]!, request);
    }
  });
});

describe.each([
  ['the registry', () => fixture.registry.url],
  ['the voting process', () => voting.url],
])('%s', (_name, url) => {
  test('answers what is no HTTP in its own form, and closes', async () => {
    const nonsense = [
      '\0\0\0\0', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /\u0001 HTTP/1.1\r\nhost: x\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'GET / HTTP/1.1\r\n: x\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: x\r\nx : y\r\n\r\n', 'GET / HTTP/1.1\r\nhost: x\r\nx: a\0b\r\n\r\n', `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`, 'FOO / HTTP/1.1\r\n\r\n',
      'POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: a\r\n\r\n', 'POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
      'POST /ballots HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'GET http:// HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    ]; // prettier-ignore
    for (const text of nonsense) {
      const [answer, ...more] = await exchange(url(), Buffer.from(text, 'latin1'));
      expect(more, text.slice(0, 80)).toEqual([]);
      assertSound(answer!, { path: text.slice(0, 80) });
      expect(answer!.status).toBeGreaterThanOrEqual(400);
    }
  });

  test('answers a request without a host, and closes what would become a tunnel', async () => {
    const [bare] = await exchange(url(), 'GET /nowhere HTTP/1.1\r\nconnection: close\r\n\r\n');
    assertSound(bare!, { path: '/nowhere' });
    expect(bare!.status).toBe(404);
    expect(await exchange(url(), 'CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n')).toEqual([]);
  });

  test('answers requests in a row each in turn, and nothing after one that is broken', async () => {
    const one = 'GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n';
    const answers = await exchange(
      url(),
      `${one.repeat(40)}${one.replace('x\r\n', 'x\r\nconnection: close\r\n')}`,
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 41 }, () => 200));
    const broken = await exchange(url(), `GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\nGARBAGE${one}`);
    for (const answer of broken) assertSound(answer, { path: 'GARBAGE' });
    expect(broken.length).toBeLessThanOrEqual(2);
  });
});

test('after all of this, neither log knows a secret, a person, a credential or an address', async () => {
  const [voter] = setting.voters;
  const ballot = setting.ballot(voter!, miniChoices);
  expect(
    (await postBytes(`${voting.url}${votingApi.castBallot.path}`, ballot, await setting.ticket(voter!)))
      .status,
  ).toBe(200);
  const forbidden = [
    ...secrets,
    toHex(voter!.X),
    toHex(parseBallot(ballot, setting.election).tracker),
    await people[0]!.sms(),
    ...people.flatMap(({ email, mobile, key }) => [email, mobile, key]),
    await people[0]!.person(),
    '127.0.0.1',
    '::1',
    'localhost',
    'passwd',
  ];
  const lines = `${votingLog}\n${fixture.log}`
    .split('\n')
    .filter((line) => !line.includes('Server listening at'));
  expect(lines.length).toBeGreaterThan(2_000);
  for (const text of forbidden)
    expect(lines.filter((line) => line.includes(text.length === 6 ? `"${text}"` : text))).toEqual([]);
  const failures = lines.filter((line) => line.includes('"level":50'));
  expect(failures.filter((line) => !line.includes('EntryIntake.post'))).toEqual([]); // an intake that was full
});

test('whoever has an answer finds what it did, however slow the database is', async () => {
  const { election, clock, parties } = setting;
  clock.time = election.closes + election.manifest.graceSeconds;
  const { store } = voting.board;
  const read = store.officialEntries.bind(store);
  vi.spyOn(store, 'officialEntries').mockImplementation(async (...asked) => {
    await wait(200);
    return read(...asked);
  });
  const client = new BoardClient(voting.url, election.id);
  await new Officials(election, parties, client).close();
  expect(await client.status()).toMatchObject({ stage: 'closed' });
});
