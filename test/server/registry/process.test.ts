import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { printJson } from '#crypto/manifest/json.ts';
import { checkConfig } from '#server/shared/config.ts';
import { ConfigurationError, exitCodes, sentenceOf } from '#server/shared/exit-codes.ts';
import { configSchema, type RegistryConfig } from '#server/registry/config.ts';
import { startRegistry, type Registry } from '#server/registry/registry.ts';
import { program } from '../../support/program.ts';
import { Fixture, HEADER, voters, type Voter } from './fixture.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';

let fixture: Fixture;
let configFile: string;

beforeAll(async () => {
  fixture = await Fixture.start();
  configFile = join(fixture.directory, 'config.json');
  await writeFile(configFile, JSON.stringify(fixture.config), { mode: 0o600 });
});
beforeEach(() => fixture.reset());
afterAll(() => fixture.stop());

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(file: string, args: readonly string[], input?: string) {
  const child = spawn(process.execPath, [...program(file), ...args], { stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdin.end(input ?? '');
  const ended = once(child, 'close').then(([code]): Ended => ({ code: Number(code), out, err }));
  return { child, ended };
}
const cli = (...args: string[]): Promise<Ended> =>
  run('server/registry/cli.ts', ['--config', configFile, ...args]).ended;

test('says where it listens, answers, and ends when told', async () => {
  const { child, ended } = run('server/registry/main.ts', [configFile]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  let said = String(line);
  while (!/^registry listening on .*$/m.test(said)) said += String((await once(child.stdout, 'data'))[0]);
  const url = /^registry listening on (http:\/\/127\.0\.0\.1:[1-9]\d*)$/m.exec(said)![1]!;
  const answer = await fetch(`${url}${logInApi.startLogin.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ link: 'A'.repeat(43) }),
  });
  expect(answer.status).toBe(403); // by the real clock, which this process uses, the election is over
  expect(((await answer.json()) as { error: string }).error).toBe('voting-closed');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('answers those who run it on an address of its own', async () => {
  const ops = (path: string) => fetch(fixture.registry.opsUrl + path);
  expect(await (await ops('/healthz')).json()).toEqual({ status: 'alive' });
  expect(await (await ops('/readyz')).json()).toEqual({ status: 'ready' });
  expect(await (await ops('/metrics')).text()).toContain('sivei_http_seconds');
  expect((await fixture.get('/metrics')).status).toBe(404);
});

describe('does not start', () => {
  const start = async (change: (config: RegistryConfig) => RegistryConfig): Promise<unknown> =>
    startRegistry(change(structuredClone(fixture.config)), {
      timers: false,
      log: { write: () => undefined },
    });

  async function realElection(): Promise<string> {
    const manifest = JSON.parse(await readFile(fixture.config.manifest, 'utf8')) as { rehearsal: boolean };
    manifest.rehearsal = false;
    const file = join(fixture.directory, 'real.json');
    await writeFile(file, utf8(printJson(manifest)));
    return file;
  }

  test('for a real election with messages of a rehearsal, keys in files, or a token in software', async () => {
    const manifest = await realElection();
    await expect(start((config) => ({ ...config, manifest }))).rejects.toThrow(/"demo" is for rehearsals/);
    const mail = { host: '127.0.0.1', port: 25, secure: false, from: 'x@y.example' };
    const sms = { gateway: 'http://127.0.0.1:1/', tokenFile: fixture.config.keys.sealing.pinFile };
    await expect(start((config) => ({ ...config, manifest, mail, sms }))).rejects.toThrow(
      /in tokens, not in files/,
    );
    const { sealing } = fixture.config.keys;
    const tokens = { registrar: sealing, ticket: sealing, sealing };
    await expect(start((config) => ({ ...config, manifest, mail, sms, keys: tokens }))).rejects.toThrow(
      /rehearsals only/,
    );
  });

  test('with a registrar’s key that the manifest does not name', async () => {
    const { keys } = fixture.config;
    await expect(
      start((config) => ({ ...config, keys: { ...keys, registrar: keys.ticket } })),
    ).rejects.toThrow(/keys.registrar is not the key that the manifest names/);
  });

  test('with the database of another election, nor does any command', async () => {
    const manifest = JSON.parse(await readFile(fixture.config.manifest, 'utf8')) as { title: { en: string } };
    manifest.title.en = 'Another election';
    const other = join(fixture.directory, 'other.json');
    await writeFile(other, utf8(printJson(manifest)));
    await expect(start((config) => ({ ...config, manifest: other }))).rejects.toThrow(ConfigurationError);
    const file = join(fixture.directory, 'other-config.json');
    await writeFile(file, JSON.stringify({ ...fixture.config, manifest: other }), { mode: 0o600 });
    const said = await run('server/registry/cli.ts', ['--config', file, 'issue']).ended;
    expect(said.code).toBe(exitCodes.configuration);
    expect(said.err).toMatch(/^Esta base de datos es de otra elección/);
    const main = await run('server/registry/main.ts', [file]).ended;
    expect(main.code).toBe(exitCodes.configuration);
    expect(main.err).toContain('another election');
  });

  test('with a key for tickets that the voting process does not expect', async () => {
    const { ticketKey } = fixture.voting;
    fixture.voting.ticketKey = toHex(softwareSigner().publicKey);
    try {
      await expect(start((config) => config)).rejects.toThrow(/not the key that the voting process expects/);
      const main = await run('server/registry/main.ts', [configFile]).ended;
      expect([main.code, main.err]).toEqual([78, expect.stringContaining('keys.ticket no es la llave')]);
    } finally {
      fixture.voting.ticketKey = ticketKey;
    }
  });

  test('with a wrong PIN, and says that another start does not help', async () => {
    const pinFile = join(fixture.directory, 'wrong-pin');
    await writeFile(pinFile, 'otro PIN', { mode: 0o600 });
    const { keys } = fixture.config;
    const file = join(fixture.directory, 'wrong-pin.json');
    const config = { ...fixture.config, keys: { ...keys, sealing: { ...keys.sealing, pinFile } } };
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    const { code, err } = await run('server/registry/main.ts', [file]).ended;
    expect(code).toBe(78);
    expect(err).toMatch(/^registry: El PIN .* \/ The PIN .*\n$/);
  });

  test('with files that are not there or that others can read', async () => {
    const absent = join(fixture.directory, 'absent');
    const said = await run('server/registry/main.ts', [absent]).ended;
    expect([said.code, said.err]).toEqual([78, expect.stringContaining(`No existe el archivo ${absent}.`)]);
    const { keys } = fixture.config;
    for (const change of [{ manifest: absent }, { keys: { ...keys, ticket: { file: absent } } }])
      await expect(start((config) => ({ ...config, ...change }))).rejects.toThrow(
        /absent\. .* \/ There is no/,
      );
    const open = join(fixture.directory, 'open.json');
    await writeFile(open, JSON.stringify(fixture.config), { mode: 0o640 });
    const refused = await run('server/registry/main.ts', [open]).ended;
    expect([refused.code, refused.err]).toEqual([78, expect.stringContaining(`chmod 600 ${open}`)]);
  });

  test('with a configuration of another form', () => {
    const says = (change: object): string => {
      try {
        checkConfig(configSchema, { ...fixture.config, ...change });
        return '';
      } catch (error) {
        return sentenceOf(error, 'en');
      }
    };
    expect(says({ more: 1 })).toMatch(/^configuration\/more: there is no such member\./);
    expect(says({ listen: { host: 'x' } })).toMatch(/^configuration\/listen: port is missing\./);
    expect(says({ mail: { host: 'x' } })).toMatch(/^configuration\/mail: port, secure, from is missing\./);
    expect(says({ mail: { demo: 1 } })).toMatch(/^configuration\/mail\/demo: not of the right form/);
    expect(() => checkConfig(configSchema, { ...fixture.config, voting: 'ftp://x' })).toThrow(/\/voting/);
    expect(checkConfig(configSchema, fixture.config)).toBe(fixture.config);
  });
});

describe('while the voting process cannot be asked for its key of tickets', () => {
  const start = async (): Promise<Registry> =>
    startRegistry(fixture.config, {
      timers: false,
      log: { write: (line) => (said += line) },
      now: () => fixture.now,
      firstRetryMs: 1,
    });
  let said = '';
  let voter: Voter;
  let link: string;
  const logIn = async ({ url }: Registry): Promise<[number, string | undefined]> => {
    const answer = await fetch(`${url}${logInApi.startLogin.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link }),
    });
    return [answer.status, ((await answer.json()) as { error?: string }).error];
  };

  beforeEach(async () => {
    [voter] = voters(fixture, 1) as [Voter];
    await fixture.import([voter.row()]);
    await fixture.issue();
    link = await voter.link();
    fixture.open();
    fixture.voting.before = (path) => {
      if (path === votingApi.readTicketKey.path) throw new Error('away');
    };
    said = '';
  });

  test('the registry starts, warns, and lets people log in once it has asked', async () => {
    const registry = await start();
    try {
      expect(said).toContain('voting process not asked for its ticket key yet');
      expect(await logIn(registry)).toEqual([503, 'voting-unreachable']);
      expect((await fetch(`${registry.opsUrl}/readyz`)).status).toBe(503);
      fixture.voting.before = () => undefined;
      expect(await logIn(registry)).toEqual([200, undefined]);
      expect((await fetch(`${registry.opsUrl}/readyz`)).status).toBe(200);
    } finally {
      await registry.stop();
    }
  });

  test('and then expects another, nobody gets as far as a ticket', async () => {
    const registry = await start();
    const { ticketKey } = fixture.voting;
    try {
      fixture.voting.before = () => undefined;
      fixture.voting.ticketKey = toHex(softwareSigner().publicKey);
      expect(await logIn(registry)).toEqual([503, 'unavailable']);
      expect((await fixture.pool.query('select from registry.login')).rowCount).toBe(0);
    } finally {
      fixture.voting.ticketKey = ticketKey;
      await registry.stop();
    }
  });
});

describe('at the terminal', () => {
  test('shows what there is', async () => {
    const { code, out } = await cli('--help');
    expect(code).toBe(0);
    for (const name of ['import', 'issue', 'admissions', 'staff']) expect(out).toContain(name);
    expect(out).toMatch(/^Uso: registry \[opciones\] \[orden\]/);
    expect(out).not.toMatch(/Options|default|exit|staff \/ /i);
    const { out: english } = await cli('--lang', 'en', '--help');
    expect(english).toMatch(/^Usage: /);
    expect(english).not.toMatch(/[áéíóúñ]|Registro|muestra/);
    const wrong = await cli('staff', 'add', 'x', '--role', 'jefa');
    expect([wrong.code, wrong.err]).toEqual([
      2,
      "error: la opción '--role <role>' no admite 'jefa', sino: help, office, supervisor.\n",
    ]);
  });

  test('takes a roll, or says in the language of choice why not', async () => {
    const file = join(fixture.directory, 'people.csv');
    const rows = voters(fixture, 3).map((voter) => voter.row());
    await writeFile(file, [HEADER, ...rows, 'X,Y,99,completa,postal,,', ''].join('\n'));
    const bad = await cli('import', file);
    expect([bad.code, bad.err]).toEqual([1, 'renglón 5: la entidad no está en el manifiesto\n']);
    expect(bad.out).toContain('No se tomó a nadie: hay 1 error. ');
    await writeFile(file, [HEADER, ...rows, ''].join('\n'));
    const good = await cli('--lang', 'en', 'import', file);
    expect([good.code, good.out]).toEqual([0, 'The roll was taken: 3 people.\n']);
    const absent = await cli('import', join(fixture.directory, 'absent.csv'));
    expect([absent.code, absent.err]).toEqual([
      2,
      expect.stringMatching(
        /^El archivo .*absent\.csv no existe\. No se tomó a nadie\. Revise la ruta y repita\.\n$/,
      ),
    ]);
  });

  test('shows what waits, and sends it after a yes alone', async () => {
    await fixture.import(voters(fixture, 2).map((voter) => voter.row()));
    expect((await cli('issue')).out).toContain('Los mensajes esperan la orden «release».');
    const asked = await cli('release');
    expect([asked.code, asked.out]).toEqual([2, '2 × code\n2 × link\n']);
    expect(asked.err).toContain('No se hizo nada');
    const held = await fixture.pool.query(`select from registry.message where state = 'held'`);
    expect(held.rowCount).toBe(4);
    const done = await cli('--by', 'olga', 'release', '--yes');
    expect([done.code, done.out]).toEqual([
      0,
      '2 × code\n2 × link\nMensajes que salen: 4. Los envía el proceso del registro.\n',
    ]);
    expect((await cli('hold')).out).toBe('Mensajes que esperan otra vez: 4.\n');
    expect((await cli('outbox', 'list')).out).toBe('2\temail\tcode\tespera\n2\temail\tlink\tespera\n');
    expect((await cli('--lang', 'en', 'outbox', 'retry')).out).toBe('Messages that are tried again: 0.\n');
    const { rows } = await fixture.pool.query(
      `select operator, action from registry.journal where action in ('release', 'hold')
       and operator <> 'una operadora' order by at`,
    );
    expect(rows).toEqual([
      { operator: 'olga', action: 'release' },
      { operator: expect.stringMatching(/./), action: 'hold' },
    ]);
  });

  test('adds staff with a password from the standard input', async () => {
    const add = (password: string) =>
      run(
        'server/registry/cli.ts',
        ['--config', configFile, 'staff', 'add', 'Nora', '--role', 'help'],
        password,
      ).ended;
    const short = await add('corta\n');
    expect(short.code).toBe(2);
    expect(short.err).toContain('12');
    const added = await add('una contraseña larga\n');
    expect(added.code).toBe(0);
    expect(added.out).toMatch(/otpauth:\/\/totp\/.*nora/);
    const again = await add('una contraseña larga\n');
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringMatching(/^Ya hay una cuenta con ese nombre\..*\(nora\)\n$/),
    ]);
    const staff = async (...args: string[]): Promise<unknown> => {
      const { code, out, err } = await cli('--lang', 'en', 'staff', ...args);
      return [code, out + err];
    };
    expect(await staff('role', 'nora', 'supervisor')).toEqual([0, 'Done.\n']);
    expect(await staff('disable', 'nora')).toEqual([1, expect.stringMatching(/^It is the last supervisor/)]);
    expect(await staff('disable', 'nora', '--even-last')).toEqual([0, 'Done.\n']);
    expect(await staff('list')).toEqual([0, 'nora\tsupervisor\tdisabled\n']);
  });

  test('makes no kit into a file that is there, nor for a key that is none, nor in nobody’s name', async () => {
    const out = join(fixture.directory, 'kit');
    await writeFile(out, '');
    const kit = (key: string) => cli('kit', 'x', '--codes', '1', '--desk-key', key, '--out', out);
    expect(await kit('00')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^La llave de --desk-key no tiene la forma debida\./),
    });
    expect(await kit('04'.repeat(65))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/ya existe, y nunca se sobrescribe\. No se hizo nada\./),
    });
    expect(await cli('--by', 'x'.repeat(65), 'hold')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^El nombre de --by/),
    });
  });

  test('publishes admissions after the closing only', async () => {
    const early = await cli('--lang', 'en', 'admissions');
    expect([early.code, early.err]).toEqual([
      1,
      'This can be done between the closing and the count only.\n',
    ]);
    fixture.voting.stage = 'closed';
    const done = await cli('--lang', 'en', 'admissions');
    expect([done.code, done.out]).toEqual([0, 'Entry 0 of the board: 0 people admitted.\n']);
  });
});
