import { TOTP, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { equalBytes, fromHex, toHex } from '#crypto/bytes.ts';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { encodeElement } from '#crypto/group.ts';
import { provePossession } from '#crypto/proof/possession.ts';
import { readSecret } from '#server/shared/keys.ts';
import { openTicket, openTicketRevocation } from '#server/api/ticket.ts';
import { Fixture, voters, type Voter } from './fixture.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as staffApi from '#server/api/staff.ts';

let fixture: Fixture;
let ana: Voter;
let eva: Voter;
let ticketKey: Uint8Array;

beforeAll(async () => {
  fixture = await Fixture.start();
  const { ticket } = fixture.config.keys;
  ticketKey = softwareSigner(await readSecret((ticket as { file: string }).file, 32)).publicKey;
});
beforeEach(async () => {
  await fixture.reset();
  [ana, eva] = voters(fixture, 2) as [Voter, Voter];
  await fixture.import([ana.row(), eva.row('20', 'local')]);
  await fixture.issue();
  fixture.open();
});
afterAll(() => fixture.stop());

const start = async (voter: Voter): Promise<string> =>
  (await fixture.post(logInApi.startLogin.path, { link: await voter.link() })).body.login;
const rows = async (table: string): Promise<number> =>
  (await fixture.pool.query(`select from registry.${table}`)).rowCount!;

test('leads by SMS to a session and a ticket that names the credential alone', async () => {
  const begun = await fixture.post(logInApi.startLogin.path, { link: await ana.link() });
  expect(begun.body).toEqual({ login: expect.any(String), next: 'mobile', factor: null });
  const { login } = begun.body;
  expect(
    (await fixture.post(logInApi.checkMobile.path, { login, digits: ana.mobile.slice(-4) })).body,
  ).toEqual({
    next: 'code',
  });
  const shown = await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
  expect(shown.body).toEqual({ next: 'credential', challenge: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await rows('admission')).toBe(0);
  const { status, body, headers } = await ana.show(login, shown.body.challenge);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(await rows('admission')).toBe(1);
  const ticket = openTicket(ticketKey, fixture.election.id, body.ticket)!;
  expect(equalBytes(ticket.credential, await ana.X())).toBe(true);
  expect(ticket.notAfter).toBe(fixture.now + 1800);
  expect(body.notAfter).toBe(ticket.notAfter);

  expect((await fixture.get(logInApi.readSession.path, body.session)).body).toEqual({
    name: `Persona ${ana.key}`,
    unit: { code: '09', name: 'Ciudad de México' },
    style: { id: 'completa', title: { es: 'Completa', en: 'Complete' } },
    expires: body.notAfter,
  });
});

/** Sets up an authenticator app. Returns a function for its code at an offset in seconds. */
async function setUpApp(login: string): Promise<(seconds: number) => Promise<string>> {
  const { body } = await fixture.post(logInApi.setUpApp.path, { login });
  const secret = new URL(body.otpauth).searchParams.get('secret')!;
  const app = new TOTP({ secret, crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() });
  return (seconds) => app.generate({ epoch: fixture.now + seconds });
}

test('leads by an authenticator app, and takes no step twice', async () => {
  const login = await ana.begin();
  await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
  const sent = (await fixture.outbox()).length;
  const codeAt = await setUpApp(login);
  const give = async (code: string) => {
    const again = await start(ana);
    return fixture.post(logInApi.checkCode.path, { login: again, code });
  };

  const first = await fixture.post(logInApi.checkCode.path, { login, code: await codeAt(0) });
  expect(first.status).toBe(200);
  expect((await ana.show(login, first.body.challenge)).status).toBe(200);
  expect((await fixture.post(logInApi.startLogin.path, { link: await ana.link() })).body).toMatchObject({
    next: 'code',
    factor: 'totp',
  });
  expect((await give(await codeAt(0))).body.error).toBe('wrong-code'); // replayed
  expect((await give(await codeAt(60))).body.error).toBe('wrong-code'); // two steps ahead
  expect((await give(await codeAt(30))).status).toBe(200); // one ahead
  fixture.now += 60;
  expect((await give(await codeAt(-30))).body.error).toBe('wrong-code'); // the same step again
  expect((await give(await codeAt(0))).status).toBe(200);
  // Once chosen, the app is required at every access; no message is sent.
  expect((await fixture.outbox()).slice(sent).some(({ channel }) => channel === 'sms')).toBe(false);
});

describe('an authenticator app', () => {
  test('is set up by nobody but who holds the phone, and at the first access alone', async () => {
    const login = await start(ana);
    expect((await fixture.post(logInApi.setUpApp.path, { login })).body.error).toBe('wrong-step');
    await fixture.post(logInApi.checkMobile.path, { login, digits: ana.mobile.slice(-4) });
    expect((await fixture.post(logInApi.setUpApp.path, { login })).body.error).toBe('wrong-step');
    await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
    const codeAt = await setUpApp(login);
    expect((await fixture.post(logInApi.setUpApp.path, { login })).body.error).toBe('wrong-step');
    expect((await fixture.post(logInApi.resendCode.path, { login })).body.error).toBe('wrong-step');
    expect((await ana.show(login, '00'.repeat(32))).body.error).toBe('wrong-step');
    await fixture.post(logInApi.checkCode.path, { login, code: await codeAt(0) });
    expect((await fixture.post(logInApi.setUpApp.path, { login })).body.error).toBe('wrong-step');
    const later = await start(ana);
    fixture.now += 30;
    await fixture.post(logInApi.checkCode.path, { login: later, code: await codeAt(0) });
    expect((await fixture.post(logInApi.setUpApp.path, { login: later })).body.error).toBe('wrong-step');
  });

  test('that was not set up to the end leaves SMS as the factor', async () => {
    const login = await ana.begin();
    await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
    await setUpApp(login);
    expect((await fixture.post(logInApi.checkCode.path, { login, code: '000000' })).body.error).toBe(
      'wrong-code',
    );
    expect((await fixture.post(logInApi.startLogin.path, { link: await ana.link() })).body).toMatchObject({
      factor: 'sms',
    });
    await ana.logIn();
  });

  test('ends what others began by SMS meanwhile', async () => {
    const login = await ana.begin();
    await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
    const codeAt = await setUpApp(login);
    const other = await ana.begin();
    const code = await ana.sms();
    expect((await fixture.post(logInApi.checkCode.path, { login, code: await codeAt(0) })).status).toBe(200);
    expect((await fixture.post(logInApi.checkCode.path, { login: other, code })).body.error).toBe(
      'login-unknown',
    );
  });
});

test('later accesses ask for a code alone', async () => {
  await ana.logIn();
  const { body } = await fixture.post(logInApi.startLogin.path, { link: await ana.link() });
  expect(body).toMatchObject({ next: 'code', factor: 'sms' });
  const first = await ana.sms();
  expect((await fixture.post(logInApi.resendCode.path, { login: body.login })).status).toBe(200);
  const second = await ana.sms();
  if (first !== second)
    expect((await fixture.post(logInApi.checkCode.path, { login: body.login, code: first })).body.error).toBe(
      'wrong-code',
    );
  expect((await fixture.post(logInApi.checkCode.path, { login: body.login, code: second })).status).toBe(200);
});

describe('times', () => {
  test('nobody enters before the opening, nor from the closing on', async () => {
    const link = await ana.link();
    fixture.now = fixture.election.opens - 1;
    const early = await fixture.post(logInApi.startLogin.path, { link });
    expect([early.status, early.body.error]).toEqual([403, 'not-open']);
    fixture.now = fixture.election.closes;
    expect((await fixture.post(logInApi.startLogin.path, { link })).body.error).toBe('voting-closed');
  });

  test('who began before the closing and ends after it does not enter', async () => {
    fixture.now = fixture.election.closes - 10;
    const login = await ana.begin();
    const { body } = await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
    fixture.now = fixture.election.closes;
    expect((await ana.show(login, body.challenge)).body.error).toBe('voting-closed');
    expect(await rows('admission')).toBe(0);
  });

  test('a session ends with the grace at the latest', async () => {
    fixture.now = fixture.election.closes - 10;
    const { graceSeconds } = fixture.election.manifest;
    const { notAfter } = await ana.logIn();
    expect(notAfter).toBe(Math.min(fixture.now + 1800, fixture.election.closes + graceSeconds));
  });

  test('a code by SMS lasts five minutes, a log-in fifteen, a session thirty', async () => {
    const login = await ana.begin();
    const code = await ana.sms();
    fixture.now += 300;
    expect((await fixture.post(logInApi.checkCode.path, { login, code })).body.error).toBe('wrong-code');
    fixture.now += 600;
    expect((await fixture.post(logInApi.checkCode.path, { login, code })).body.error).toBe('login-unknown');
    const { session } = await ana.logIn();
    fixture.now += 1799;
    expect((await fixture.get(logInApi.readSession.path, session)).status).toBe(200);
    fixture.now += 1;
    expect((await fixture.get(logInApi.readSession.path, session)).body.error).toBe('session-over');
  });
});

describe('refuses', () => {
  test('wrong digits, five of which pause the access, with a notice', async () => {
    const link = await ana.link();
    const login = await start(ana);
    const wrong = ana.mobile.slice(-4) === '0000' ? '1111' : '0000';
    for (const left of ['4', '3', '2', '1']) {
      const { body } = await fixture.post(logInApi.checkMobile.path, { login, digits: wrong });
      expect([body.error, body.detail]).toEqual(['wrong-digits', left]);
    }
    expect((await fixture.post(logInApi.checkMobile.path, { login, digits: wrong })).body.error).toBe(
      'locked',
    );
    // This log-in is over, another cannot begin, and the right digits do not help.
    expect(
      (await fixture.post(logInApi.checkMobile.path, { login, digits: ana.mobile.slice(-4) })).body.error,
    ).toBe('login-unknown');
    expect((await fixture.post(logInApi.startLogin.path, { link })).body.error).toBe('locked');
    await fixture.registry.drain();
    const notice = (await fixture.outbox()).at(-1)!;
    expect(notice).toMatchObject({ channel: 'email', to: ana.email });
    expect(notice.subject).toContain('Tu acceso está en pausa');
    fixture.now += 899;
    expect((await fixture.post(logInApi.startLogin.path, { link })).body.error).toBe('locked');
    fixture.now += 1;
    expect((await fixture.post(logInApi.startLogin.path, { link })).status).toBe(200);
    // Another voter is not affected.
    await eva.logIn();
  });

  test('a second row of failures for twice as long', async () => {
    for (const seconds of [900, 1800]) {
      const login = await start(ana);
      for (let i = 0; i < 5; i++) await fixture.post(logInApi.checkMobile.path, { login, digits: '9876' });
      fixture.now += seconds - 1;
      expect((await fixture.post(logInApi.startLogin.path, { link: await ana.link() })).body.error).toBe(
        'locked',
      );
      fixture.now += 1;
    }
    expect((await fixture.post(logInApi.startLogin.path, { link: await ana.link() })).status).toBe(200);
  });

  test('codes, and counts them over all log-ins of the person at once', async () => {
    await ana.logIn();
    const logins = await Promise.all(Array.from({ length: 5 }, () => start(ana)));
    const answers = await Promise.all(
      logins.flatMap((login) =>
        [1, 2].map(() => fixture.post(logInApi.checkCode.path, { login, code: '000000' })),
      ),
    );
    const wrong = answers.filter(({ body }) => body.error === 'wrong-code');
    expect(wrong.length).toBe(4); // the fifth pauses the access, and the others find nothing
    expect((await fixture.post(logInApi.startLogin.path, { link: await ana.link() })).body.error).toBe(
      'locked',
    );
  });

  test('the code of another log-in, and a code twice', async () => {
    const [mine, theirs] = [await ana.begin(), await eva.begin()];
    expect(
      (await fixture.post(logInApi.checkCode.path, { login: theirs, code: await ana.sms() })).body.error,
    ).toBe('wrong-code');
    const code = await ana.sms();
    expect((await fixture.post(logInApi.checkCode.path, { login: mine, code })).status).toBe(200);
    expect((await fixture.post(logInApi.checkCode.path, { login: mine, code })).body.error).toBe(
      'wrong-step',
    );
    const again = await start(ana);
    if ((await ana.sms()) !== code)
      expect((await fixture.post(logInApi.checkCode.path, { login: again, code })).body.error).toBe(
        'wrong-code',
      );
  });

  test('a credential of another, a proof over another challenge, and an unknown credential, all alike', async () => {
    const at = async (): Promise<{ login: string; challenge: string }> => {
      const login = await ana.begin();
      const { body } = await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
      return { login, challenge: body.challenge };
    };
    const { login, challenge } = await at();
    const foreign = await ana.show(login, challenge, await eva.code());
    const unknown = await ana.show(login, challenge, newCode());
    const stale = await ana.show(login, '00'.repeat(32));
    const own = deriveCredential(fixture.election.id, await ana.code());
    const swapped = await fixture.post(logInApi.finishLogin.path, {
      login,
      credential: toHex(encodeElement(own.X)),
      proof: toHex(
        provePossession(
          fixture.election.id,
          deriveCredential(fixture.election.id, await eva.code()),
          fromHex(challenge, 32),
        ),
      ),
    });
    for (const [i, { status, body }] of [foreign, unknown, stale, swapped].entries()) {
      expect(status).toBe(403);
      expect([body.error, body.detail]).toEqual(['wrong-credential', String(4 - i)]);
    }
    expect(await rows('admission')).toBe(0);
    expect((await ana.show(login, challenge)).status).toBe(200);
  });

  test('steps that are not due', async () => {
    const login = await start(ana);
    expect((await fixture.post(logInApi.checkCode.path, { login, code: '123456' })).body.error).toBe(
      'wrong-step',
    );
    expect((await fixture.post(logInApi.setUpApp.path, { login })).body.error).toBe('wrong-step');
    expect((await ana.show(login, '00'.repeat(32))).body.error).toBe('wrong-step');
    await ana.logIn();
    const later = await start(ana);
    await fixture.post(logInApi.checkCode.path, { login: later, code: await ana.sms() });
    // A factor is chosen only once, so that someone who has link and phone for a moment cannot set up another.
    expect((await fixture.post(logInApi.setUpApp.path, { login: later })).body.error).toBe('wrong-step');
  });

  test('a revoked and an unknown link alike', async () => {
    const link = await ana.link();
    await fixture.pool.query('update registry.link set revoked = true where person = $1', [
      await ana.person(),
    ]);
    const [revoked, unknown] = [
      await fixture.post(logInApi.startLogin.path, { link }),
      await fixture.post(logInApi.startLogin.path, { link: 'A'.repeat(43) }),
    ];
    expect(revoked.body.error).toBe('link-unknown');
    expect(revoked.body).toEqual(unknown.body);
    expect(revoked.status).toBe(unknown.status);
  });

  test('more codes by SMS than a person needs', async () => {
    await ana.logIn();
    const errors = new Set<string>();
    for (let i = 0; i < 7; i++)
      errors.add((await fixture.post(logInApi.startLogin.path, { link: await ana.link() })).body.error);
    expect(errors).toContain('too-many-codes');
  });

  test('bodies that are no JSON, whatever they hold', async () => {
    const body = JSON.stringify({ link: await ana.link() });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      undefined,
    ]) {
      const answer = await fixture.ask(logInApi.startLogin.path, {
        method: 'POST',
        body: new TextEncoder().encode(body),
        ...(type !== undefined && { headers: { 'content-type': type } }),
      });
      expect(answer.status).toBe(415);
    }
    expect(await rows('login')).toBe(0);
  });

  test('members that are not asked for, and values of another form', async () => {
    const link = await ana.link();
    for (const body of [{ link, more: 1 }, { link: `${link}x` }, { link: 1 }, { link: [link] }, {}, null])
      expect((await fixture.post(logInApi.startLogin.path, body)).status).toBe(400);
    expect((await fixture.post(logInApi.startLogin.path, { link: 'x'.repeat(20_000) })).status).toBe(413);
  });

  test('pages of other origins', async () => {
    const ask = (origin: string) =>
      fixture.ask(logInApi.startLogin.path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    expect((await ask('https://booth.example')).headers.get('access-control-allow-origin')).toBe(
      'https://booth.example',
    );
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('sessions', () => {
  test('a new one ends the one before, and revokes its ticket', async () => {
    const first = await ana.logIn();
    const second = await ana.logIn();
    expect((await fixture.get(logInApi.readSession.path, first.session)).body.error).toBe('session-over');
    expect((await fixture.get(logInApi.readSession.path, second.session)).status).toBe(200);
    const old = openTicket(ticketKey, fixture.election.id, first.ticket)!;
    expect(fixture.voting.orders).toHaveLength(1);
    const named = openTicketRevocation(ticketKey, fixture.election.id, fixture.voting.orders[0]!)!;
    expect(equalBytes(named, old.id)).toBe(true);
    expect(await rows('session')).toBe(1);
    expect(await rows('ticket_revocation')).toBe(0);
  });

  test('the order to revoke is kept while the voting process cannot be reached', async () => {
    await ana.logIn();
    fixture.voting.before = (path) => {
      if (path === votingApi.revokeTicket.path) throw new Error('away');
    };
    await ana.logIn();
    expect(await rows('ticket_revocation')).toBe(1);
    fixture.voting.before = () => undefined;
    await fixture.registry.sweep();
    expect(fixture.voting.orders).toHaveLength(1);
    expect(await rows('ticket_revocation')).toBe(0);
  });

  test('end when they are ended', async () => {
    const { session } = await ana.logIn();
    expect((await fixture.post(logInApi.endSession.path, undefined, session)).status).toBe(204);
    expect((await fixture.get(logInApi.readSession.path, session)).status).toBe(401);
    expect((await fixture.post(logInApi.endSession.path, undefined, session)).status).toBe(204);
    expect(await rows('session')).toBe(0);
    expect(fixture.voting.orders).toHaveLength(1);
  });

  test('cannot be fixed beforehand: neither link nor log-in opens one', async () => {
    const link = await ana.link();
    const login = await ana.begin();
    const { body } = await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
    const admitted = (await ana.show(login, body.challenge)).body;
    for (const bearer of [link, login])
      expect((await fixture.get(logInApi.readSession.path, bearer)).status).toBe(401);
    expect(admitted.session).not.toBe(login);
    expect((await ana.show(login, body.challenge)).body.error).toBe('login-unknown');
    expect((await fixture.get(logInApi.readSession.path, `${admitted.session.slice(0, -2)}AA`)).status).toBe(
      401,
    );
    expect((await fixture.get(logInApi.readSession.path)).status).toBe(401);
  });
});

describe('a new link', () => {
  test('comes for a known address; for an unknown one nothing comes, and nothing tells', async () => {
    const before = (await fixture.outbox()).length;
    const known = await fixture.post(logInApi.askForLink.path, { email: ` ${ana.email.toUpperCase()}` });
    const unknown = await fixture.post(logInApi.askForLink.path, { email: 'nadie@correo.example' });
    expect([known.status, known.body]).toEqual([202, {}]);
    expect([unknown.status, unknown.body]).toEqual([202, {}]);
    const plain = (headers: Headers): string[] =>
      [...headers].filter(([name]) => !/^(date|x-ratelimit)/.test(name)).map(String);
    expect(plain(known.headers)).toEqual(plain(unknown.headers));
    // The work before the answer is the same in both cases; the rest happens later.
    expect(await rows('link_request')).toBe(2);
    const old = await ana.link();
    await fixture.registry.drain();
    expect(await rows('link_request')).toBe(0);
    expect((await fixture.outbox()).length).toBe(before + 1);
    expect(old).not.toBe('');
    await ana.logIn();
  });

  test('comes three times an hour', async () => {
    const before = (await fixture.outbox()).length;
    for (let i = 0; i < 5; i++) {
      expect((await fixture.post(logInApi.askForLink.path, { email: ana.email })).status).toBe(202);
      await fixture.registry.drain();
    }
    expect((await fixture.outbox()).length).toBe(before + 3);
  });
});

test('tells what it takes', async () => {
  const { status, body } = await fixture.get('/openapi.json');
  expect(status).toBe(200);
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      logInApi.startLogin.path,
      logInApi.finishLogin.path,
      logInApi.readSession.path,
      logInApi.askForLink.path,
      staffApi.logIn.path,
    ]),
  );
});
