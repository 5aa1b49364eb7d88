import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toHex, u8 } from '../../verifier/crypto/bytes.ts';
import type { Report } from '../../verifier/verification/report.ts';
import { program } from '../support/program.ts';
import { TestBoard } from './support/board.ts';
import { voted } from './support/judge.ts';
import { status, WebBoard } from './support/web-board.ts';

const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, board: TestBoard): string {
  for (const [path, bytes] of board.publish().files) {
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(folder, name);
}

interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], nodeArgs: readonly string[] = []): Promise<Run> {
  const all = [...nodeArgs, ...program('verifier/main.ts'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, all, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr });
    });
  });
}

const e = voted();
e.count();
const good = write('good', e);
const underWay = voted();
const open = write('open', underWay);
const openBroken = voted();
openBroken.at(openBroken.now + 60, () => openBroken.append(u8(0x99)));
const bad = write('bad', new TestBoard());
const broken = voted();
broken.at(broken.now + 60, () => broken.append(u8(0x99)));
broken.count();

describe('a board by its address', () => {
  test('the same report as by its directory, with the files of the user', async () => {
    const web = await new WebBoard(e.files).open();
    const since = join(folder, 'since');
    const receipt = join(folder, 'receipt');
    writeFileSync(since, e.checkpoint(4));
    writeFileSync(receipt, 'no receipt');
    const brought = ['--json', '--since', since, '--receipt', receipt];
    const byDirectory = await run([good, ...brought]);
    expect(await run([web.address, ...brought])).toEqual(byDirectory);
    expect(byDirectory.code).toBe(1);
    expect((await run([web.address, '--quiet', '--lang', 'en'])).stdout).toContain('VERIFIED');
    await web.close();
  });

  test('2: the reason why it cannot be read is given in both languages', async () => {
    const web = await new WebBoard(e.files).open();
    web.spoil('checkpoint', status(301, { location: '/' }), status(301, { location: '/' }), status(404));
    const spanish = await run([web.address]);
    expect(spanish).toMatchObject({ code: 2, stdout: '' });
    expect(spanish.stderr).toContain('remite a otro sitio');
    expect((await run([web.address, '--lang', 'en'])).stderr).toContain('redirects elsewhere');
    const none = await run([web.address, '--json']);
    expect(none.code).toBe(2);
    expect(JSON.parse(none.stdout)).toMatchObject({ exitCode: 2, verdict: 'could not run' });
    expect(none.stderr).toContain(`no hay una pizarra en ${web.address}`);
    await web.close();
    const gone = await run([web.address, '--lang', 'en']);
    expect(gone).toMatchObject({ code: 2, stdout: '' });
    expect(gone.stderr).toContain('ECONNREFUSED');
  });
});

describe('how to compute', () => {
  test.each([
    ['noble', '0'],
    ['noble', '2'],
    ['wasm', '0'],
    ['wasm', '3'],
  ])('%s, %s threads: the same report', async (arithmetic, threads) => {
    const plain = await run([good, '--json']);
    expect(await run([good, '--json', '--arithmetic', arithmetic, '--threads', threads])).toEqual(plain);
  });

  test.each([
    ['--arithmetic', 'native'],
    ['--threads', '-1'],
    ['--threads', 'two'],
  ])('%s %s is refused', async (option, value) => {
    const { code, stderr } = await run([good, option, value]);
    expect(code).toBe(2);
    expect(stderr).toContain(option);
  });
});

describe('exit codes', () => {
  test('0, and a report in Spanish', async () => {
    const { code, stdout } = await run([good]);
    expect(code).toBe(0);
    expect(stdout).toContain('VERIFICADO');
    // The verdict is printed again at the end, because a long report scrolls the first one away.
    const verdicts = stdout.split('\n').filter((line) => line.startsWith('VERIFICADO'));
    expect(verdicts).toHaveLength(2);
    expect(stdout.endsWith(`${verdicts[0]}\n`)).toBe(true);
    expect(stdout).toMatch(/bien\s+5\.8/);
  });

  test('3, in English', async () => {
    const { code, stdout } = await run([write('broken', broken), '--lang', 'en', '--quiet']);
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: 'RESULT VERIFIED, but some rules were broken that do not change it.\n',
    });
  });

  test('1, for machines', async () => {
    const { code, stdout, stderr } = await run([bad, '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 1, verdict: 'not verified', size: 2 });
  });

  test('0 so far, with the limits of that verdict', async () => {
    expect((await run([open, '--quiet'])).code).toBe(1);
    const english = await run([open, '--so-far', '--quiet', '--lang', 'en']);
    expect(english).toMatchObject({ code: 0, stderr: '' });
    const last = underWay.entries.length - 1;
    expect(english.stdout).toMatch(
      new RegExp(`^SO FAR IN ORDER: .+\\nThis is no verification of a result: .+ Stage: open; .+ entry ${last}, January 10, 2026.+\\n$`),
    );
    const spanish = await run([open, '--so-far']);
    expect(spanish.code).toBe(0);
    expect(spanish.stdout).toMatch(/^EN ORDEN HASTA AQUÍ: .+\nEsto no verifica ningún resultado: .+ Etapa: votación; .+ 10 de enero de 2026/m);
    expect(spanish.stdout).toMatch(/aún no +7\.6/);
    expect(spanish.stdout).toContain('que la pizarra no calle mensajes posteriores');
    expect(spanish.stdout).not.toMatch(/^VERIFICADO|RESULTADO VERIFICADO/m);
  }); // prettier-ignore

  test('so far, for machines', async () => {
    const { code, stdout } = await run([open, '--so-far', '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { checks: { id: string; status: string }[] };
    expect(report).toMatchObject({
      exitCode: 0,
      verdict: 'so far in order',
      soFar: true,
      outcome: { stage: 'open', mark: underWay.entries.length - 1, time: underWay.now },
    });
    expect(report.checks.find(({ id }) => id === '7.6')).toMatchObject({ status: 'not yet' });
  });

  test('3 and 1 so far: nothing is said to be in order', async () => {
    const rules = await run([write('open-broken', openBroken), '--so-far', '--quiet', '--lang', 'en']);
    expect(rules.code).toBe(3);
    expect(rules.stdout).toMatch(/^SO FAR SOME RULES WERE BROKEN .+\nThis is no verification of a result/);
    const later = join(folder, 'later');
    writeFileSync(later, underWay.checkpoint(underWay.entries.length + 1));
    const shrunk = await run([open, '--so-far', '--quiet', '--since', later]);
    expect(shrunk.code).toBe(1);
    expect(shrunk.stdout).toMatch(/^NO VERIFICADO: .+\nEsto no verifica ningún resultado/);
  });

  test('a finished board so far: the usual verdict', async () => {
    expect(await run([good, '--so-far', '--json'])).toEqual(await run([good, '--json']));
  });

  test('the manifest expected', async () => {
    expect((await run([good, '--quiet', '--manifest-hash', toHex(e.id)])).code).toBe(0);
    expect((await run([good, '--quiet', '--manifest-hash', '00'.repeat(32)])).code).toBe(1);
  });

  test.each([
    ['no board', ['/nowhere']],
    ['no argument', []],
    ['an unknown option', [good, '--fast']],
    ['a hash that is none', [good, '--manifest-hash', 'abc']],
    ['a receipt that is not there', [good, '--receipt', '/nowhere']],
    ['a directory of receipts that is not there', [good, '--receipts', '/nowhere']],
  ])('2: %s', async (_, args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  test('2: a folder among the receipts is said to be one', async () => {
    const receipts = join(folder, 'receipts');
    mkdirSync(join(receipts, 'older'), { recursive: true });
    const { code, stderr } = await run([good, '--receipts', receipts]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${join(receipts, 'older')} no está, o no es un archivo, sino una carpeta`);
    expect(stderr).not.toContain('error del verificador');
  });

  test('hidden files among the receipts are none', async () => {
    const receipts = join(folder, 'shown');
    mkdirSync(receipts);
    writeFileSync(join(receipts, '.DS_Store'), 'Bud1');
    expect((await run([good, '--receipts', receipts])).code).toBe(0);
    writeFileSync(join(receipts, 'one'), 'no receipt');
    expect((await run([good, '--receipts', receipts])).code).toBe(1);
  });

  test.each<[string, (path: string) => void]>([
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['a link to a name that is too long', (path) => symlinkSync('x'.repeat(300), path)],
  ])('1: %s in the place of a file of the board is no file', async (what, put) => {
    const own = write(`linked ${what}`, e);
    const [clock] = [...e.files.keys()].filter((path) => path.startsWith('clock/'));
    rmSync(join(own, clock!));
    put(join(own, clock!));
    const { code, stdout } = await run([own, '--json']);
    expect(code).toBe(1);
    const { checks } = JSON.parse(stdout) as Report;
    expect(checks.flatMap(({ findings }) => findings.map(({ check }) => check))).toEqual(['1.4']);
  });

  test('2: a named pipe in the place of the checkpoint', async () => {
    const pipe = join(folder, 'pipe');
    mkdirSync(pipe);
    execFileSync('mkfifo', [join(pipe, 'checkpoint')]);
    expect((await run([pipe])).code).toBe(2);
  });

  test.each([
    ['while it verifies', 'DataView.prototype.getBigUint64'],
    ['before it starts', 'Object.freeze'],
  ])('2: a crash of its own %s', async (_, method) => {
    const crash = `data:text/javascript,${method}=()=>{throw new Error('boom')}`;
    const { code, stdout, stderr } = await run([good], ['--import', crash]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('boom');
  });

  test('0: help', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const said of ['no result is verified', 'no verifica ningún resultado'])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(said);
  });
});
