import { createHook } from 'node:async_hooks';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addMember } from '#server/registry/staff/manage.ts';
import { Fixture, voters, type Answer, type Voter } from '../registry/fixture.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as staffApi from '#server/api/staff.ts';

let fixture: Fixture;
let ana: Voter;
let eva: Voter;
/** Proxy in front of the voting process. It can stop answering without closing connections. */
let line: Server;
let isMute = false;
/** Connections that the registry opened while the proxy did not answer. */
let asked = 0;
const sockets = new Set<Socket>();

beforeAll(async () => {
  let target = 0;
  line = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    if (isMute) {
      asked += 1;
      return;
    }
    const far = connect(target, '127.0.0.1').on('error', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  fixture = await Fixture.start((config) => {
    target = Number(new URL(config.voting).port);
    return { ...config, voting: `http://127.0.0.1:${(line.address() as AddressInfo).port}` };
  });
});
beforeEach(async () => {
  hush(false);
  await fixture.reset();
  [ana, eva] = voters(fixture, 2) as [Voter, Voter];
  await fixture.import([ana.row(), eva.row()]);
  await fixture.issue();
  fixture.open();
});
afterAll(async () => {
  hush(false);
  await fixture?.stop();
  line.close();
});

function hush(mute: boolean): void {
  isMute = mute;
  for (const socket of sockets) socket.destroy();
  sockets.clear();
}

/** Returns the queries to the database while `work` runs. */
async function workOf(work: () => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(fixture.services.pool, 'query');
  try {
    await work();
    return spy.mock.calls.map(([query]) => query);
  } finally {
    spy.mockRestore();
  }
}

/** Counts password derivations (scrypt) and decryptions of stored values while `work` runs. */
async function costOf(work: () => Promise<unknown>): Promise<{ derivations: number; openings: number }> {
  let derivations = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'SCRYPTREQUEST') derivations += 1;
    },
  }).enable();
  const open = vi.spyOn(fixture.services.vault, 'open');
  try {
    await work();
    return { derivations, openings: open.mock.calls.length };
  } finally {
    hook.disable();
    open.mockRestore();
  }
}

const plain = ({ status, body, headers }: Answer): unknown => [
  status,
  body,
  [...headers].filter(([name]) => !/^(date|x-ratelimit)/.test(name)),
];

describe('nobody learns who is on the roll', () => {
  test('by asking for a link', async () => {
    const answers: Answer[] = [];
    const work: string[][] = [];
    for (const email of [
      ana.email,
      'nadie@correo.example',
      'no es un correo',
      `${'x'.repeat(200)}@correo.example`,
    ])
      work.push(
        await workOf(async () => answers.push(await fixture.post(logInApi.askForLink.path, { email }))),
      );
    for (const answer of answers) expect(plain(answer)).toEqual(plain(answers[0]!));
    for (const queries of work) expect(queries).toEqual(work[0]);
  });

  test('by the names of staff', async () => {
    const uri = await addMember(
      fixture.services,
      { name: 'ines', by: 'prueba' },
      'help',
      'una contraseña larga',
    );
    const ask = (name: string, code = '000000') =>
      fixture.post(staffApi.logIn.path, { name, password: 'otra cosa larga', code });
    await ask('alguien'); // the first unknown name creates the secret that stands in for all unknown names
    const answers: Answer[] = [];
    const work: string[][] = [];
    const costs: { derivations: number; openings: number }[] = [];
    for (const name of ['ines', 'nadie'])
      work.push(
        await workOf(async () => costs.push(await costOf(async () => answers.push(await ask(name))))),
      );
    expect(plain(answers[0]!)).toEqual(plain(answers[1]!));
    expect(work[0]).toEqual(work[1]);
    expect(costs).toEqual([
      { derivations: 0, openings: 1 },
      { derivations: 0, openings: 1 },
    ]);
    // A password is derived only after the right code, which only a member's app shows.
    const secret = new URL(uri).searchParams.get('secret')!;
    const app = new TOTP({ secret, crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() });
    const code = await app.generate({ epoch: fixture.now });
    expect(await costOf(async () => answers.push(await ask('ines', code)))).toMatchObject({ derivations: 1 });
    expect(plain(answers[2]!)).toEqual(plain(answers[0]!));
  });

  test('by links: unknown, revoked, another’s or of another use', async () => {
    const { session } = await ana.logIn();
    const login = await eva.begin();
    await fixture.pool.query('update registry.link set revoked = true where person = $1', [
      await eva.person(),
    ]);
    const links = ['A'.repeat(43), await eva.link(), session, login];
    const answers = await Promise.all(links.map((link) => fixture.post(logInApi.startLogin.path, { link })));
    for (const answer of answers) {
      expect(answer.body.error).toBe('link-unknown');
      expect(plain(answer)).toEqual(plain(answers[0]!));
    }
  });
});

describe('a page of another site', () => {
  test('cannot send what a form can send', async () => {
    const { session } = await ana.logIn();
    const body = JSON.stringify({ email: ana.email });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain; x=application/json',
      'TEXT/PLAIN,application/json',
    ])
      for (const path of [logInApi.askForLink.path, logInApi.endSession.path, staffApi.logOut.path]) {
        const { status } = await fixture.ask(path, {
          method: 'POST',
          headers: {
            'content-type': type,
            origin: 'https://evil.example',
            authorization: `Bearer ${session}`,
          },
          body: Buffer.from(body),
        });
        expect([path, type, status]).toEqual([path, type, 415]);
      }
    expect((await fixture.pool.query('select from registry.link_request')).rowCount).toBe(0);
    expect((await fixture.get(logInApi.readSession.path, session)).status).toBe(200);
  });

  test('has nothing that a browser adds by itself: no cookie, no bearer in an address or a body', async () => {
    const { session } = await ana.logIn();
    for (const [path, headers] of [
      [logInApi.readSession.path, { cookie: `session=${session}; bearer=${session}` }],
      [
        `${logInApi.readSession.path}?bearer=${session}&session=${session}&authorization=Bearer%20${session}`,
        {},
      ],
      [
        logInApi.readSession.path,
        { authorization: `Basic ${Buffer.from(`:${session}`).toString('base64')}` },
      ],
      [logInApi.readSession.path, { 'proxy-authorization': `Bearer ${session}` }],
    ] as const) {
      const answer = await fixture.ask(path, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });
});

describe('a log-in', () => {
  test('is replayed step by step in vain', async () => {
    const link = await ana.link();
    const { body: begun } = await fixture.post(logInApi.startLogin.path, { link });
    const { login } = begun;
    const steps: [string, object][] = [[logInApi.checkMobile.path, { login, digits: ana.mobile.slice(-4) }]];
    await fixture.post(...steps[0]!);
    steps.push([logInApi.checkCode.path, { login, code: await ana.sms() }]);
    const { body } = await fixture.post(...steps[1]!);
    expect((await ana.show(login, body.challenge)).status).toBe(200);
    for (const [path, sent] of steps)
      expect((await fixture.post(path, sent)).body.error).toBe('login-unknown');
    expect((await ana.show(login, body.challenge)).body.error).toBe('login-unknown');
    // With the same link: another log-in, another code, another challenge.
    const again = await ana.begin();
    expect(again).not.toBe(login);
    const code = (steps[1]![1] as { code: string }).code;
    if ((await ana.sms()) !== code)
      expect((await fixture.post(logInApi.checkCode.path, { login: again, code })).body.error).toBe(
        'wrong-code',
      );
  });

  test('of two at once with one code, one goes on', async () => {
    const login = await ana.begin();
    const code = await ana.sms();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => fixture.post(logInApi.checkCode.path, { login, code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('shown twice at once gives one session', async () => {
    const login = await ana.begin();
    const { body } = await fixture.post(logInApi.checkCode.path, { login, code: await ana.sms() });
    const answers = await Promise.all(Array.from({ length: 4 }, () => ana.show(login, body.challenge)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await fixture.pool.query('select from registry.session')).rowCount).toBe(1);
  });

  test('is not held up by a voting process that does not answer, however many orders wait for it', async () => {
    for (const voter of [ana, eva]) await voter.logIn();
    hush(true);
    await fixture.pool.query(
      `insert into registry.ticket_revocation (ticket, expires_at)
       select ticket, expires_at from registry.session, generate_series(1, 20)`,
    );
    asked = 0;
    const { session } = await ana.logIn();
    expect(asked).toBeLessThanOrEqual(1); // one order waits for its time limit, and the others for the sweep
    expect((await fixture.get(logInApi.readSession.path, session)).status).toBe(200);
    hush(false);
    await fixture.registry.sweep();
    expect((await fixture.pool.query('select from registry.ticket_revocation')).rowCount).toBe(0);
  });
});
