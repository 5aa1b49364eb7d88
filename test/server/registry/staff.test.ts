import { NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseAdmissions } from '#crypto/record/office.ts';
import type { Role } from '#server/registry/staff/accounts.ts';
import { addMember, resetMember, setDisabled, setRole } from '#server/registry/staff/manage.ts';
import type { Problem } from '#server/shared/http/problem.ts';
import { logInMember, type StaffLogin } from '#server/registry/staff/login.ts';
import { issueCredentials } from '#server/registry/issue/issue.ts';
import { Fixture, Voter, voters, type Answer } from './fixture.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as staffApi from '#server/api/staff.ts';

const PASSWORD = 'una contraseña larga';
/** Hours added to the clock. They only increase, so that no code of an authenticator is used twice. */
let hours = 0;

let fixture: Fixture;
let ana: Voter;
let eva: Voter;
const secrets = new Map<string, string>();

async function code(name: string, secondsAgo = 0): Promise<string> {
  const app = new TOTP({
    secret: secrets.get(name)!,
    crypto: new NobleCryptoPlugin(),
    base32: new ScureBase32Plugin(),
  });
  return app.generate({ epoch: fixture.now - secondsAgo });
}

const logIn = async (name: string, password = PASSWORD): Promise<Answer> =>
  fixture.post(staffApi.logIn.path, { name, password, code: await code(name) });
async function bearer(name: string): Promise<string> {
  const { status, body } = await logIn(name);
  if (status !== 200) throw new Error(`staff log-in: ${body.error}`);
  return body.session;
}

beforeAll(async () => {
  fixture = await Fixture.start();
  const members: [string, Role][] = [
    ['ines', 'help'],
    ['hugo', 'help'],
    ['olga', 'office'],
    ['sara', 'supervisor'],
    ['saul', 'supervisor'],
  ];
  for (const [name, role] of members) {
    const uri = await addMember(fixture.services, { name, by: 'prueba' }, role, PASSWORD);
    secrets.set(name, new URL(uri).searchParams.get('secret')!);
  }
});
beforeEach(async () => {
  await fixture.reset();
  fixture.now += (hours += 1) * 60;
  [ana, eva] = voters(fixture, 2) as [Voter, Voter];
  await fixture.import([ana.row(), eva.row('20', 'local'), 'PAPEL,Ana Postal,31,local,postal,,']);
  await fixture.issue();
});
afterAll(() => fixture.stop());

const journal = async (): Promise<
  { name: string; action: string; person: string | null; reason: string | null }[]
> =>
  (
    await fixture.pool.query(
      `select name, action, person, reason from registry.journal join registry.staff s on s.id = staff order by at, action`,
    )
  ).rows;

describe('log-in', () => {
  test('takes name, password and code, each of them, and tells not which was wrong', async () => {
    expect((await logIn('ines')).body).toEqual({
      session: expect.any(String),
      role: 'help',
      expires: fixture.now + 8 * 3600,
    });
    fixture.now += 60;
    const wrong = [
      await logIn('ines', 'otra contraseña larga'),
      await fixture.post(staffApi.logIn.path, { name: 'nadie', password: PASSWORD, code: '123456' }),
      await fixture.post(staffApi.logIn.path, { name: 'ines', password: PASSWORD, code: '000000' }),
    ];
    for (const { status, body } of wrong) {
      expect(status).toBe(401);
      expect(body).toEqual(wrong[0]!.body);
    }
    expect(wrong[0]!.body.error).toBe('staff-refused');
  });

  test('takes no code twice', async () => {
    expect((await logIn('ines')).status).toBe(200);
    expect((await logIn('ines')).body.error).toBe('staff-refused');
  });

  test('stops answering an address that tries a name again and again', async () => {
    const ask = () => fixture.post(staffApi.logIn.path, { name: 'pepe', password: 'x', code: '000000' });
    for (let i = 0; i < 10; i++) expect((await ask()).status).toBe(401);
    expect((await ask()).status).toBe(429);
    expect((await logIn('ines')).status).toBe(200);
  });

  test('is open to a member whom the whole world guesses at: with two codes in a row', async () => {
    const given = { name: 'ines', password: PASSWORD, code: '000000' };
    const ask = (more: Partial<StaffLogin>, address: string) =>
      logInMember(fixture.services, { ...given, ...more }, address).then(
        ({ session }) => session.length,
        (error: Problem) => error.code,
      );
    const world = Array.from({ length: 60 }, (_, i) => `203.0.113.${i}`);
    expect(new Set(await Promise.all(world.map((address) => ask({}, address))))).toEqual(
      new Set(['staff-refused']),
    );
    const [now, before, long] = [await code('ines'), await code('ines', 30), await code('ines', 60)];
    expect(await ask({ code: now }, '192.0.2.1')).toBe('staff-refused');
    expect(await ask({ code: now, earlier: long }, '192.0.2.1')).toBe('staff-refused');
    expect(await ask({ code: now, earlier: now }, '192.0.2.1')).toBe('staff-refused');
    expect(await ask({ code: now, earlier: before, password: 'x' }, '192.0.2.1')).toBe('staff-refused');
    expect(await ask({ code: now, earlier: before }, '192.0.2.1')).toBe(43);
    expect(await ask({ code: now, earlier: before }, '192.0.2.1')).toBe('staff-refused'); // accepted once only
    fixture.now += 86_400;
    expect(await ask({ code: await code('ines') }, '192.0.2.1')).toBe(43);
  });

  test('lets ten passwords be tried by whoever has the app, from wherever', async () => {
    const right = await code('hugo');
    const ask = (address: string) =>
      logInMember(fixture.services, { name: 'hugo', password: 'x', code: right }, address);
    for (let i = 0; i < 10; i++) await expect(ask(`192.0.2.${i}`)).rejects.toThrow('staff-refused');
    await expect(ask('192.0.2.10')).rejects.toThrow('too-many');
  });

  test('ends after half an hour without use, after eight hours in any case, and when it is ended', async () => {
    const [idle, ended, busy] = [await bearer('ines'), await bearer('hugo'), await bearer('olga')];
    const look = (session: string) =>
      fixture.post(staffApi.search.path, { by: 'name', text: 'persona' }, session);
    expect((await fixture.post(staffApi.logOut.path, undefined, ended)).status).toBe(204);
    expect((await look(ended)).body.error).toBe('staff-session');
    const begun = fixture.now;
    while (fixture.now + 1200 < begun + 8 * 3600) {
      fixture.now += 1200;
      expect((await look(busy)).status).toBe(200);
    }
    expect((await look(idle)).body.error).toBe('staff-session');
    fixture.now = begun + 8 * 3600;
    expect((await look(busy)).body.error).toBe('staff-session');
    expect((await look('A'.repeat(43))).body.error).toBe('staff-session');
    hours += 500; // later tests start after this test's codes
  });

  test('a voter’s session opens nothing of staff, nor theirs a voter’s', async () => {
    const staff = await bearer('sara');
    fixture.open();
    const { session } = await ana.logIn();
    expect((await fixture.post(staffApi.search.path, { by: 'name', text: 'persona' }, session)).status).toBe(
      401,
    );
    expect((await fixture.get(logInApi.readSession.path, staff)).status).toBe(401);
  });
});

describe('help line', () => {
  test('finds people by key, address and the beginning of a word of the name', async () => {
    const session = await bearer('ines');
    const find = async (by: string, text: string): Promise<string[]> =>
      (await fixture.post(staffApi.search.path, { by, text }, session)).body.people.map(
        ({ voterKey }: { voterKey: string }) => voterKey,
      );
    expect(await find('voterKey', ' clave 000001')).toEqual([ana.key]);
    expect(await find('email', ana.email.toUpperCase())).toEqual([ana.key]);
    expect(await find('name', 'persona')).toEqual([ana.key, eva.key]);
    expect(await find('name', '%%')).toEqual([]);
    expect(await find('name', 'an_ postal')).toEqual([]);
    expect(await find('name', 'postal')).toEqual(['PAPEL']);
    expect(await find('name', 'ostal')).toEqual([]);
  });

  test('finds names whatever accents and case, and says when there are more than it shows', async () => {
    const session = await bearer('ines');
    const find = async (text: string): Promise<Answer['body']> =>
      (await fixture.post(staffApi.search.path, { by: 'name', text }, session)).body;
    const named = Array.from({ length: 21 }, (_, i) => `N${i},Íñigo Núñez ${i},09,completa,postal,,`);
    await fixture.import([...named, 'OTRA,MARIA JOSE,09,completa,postal,,']);
    for (const text of ['inigo', 'ÍÑIGO NÚ', 'nun', 'I\u0301n\u0303igo']) {
      const { people, more } = await find(text);
      expect([text, people.length, more]).toEqual([text, 20, true]);
    }
    expect(await find('núñez 7')).toMatchObject({ people: [{ voterKey: 'N7' }], more: false });
    expect(await find('maría josé')).toMatchObject({ people: [{ voterKey: 'OTRA' }], more: false });
  });

  test('sees all but the vote, and no secret', async () => {
    let session = await bearer('ines');
    const person = await ana.person();
    const look = async () => (await fixture.post(staffApi.readPerson.path, { person }, session)).body;
    expect(await look()).toEqual({
      person,
      voterKey: ana.key,
      name: `Persona ${ana.key}`,
      unit: 0,
      style: 0,
      modality: 'internet',
      email: 'v…@correo.example',
      mobile: '…01',
      hasCredential: true,
      invitation: 'sent',
      firstAccess: false,
      locked: false,
      session: false,
      admitted: false,
      ballot: 'no',
      pendingChange: false,
    });
    fixture.voting.stage = 'open';
    fixture.now = fixture.election.opens;
    await ana.logIn();
    session = await bearer('ines');
    fixture.voting.voted.add(toHex(await ana.X()));
    expect(await look()).toMatchObject({ firstAccess: true, session: true, admitted: true, ballot: 'yes' });
    fixture.voting.before = () => {
      throw new Error('away');
    };
    expect(await look()).toMatchObject({ ballot: 'unknown' });
    expect(
      (await fixture.post(staffApi.readPerson.path, { person: crypto.randomUUID() }, session)).status,
    ).toBe(404);
  });

  test('sends a link again, unlocks, ends sessions; every act is in the journal with its reason', async () => {
    const session = await bearer('ines');
    const person = await ana.person();
    const act = (name: string) => fixture.post(`/staff/${name}`, { person, reason: `por ${name}` }, session);
    const old = await ana.link();
    expect((await act('resend-link')).status).toBe(204);
    expect(await ana.link()).not.toBe(old);
    fixture.open();
    fixture.now += 3600;
    const later = await bearer('ines');
    const actLater = (name: string) =>
      fixture.post(`/staff/${name}`, { person, reason: `por ${name}` }, later);
    const { body } = await fixture.post(logInApi.startLogin.path, { link: old });
    for (let i = 0; i < 5; i++)
      await fixture.post(logInApi.checkMobile.path, { login: body.login, digits: '9876' });
    expect((await fixture.post(logInApi.startLogin.path, { link: old })).body.error).toBe('locked');
    expect((await actLater('unlock')).status).toBe(204);
    const voter = await ana.logIn();
    expect((await actLater('end-sessions')).status).toBe(204);
    expect((await fixture.get(logInApi.readSession.path, voter.session)).status).toBe(401);
    expect(fixture.voting.orders).toHaveLength(1);
    const acts = (await journal()).filter((own) => own.person === person);
    expect(acts).toEqual(
      ['resend-link', 'end-sessions', 'unlock'].map((action) => ({
        name: 'ines',
        action,
        person,
        reason: `por ${action}`,
      })),
    );
  });

  test('does not do what its role does not allow', async () => {
    const help = await bearer('ines');
    const office = await bearer('olga');
    const person = await ana.person();
    const refused = [
      await fixture.post(staffApi.reissue.path, { person, reason: 'porque sí' }, help),
      await fixture.get(staffApi.countRoll.path, help),
      await fixture.post(staffApi.postAdmissions.path, undefined, help),
      await fixture.get(staffApi.askChange.path, help),
      await fixture.post(staffApi.decideChange.path, { change: person, release: true, reason: 'sí' }, help),
      await fixture.post(staffApi.askChange.path, { person, answers: 'sí, sí', reason: 'sí, sí' }, office),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 400, 403]);
    expect(fixture.voting.revoked.size).toBe(0);
  });
});

describe('change of contact data', () => {
  const wanted = { answers: 'dijo su clave y su domicilio', reason: 'cambió de número' };

  test('is asked for by one and released by another; both addresses are told, and old access ends', async () => {
    fixture.open();
    const [help, supervisor] = [await bearer('ines'), await bearer('sara')];
    const person = await ana.person();
    const link = await ana.link();
    const code1 = await ana.code();
    const voter = await ana.logIn();
    const asked = await fixture.post(
      staffApi.askChange.path,
      { person, email: 'Nueva@Correo.Example', mobile: '+52 55 9999 8888', ...wanted },
      help,
    );
    expect(asked.status).toBe(200);
    await fixture.registry.drain();
    const notices = async (subject: string): Promise<string[]> =>
      (await fixture.outbox()).filter((sent) => sent.subject.includes(subject)).map(({ to }) => to);
    expect((await notices('Se pidió cambiar')).toSorted()).toEqual(['nueva@correo.example', ana.email]);
    // Nothing has changed yet.
    expect((await fixture.get(logInApi.readSession.path, voter.session)).status).toBe(200);
    const { body } = await fixture.get(staffApi.askChange.path, supervisor);
    expect(body.changes).toEqual([
      {
        change: asked.body.change,
        person,
        name: `Persona ${ana.key}`,
        email: 'nueva@correo.example',
        mobile: '+525599998888',
        ...wanted,
        requestedBy: 'ines',
      },
    ]);
    const decided = await fixture.post(
      staffApi.decideChange.path,
      { change: asked.body.change, release: true, reason: 'identificada' },
      supervisor,
    );
    expect(decided.status).toBe(204);
    await fixture.registry.drain();
    expect((await notices('Tus datos cambiaron')).toSorted()).toEqual(['nueva@correo.example', ana.email]);
    expect((await fixture.get(logInApi.readSession.path, voter.session)).status).toBe(401);
    expect((await fixture.post(logInApi.startLogin.path, { link })).body.error).toBe('link-unknown');
    expect(fixture.voting.orders).toHaveLength(1);
    // The new link arrives at the new address, the voter chooses a factor again, and the voting code is the old one.
    const next = await fixture.lastTo('nueva@correo.example', /#([A-Za-z0-9_-]{43})$/m);
    const { body: begun } = await fixture.post(logInApi.startLogin.path, { link: next });
    expect(begun.next).toBe('mobile');
    await fixture.post(logInApi.checkMobile.path, { login: begun.login, digits: '8888' });
    const sms = await fixture.lastTo('+525599998888', /^(\d{6}) es tu/);
    const { body: shown } = await fixture.post(logInApi.checkCode.path, { login: begun.login, code: sms });
    expect((await ana.show(begun.login, shown.challenge, code1)).status).toBe(200);
  });

  test('brings the voting code to the new address if it never reached the old one', async () => {
    await fixture.import([new Voter(fixture, 7).row()]);
    await issueCredentials(fixture.services);
    await fixture.pool.query(`update registry.message set state = 'dead', attempts = 8`);
    const [help, supervisor] = [await bearer('ines'), await bearer('sara')];
    const person = await new Voter(fixture, 7).person();
    const look = async () => (await fixture.post(staffApi.readPerson.path, { person }, help)).body.invitation;
    expect(await look()).toBe('failed');
    const { body } = await fixture.post(
      staffApi.askChange.path,
      { person, email: 'nueva@correo.example', ...wanted },
      help,
    );
    await fixture.post(
      staffApi.decideChange.path,
      { change: body.change, release: true, reason: 'identificada' },
      supervisor,
    );
    await fixture.lastTo('nueva@correo.example', /^((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$/m);
    await fixture.lastTo('nueva@correo.example', /#([A-Za-z0-9_-]{43})$/m);
    expect(await look()).toBe('sent');
  });

  test('is not released by whoever asked, whatever the role', async () => {
    const [one, other] = [await bearer('sara'), await bearer('saul')];
    const person = await ana.person();
    const { body } = await fixture.post(
      staffApi.askChange.path,
      { person, mobile: '+525599998888', ...wanted },
      one,
    );
    const decide = (session: string, release: boolean) =>
      fixture.post(staffApi.decideChange.path, { change: body.change, release, reason: 'vista' }, session);
    expect((await decide(one, true)).body.error).toBe('same-person');
    expect((await decide(one, false)).body.error).toBe('same-person');
    const own = `update registry.change_request set state = 'released', decided_by = requested_by`;
    await expect(fixture.pool.query(own)).rejects.toThrow(/check/);
    expect((await decide(other, false)).status).toBe(204);
    expect((await decide(other, true)).body.error).toBe('change-unknown');
    const { rows } = await fixture.pool.query('select mobile from registry.person where id = $1', [person]);
    expect(rows[0].mobile).toBe(ana.mobile);
  });

  test('is not made to what is another person’s, or is none', async () => {
    const help = await bearer('ines');
    const person = await ana.person();
    const ask = async (contact: object): Promise<string> =>
      (await fixture.post(staffApi.askChange.path, { person, ...contact, ...wanted }, help)).body.error;
    expect(await ask({ email: ` ${eva.email.toUpperCase()}` })).toBe('contact-taken');
    expect(await ask({ mobile: eva.mobile })).toBe('contact-taken');
    expect(await ask({ email: 'no es' })).toBe('contact-form');
    expect(await ask({ mobile: '55' })).toBe('contact-form');
  });
});

describe('office', () => {
  test('issues anew before the opening only', async () => {
    const office = await bearer('olga');
    const person = await ana.person();
    const before = await ana.X();
    const ask = () => fixture.post(staffApi.reissue.path, { person, reason: 'perdió su código' }, office);
    expect((await ask()).status).toBe(204);
    expect(fixture.voting.revoked).toEqual(new Set([toHex(before)]));
    expect(toHex(await ana.X())).not.toBe(toHex(before));
    fixture.voting.stage = 'open';
    expect((await ask()).body.error).toBe('only-before-opening');
  });

  test('counts the roll, and after the closing signs how many were admitted', async () => {
    const office = await bearer('olga');
    expect((await fixture.get(staffApi.countRoll.path, office)).body).toEqual({ roll: [1, 1, 0] });
    fixture.open();
    await eva.logIn();
    await eva.logIn();
    fixture.now = fixture.election.opens + 600;
    const late = await bearer('olga');
    const post = () => fixture.post(staffApi.postAdmissions.path, undefined, late);
    expect((await post()).body.error).toBe('only-after-closing');
    fixture.voting.stage = 'closed';
    const { body } = await post();
    expect(body).toEqual({ index: fixture.voting.entries.length - 1, admitted: { internet: [0, 1, 0] } });
    const entry = fixture.voting.entries.at(-1)!;
    expect(entry[0]).toBe(Kind.admissions);
    expect(parseAdmissions(entry, fixture.election).internet).toEqual([0, 1, 0]);
    fixture.voting.stage = 'admitted';
    expect((await post()).body.error).toBe('already-admitted');
  });
});

test('the journal only grows, whoever asks', async () => {
  await bearer('ines');
  for (const query of [
    `update registry.journal set action = 'nada'`,
    'delete from registry.journal',
    'truncate registry.journal',
  ]) {
    await expect(fixture.pool.query(query)).rejects.toThrow(/permission denied/);
    await expect(fixture.owner.query(query)).rejects.toThrow(/only grows/);
  }
  expect(await journal()).toContainEqual({ name: 'ines', action: 'login', person: null, reason: null });
  expect(fixture.log).not.toContain(PASSWORD);
});

describe('accounts', () => {
  const by = 'operadora';
  const act = async (): Promise<unknown> =>
    (
      await fixture.pool.query(
        `select operator, action, reason from registry.journal where operator = $1 order by at desc limit 1`,
        [by],
      )
    ).rows[0];
  const add = async (name: string, role: Role): Promise<void> => {
    const uri = await addMember(fixture.services, { name, by }, role, PASSWORD);
    secrets.set(name, new URL(uri).searchParams.get('secret')!);
  };
  const search = (session: string): Promise<Answer> =>
    fixture.post(staffApi.search.path, { by: 'name', text: 'per' }, session);

  test('of one name there is one', async () => {
    await expect(addMember(fixture.services, { name: ' INES ', by }, 'help', PASSWORD)).rejects.toMatchObject(
      {
        code: 'staff-exists',
      },
    );
    await expect(setDisabled(fixture.services, { name: 'nadie', by }, true)).rejects.toMatchObject({
      code: 'staff-unknown',
    });
  });

  test('that are disabled lose their sessions and get no other until they are enabled', async () => {
    await add('dora', 'help');
    const session = await bearer('dora');
    fixture.now += 60;
    await setDisabled(fixture.services, { name: 'Dora', by }, true);
    expect(await act()).toEqual({ operator: by, action: 'staff-disable', reason: 'dora' });
    expect((await search(session)).body.error).toBe('staff-session');
    expect((await logIn('dora')).body.error).toBe('staff-refused');
    await setDisabled(fixture.services, { name: 'dora', by }, false);
    fixture.now += 60;
    expect((await search(await bearer('dora'))).status).toBe(200);
  });

  test('that are reset have another password and authenticator, and another person is still another person', async () => {
    await add('rita', 'supervisor');
    const session = await bearer('rita');
    const { body } = await fixture.post(
      staffApi.askChange.path,
      {
        person: await ana.person(),
        email: 'otra@correo.example',
        answers: 'tres de tres',
        reason: 'lo pidió',
      },
      session,
    );
    const old = secrets.get('rita');
    fixture.now += 60;
    const uri = await resetMember(fixture.services, { name: 'rita', by }, 'otra contraseña larga');
    expect(await act()).toEqual({ operator: by, action: 'staff-reset', reason: 'rita' });
    secrets.set('rita', new URL(uri).searchParams.get('secret')!);
    expect(secrets.get('rita')).not.toBe(old);
    expect((await search(session)).body.error).toBe('staff-session');
    expect((await logIn('rita')).body.error).toBe('staff-refused');
    fixture.now += 60;
    const again = await logIn('rita', 'otra contraseña larga');
    expect(again.status).toBe(200);
    const decided = await fixture.post(
      staffApi.decideChange.path,
      { change: body.change, release: true, reason: 'yo misma' },
      again.body.session,
    );
    expect(decided.body.error).toBe('same-person');
  });

  test('change their role, and the last supervisor goes only if one says so', async () => {
    fixture.now += 3600;
    const last = { name: 'sara', by };
    for (const name of ['saul', 'rita']) await setRole(fixture.services, { name, by }, 'office');
    expect(await act()).toMatchObject({ action: 'staff-role-office' });
    await expect(setRole(fixture.services, last, 'help')).rejects.toMatchObject({ code: 'last-supervisor' });
    await expect(setDisabled(fixture.services, last, true)).rejects.toMatchObject({
      code: 'last-supervisor',
    });
    await setDisabled(fixture.services, { ...last, evenLast: true }, true);
    expect((await logIn('sara')).body.error).toBe('staff-refused');
  });
});
