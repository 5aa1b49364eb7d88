/** Tests of the process of a site's desk: online, offline, and after a power cut. */
import { execFile } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#crypto/bytes.ts';
import { newCode } from '#crypto/credential.ts';
import { verifyEcdsa } from '#crypto/ecdsa.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { sha256 } from '#crypto/transcript.ts';
import { frame } from '#crypto/transcript.ts';
import type { DeskConfig } from '#server/desk/config.ts';
import type { SiteAct } from '#server/api/desk.ts';
import { exitCodeOf, exitCodes, sentenceOf, textOf } from '#server/shared/exit-codes.ts';
import { endOf, followHours } from '#server/desk/hours.ts';
import { startDesk, type DeskProcess } from '#server/desk/process.ts';
import { readSecret } from '#server/shared/keys.ts';
import { sealKit } from '#server/api/site-bundle.ts';
import { program } from '../support/program.ts';
import type { Answer } from './support/running.ts';
import { SiteSetting, type Person } from './support/site.ts';
import { pathOf } from '#server/api/endpoint.ts';
import * as votingApi from '#server/api/voting.ts';
import * as deskApi from '#server/api/desk.ts';

const run = promisify(execFile);
const CHICAGO = 0;
const SUPERVISOR = { name: 'eva', pin: '246810' };

const people: readonly Person[] = [
  ['UNO', 'Registrada Uno', 'in-person', 'chicago', 'yes'],
  ['DOS', 'Registrado Dos', 'in-person', 'chicago', 'yes'],
  ['TRES', 'Registrada Tres', 'in-person', 'chicago', 'yes'],
  ['CUATRO', 'Registrado Cuatro', 'in-person', 'chicago', 'yes'],
  ['MADRID', 'Registrada en Madrid', 'in-person', 'madrid', 'yes'],
  ['VENCIDA', 'Credencial Vencida', 'in-person', 'chicago', 'no'],
  ['RED', 'De Internet', 'internet', '', 'yes'],
  ['PASO', 'Sin Registro', 'walk-in', '', 'yes'],
  ['OTRO', 'Sin Registro Dos', 'walk-in', '', 'yes'],
];

let world: SiteSetting;
let config: DeskConfig;
let desk: DeskProcess;
let session: string;

beforeAll(async () => {
  world = await SiteSetting.start(people, 12);
  config = await world.deskConfig(CHICAGO);
  await startAgain();
  await desk.desk.staff.add('Ana', 'clerk', '135791');
  await desk.desk.staff.add('Eva', 'supervisor', SUPERVISOR.pin);
  session = (await post('login', { name: 'ana', pin: '135791' })).body['session'] as string;
});
afterAll(async () => {
  await desk?.stop();
  await world?.stop();
});

/** Restarts the desk. With `link` false the central servers do not answer. */
async function startAgain(link = true): Promise<void> {
  await desk?.stop();
  const nowhere = 'http://127.0.0.1:1';
  const own = link ? config : { ...config, registry: nowhere, voting: nowhere };
  const now = (): number => world.setting.clock.now();
  desk = await startDesk(own, { now, log: { write: () => undefined }, timers: false });
}

const logIn = async (): Promise<void> => {
  session = (await post('login', { name: 'ana', pin: '135791' })).body['session'] as string;
};

async function ask(path: string, body?: object, token: string = session): Promise<Answer> {
  const response = await fetch(`${desk.url}/${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}
const post = (path: string, body: object): Promise<Answer> => ask(path, body);
const person = (key: string): Promise<Answer> => post('person', { person: world.persons.get(key) });
const issue = (key: string, more: object = {}): Promise<Answer> =>
  post('issue', { person: world.persons.get(key), ...more });

test('a second desk does not start on the same folder, and nothing of the first is lost', async () => {
  await expect(startDesk(config, { timers: false })).rejects.toThrow(/Otro proceso/);
  expect((await fetch(`${desk.opsUrl}/readyz`)).status).toBe(200);
});

test('a desk without a link says so to those who run it, and serves', async () => {
  await startAgain(false);
  await logIn();
  await person('UNO'); // the desk asks the registry, which does not answer
  const [ready, serves] = [await fetch(`${desk.opsUrl}/readyz`), await fetch(`${desk.opsUrl}/servez`)];
  expect([ready.status, serves.status]).toEqual([503, 200]);
  expect(await ready.text()).toContain('no link with the centre');
  await startAgain();
  await logIn();
});

test('pages that only look make no lines in its log', async () => {
  await desk.stop();
  const now = (): number => world.setting.clock.now();
  let log = '';
  desk = await startDesk(config, { now, log: { write: (line) => (log += line) }, timers: false });
  for (const path of ['state', 'queue']) expect(await ask(path)).toMatchObject({ status: 200 });
  await logIn();
  expect(log).toContain(`"route":"${deskApi.logIn.path}"`);
  expect(log).not.toMatch(/"route":"\/(state|queue)"/);
  await startAgain();
  await logIn();
});

describe('before the day', () => {
  test('its program shows the key for the kit, and adds accounts', async () => {
    const file = join(config.state, 'config.json');
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    const cli = (...args: string[]) =>
      run(process.execPath, [...program('server/desk/cli.ts'), '--config', file, ...args]);
    const opener = await envelopeOpener(
      await readSecret(config.keys.kit, 32),
      'desk-kit',
      world.setting.election.id,
    );
    expect((await cli('key')).stdout).toBe(`${toHex(opener.publicKey)}\n`);
    const added = cli('staff', 'Luz', '--role', 'clerk');
    added.child.stdin!.end('975310\n');
    expect((await added).stdout).toContain('Luz puede entrar.');
    expect((await post('login', { name: 'luz', pin: '975310' })).status).toBe(200);
  });

  test('only staff get in, and guessing is stopped', async () => {
    expect(await ask('find', { by: 'name', text: 'Reg' }, '')).toMatchObject({ status: 401 });
    for (let i = 0; i < 5; i += 1)
      expect(await post('login', { name: 'nadie', pin: '000000' })).toMatchObject({
        body: { error: 'staff-refused' },
      });
    expect(await post('login', { name: 'nadie', pin: '000000' })).toMatchObject({
      body: { error: 'staff-locked' },
    });
  });

  test('no card is given until the site is opened, which proves the empty box', async () => {
    expect(await issue('UNO')).toMatchObject({ body: { error: 'not-open' } });
    const device = { name: 'kiosco 1', software: 'ab'.repeat(32), supervisor: SUPERVISOR };
    expect((await post('devices', device)).status).toBe(200);
    const clerk = { name: 'ana', pin: '135791' };
    expect(await post('opening', { supervisor: clerk })).toMatchObject({
      body: { error: 'supervisor-needed' },
    });
    expect((await post('opening', { supervisor: SUPERVISOR })).status).toBe(204);
    expect(await post('opening', { supervisor: SUPERVISOR })).toMatchObject({ body: { error: 'is-open' } });
    const act = await actOf('opening');
    expect(act).toMatchObject({
      site: { code: 'chicago' },
      supervisor: 'eva',
      board: { issued: 0, ballots: 0 },
      cards: { given: 0 },
      devices: [{ name: 'kiosco 1' }],
    });
  });
});

/** Fetches an opening or closing act and checks the site's signature on it. */
async function actOf(kind: 'opening' | 'closing'): Promise<SiteAct> {
  const { body } = await ask(`acts/${kind}`);
  const { id, sites } = world.setting.election;
  const [text, signature] = [body['act'] as string, body['signature'] as string];
  const signed = frame('site-act/v1', id, utf8(text));
  expect(verifyEcdsa(sites[CHICAGO]!.key, signed, fromHex(signature, 64))).toBe(true);
  return JSON.parse(text) as SiteAct;
}

describe('with a link', () => {
  test.each([
    ['UNO', 'may-vote', 'registered-here'],
    ['MADRID', 'not-here', 'other-site'],
    ['VENCIDA', 'not-here', 'not-in-force'],
    ['PASO', 'may-vote', 'walk-in'],
    ['RED', 'supervisor', 'moves-from-internet'],
  ])('%s: %s, %s', async (key, verdict, why) => {
    expect(await person(key)).toMatchObject({
      status: 200,
      body: { verdict, why, offices: expect.any(Array) },
    });
  });

  test('a card is given, is on the board, and is good for one ballot', async () => {
    const { body: found } = await post('find', { by: 'credential', text: ' uno ' });
    expect(found).toMatchObject({ people: [{ voterKey: 'UNO' }], offline: false });
    const given = await issue('UNO');
    expect(given).toMatchObject({ status: 200, body: { onBoard: true, minutes: 30, number: 1 } });
    expect(await issue('UNO')).toMatchObject({ body: { error: 'card-open' } });
    expect(await person('UNO')).toMatchObject({ body: { verdict: 'supervisor', why: 'card-open' } });
    expect(await world.vote(given.body['card'] as string)).toBe(200);
    expect(await person('UNO')).toMatchObject({ body: { verdict: 'voted', why: 'voted-here' } });
    expect(await issue('UNO')).toMatchObject({ body: { error: 'not-served', detail: 'voted-here' } });
  });

  test('whoever was to vote by internet needs a supervisor', async () => {
    expect(await issue('RED')).toMatchObject({ body: { error: 'supervisor-needed' } });
    const given = await issue('RED', { supervisor: SUPERVISOR, reason: 'no le llegó el enlace' });
    expect(given).toMatchObject({ status: 200, body: { onBoard: true } });
  });

  test('no more walk-ins than the site may serve', async () => {
    expect((await issue('PASO')).status).toBe(200);
    expect(await person('OTRO')).toMatchObject({ body: { verdict: 'not-here', why: 'quota-full' } });
  });

  test('a lost card is spoiled with a supervisor, and another one given', async () => {
    const first = (await issue('DOS')).body['card'] as string;
    const spoil = { person: world.persons.get('DOS'), supervisor: SUPERVISOR, reason: 'lost' };
    expect((await post('spoil', spoil)).status).toBe(204);
    expect(await world.vote(first)).toBe(409);
    const second = (await issue('DOS')).body['card'] as string;
    expect(await world.vote(second)).toBe(200);
    expect(await post('spoil', spoil)).toMatchObject({ body: { error: 'card-used' } });
  });

  test('the queue is counted', async () => {
    expect(await ask('queue')).toMatchObject({ body: { waiting: 0, servedLastHour: 4 } });
    expect(await post('queue/arrive', { count: 8 })).toMatchObject({ body: { waiting: 4 } });
    expect((await ask('queue', undefined, '')).body['minutes']).toBeGreaterThan(0);
  });
});

describe('without a link', () => {
  let card: string;

  test('only this site’s roll is served, and the card says that it is not on the board', async () => {
    await startAgain(false);
    await logIn();
    const { body } = await post('find', { by: 'name', text: 'registrad' });
    expect(body).toMatchObject({ offline: true });
    expect((body['people'] as unknown[]).length).toBe(4);
    expect(await issue('OTRO')).toMatchObject({ status: 503, body: { error: 'no-link' } });
    const given = await issue('TRES');
    expect(given).toMatchObject({ status: 200, body: { onBoard: false } });
    card = given.body['card'] as string;
    expect(await issue('TRES')).toMatchObject({ body: { error: 'card-open' } });
    expect(await ask('state')).toMatchObject({ body: { link: { up: false }, cards: { pending: 1 } } });
  });

  test('after a power cut in the middle of a line nothing that was answered is lost', async () => {
    await desk.stop();
    await appendFile(join(config.state, 'journal.jsonl'), '{"before":"00');
    await startAgain(false);
    await logIn();
    expect(await issue('TRES')).toMatchObject({ body: { error: 'card-open' } });
  });

  test('when the link is back board and registry hear of it', async () => {
    await startAgain();
    await logIn();
    expect(await desk.deliver()).toBe(true);
    expect(await ask('state')).toMatchObject({ body: { cards: { pending: 0, conflicts: 0 } } });
    expect(await world.vote(card)).toBe(200);
    const { rows } = await world.registry.services.pool.query(
      'select from registry.presence where person = $1',
      [world.persons.get('TRES')],
    );
    expect(rows).toHaveLength(1);
  });
});

test('a journal that was changed is not believed', async () => {
  await desk.stop();
  const file = join(config.state, 'journal.jsonl');
  const before = await readFile(file, 'utf8');
  await writeFile(file, before.replace('"clerk":"ana"', '"clerk":"ano"'));
  await expect(startDesk(config, { timers: false })).rejects.toThrow(/changed or is missing/);
  await writeFile(file, `nada\n${before}`);
  await expect(startDesk(config, { timers: false })).rejects.toSatisfy(callsForAPerson(/se cambió o falta/));
  await writeFile(file, before);
  await startAgain();
  await logIn();
});

/**
 * Returns a function that checks an error: its message matches in both languages, it has no text of the operating
 * system, and its exit code prevents a restart.
 */
const callsForAPerson =
  (says: RegExp) =>
  (error: unknown): boolean =>
    exitCodeOf(error) === exitCodes.configuration &&
    says.test(sentenceOf(error, 'es')) &&
    sentenceOf(error, 'en') !== sentenceOf(error, 'es') &&
    !/ENOENT|ENOTDIR|SyntaxError/.test(textOf(error).replaceAll(/\((ENOTDIR|EACCES)\)/g, ''));

test('what is missing is named, with what to do', async () => {
  const nowhere = join(world.setting.home, 'nowhere');
  const file = join(world.setting.home, 'kit-of-nothing');
  await writeFile(file, 'nada', { mode: 0o600 });
  for (const [own, says] of [
    [{ manifest: nowhere }, /No existe el archivo .*nowhere/],
    [{ manifest: file }, /no es un manifiesto válido/],
    [{ kit: nowhere }, /No existe el archivo .*nowhere/],
    [{ kit: file }, /El paquete \(kit\) no se selló para esta mesa/],
    [{ site: 'roma' }, /ninguna sede «roma»/],
    [{ state: join(file, 'state') }, /La carpeta .* no se puede usar/],
  ] as const) {
    const state = join(world.setting.home, 'other-state');
    const start = startDesk({ ...config, state, ...own }, { timers: false });
    await expect(start, String(says)).rejects.toSatisfy(callsForAPerson(says));
  }
});

test('cards of a kit whose pool is not on the board are given to nobody', async () => {
  const { setting } = world;
  const opener = await envelopeOpener(await readSecret(config.keys.kit, 32), 'desk-kit', setting.election.id);
  const kit = { ...desk.desk.kit, codes: Array.from({ length: 12 }, newCode) };
  const sealed = await sealKit(opener.publicKey, setting.election.id, setting.parties.registrar, kit);
  const right = config;
  config = { ...config, kit: join(setting.home, 'kit-of-no-pool') };
  await writeFile(config.kit, sealed, { mode: 0o600 });
  await startAgain();
  await logIn();
  expect(await issue('CUATRO')).toMatchObject({ status: 409, body: { error: 'kit-not-on-board' } });
  config = right;
  await startAgain();
  await logIn();
});

test('the site is open for longer once the board says so, and without a link too', async () => {
  const { election } = world.setting;
  const { ends } = election.sites[CHICAGO]!;
  const incident = await world.officials.tell({
    category: 'site',
    starts: '2026-01-01T10:00:00-06:00',
    ends: '2026-01-01T11:00:00-06:00',
    places: ['chicago'],
    people: null,
    what: { es: 'No hubo luz una hora.', en: 'There was no power for an hour.' },
    done: { es: 'Se abre una hora más.', en: 'It is open for an hour longer.' },
  });
  const item = { place: CHICAGO, before: ends, after: ends + 3600 };
  await world.officials.changeHours(incident, [item]);
  const shown = async (): Promise<unknown> => (await ask('state')).body['ends'];
  expect(await shown()).toBe(ends);
  await followHours(desk.desk);
  expect(await shown()).toBe(ends + 3600);
  await startAgain(false);
  await logIn();
  await followHours(desk.desk);
  expect(await shown()).toBe(ends + 3600);
  await startAgain();
  await logIn();
});

test('the site closes with what a kiosk still holds, and its act says what became of each card', async () => {
  const { clock, election } = world.setting;
  const last = (await issue('CUATRO')).body['card'] as string;
  const order = { supervisor: SUPERVISOR, explanations: 'Dos tarjetas no se usaron.', without: [] };
  expect(await post('closing', order)).toMatchObject({ body: { error: 'too-early' } });
  const token = (
    await post('devices', { name: 'kiosco 1', software: 'cd'.repeat(32), supervisor: SUPERVISOR })
  ).body['token'] as string;
  clock.time = election.sites[CHICAGO]!.ends + 10;
  await logIn();
  expect(await post('closing', order)).toMatchObject({ body: { error: 'too-early' } });
  clock.time = endOf(desk.desk) + 10;
  await logIn();
  expect(await post('closing', order)).toMatchObject({
    body: { error: 'device-silent', detail: 'kiosco 1' },
  });
  const { issue: entry, ballot } = world.ballotOf(last);
  // The kiosk delivered one of its ballots after it reported them, so the closing does not name that ballot.
  const { rows } = await world.voting.board.pool.query<{ hash: string }>(
    `select encode(sha256(bytes), 'hex') as hash from voting.entry where kind = 64 order by index desc limit 1`,
  );
  const held = { issues: [toHex(sha256(entry))], ballots: [toHex(sha256(ballot)), rows[0]!.hash] };
  expect((await ask('held', held, token)).status).toBe(204);
  expect((await ask('held', held, 'a'.repeat(43))).body).toMatchObject({ error: 'device-unknown' });
  expect(await post('closing', order)).toMatchObject({ status: 204 });
  expect(await actOf('closing')).toMatchObject({
    board: { ballots: 3 },
    cards: { given: 7, spoiled: 1, pending: 0, unused: 2, moved: 1, walkIns: 1 },
    held: { ballots: 1 },
    pool: { codes: 12, left: 5 },
    explanations: 'Dos tarjetas no se usaron.',
  });
  expect(await issue('CUATRO')).toMatchObject({ body: { error: 'closed' } });
  const numbers = await (
    await fetch(`${world.voting.url}${pathOf(votingApi.readSite, { site: String(CHICAGO) })}`)
  ).json();
  expect(numbers).toEqual({ issued: 7, ballots: 3, closed: true, missing: 1 });
});
