/** Tests of whole elections made with `npm run election`, and of their boards with one byte changed. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../verifier/verification/verify.ts';
import { loadExample } from './election/examples.ts';
import { readBoard, type BoardFiles } from './negative/board-files.ts';
import { softhsmModule } from './hsm/modules.ts';
import { memoryBoard } from './support/memory-board.ts';
import { program } from './support/program.ts';

const work = mkdtempSync(join(tmpdir(), 'sivei-election-'));
afterAll(() => rmSync(work, { recursive: true }));

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

function run(...options: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [...program('test/election/main.ts'), ...options]);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const election = (name: string, ...options: string[]): Promise<Ran> =>
  run('--out', join(work, name), '--lang', 'en', ...options);

describe('npm run election', () => {
  test('presidency 2024: totals equal the plain count, and the verdict is VERIFIED', async () => {
    const { code, output } = await election('presidency', '--example', 'presidency-2024', '--voters', '40');
    expect(output).toContain('The opened result equals the count of the votes in the clear.');
    expect(output).toMatch(/VERIFIED/);
    expect(output).not.toMatch(/NOT VERIFIED/);
    expect(code).toBe(0);
  });

  test('hours are extended after an outage over the close, without the third official', async () => {
    const { code, output } = await election(
      'outage',
      '--example',
      'consulta-popular',
      '--voters',
      '24',
      '--outage',
    );
    expect(output).toContain("2 of the authority's 3 keys");
    expect(output).toMatch(/outage: from .* The server did not answer for half an hour/);
    expect(output).toMatch(/internet: was to end on .* and ends on .*; changed by entry \d+/);
    expect(output).toContain('equals the count');
    expect(output).toMatch(/^VERIFIED$/m);
    expect(code).toBe(0);
  });

  test('any three of five trustees open it', async () => {
    const { code, output } = await election(
      'three',
      '--example',
      'consulta-popular',
      '--voters',
      '12',
      '--present',
      '5,2,4',
    );
    expect(output).toContain('equals the count');
    expect(code).toBe(0);
  });

  test.runIf(softhsmModule)(
    'five tokens of SoftHSM2 keep the shares (apt-get install softhsm2)',
    async () => {
      const { code, output } = await election(
        'tokens',
        '--example',
        'consulta-popular',
        '--voters',
        '12',
        '--hsm',
        'softhsm',
        '--present',
        '4,1,5',
      );
      expect(output).toContain('equals the count');
      expect(output).toMatch(/^VERIFIED$/m);
      expect(code).toBe(0);
    },
  );

  test('two of five open nothing, and the record is not verified', async () => {
    const { code, output } = await election(
      'two',
      '--example',
      'consulta-popular',
      '--voters',
      '8',
      '--present',
      '2,4',
    );
    expect(output).toContain('2 trustees came and 3 are needed');
    expect(output).toMatch(/NOT VERIFIED/);
    expect(code).toBe(1);
  });

  test('votes from a file, with other trustees', async () => {
    const csv = join(work, 'votes.csv');
    const rows = '01,m01 m02 m33 h01\n02,nulo\n03,\n04,h31 h30 h29 h28\n';
    writeFileSync(csv, `unit,scjn\n${rows.repeat(3)}`); // with fewer votes the contest would be withheld
    const options = ['--example', 'judicial', '--choices', csv, '--trustees', '4', '--threshold', '2'];
    const { code, output } = await election('votes', ...options);
    expect(output).toContain('equals the count');
    expect(output).toMatch(/Woman candidate 33 +3 +3/);
    expect(code).toBe(0);
  });

  test('a contest of 200 options, the most there may be (M17)', async () => {
    const { template } = loadExample('judicial');
    const [contest] = template.contests;
    const [group] = contest!.groups;
    const options = Array.from({ length: 200 }, (_, i) => ({ ...group!.options[0]!, id: `o${i}` }));
    const contests = [{ ...contest!, groups: [{ ...group!, options }], specials: [] }];
    const manifest = join(work, 'many.json');
    writeFileSync(manifest, JSON.stringify({ ...template, contests }));
    const csv = join(work, 'many.csv');
    const { id } = contest!;
    const unit = template.units[0]!.code;
    const rows = [`unit,${id}`, ...Array<string>(10).fill(`${unit},o0 o100 o199`), `${unit},o7`, `${unit},`];
    writeFileSync(csv, `${rows.join('\n')}\n`);
    const { code, output } = await election('many', '--manifest', manifest, '--choices', csv);
    expect(output).toContain('equals the count');
    expect(output).toMatch(/^VERIFIED$/m);
    expect(code).toBe(0);
  });

  test.each<[string, string[], string]>([
    ['an example that is not there', ['--example', 'none'], 'consulta-popular'],
    ['t = n', ['--threshold', '5'], 'rule M11'],
    ['a trustee who is not there', ['--present', '1,2,9'], '9 is no trustee'],
    ['a trustee twice', ['--present', '1,1,2'], '1 is no trustee from 1 to 5, or is there twice'],
    ['no voters', ['--voters', '0'], '--voters: at least one'],
    ['a number that is none', ['--voters', 'many'], 'a whole number is needed'],
    ['a manifest without votes', ['--manifest', 'x.json'], '--manifest needs --choices'],
    ['a file that is not there', ['--choices', 'nowhere.csv'], 'nowhere.csv'],
  ])('says what is wrong: %s', async (name, options, message) => {
    const { code, output } = await election(`wrong-${name.replaceAll(' ', '-')}`, ...options);
    expect(output).toContain(message);
    expect(code).not.toBe(0);
    expect(output).not.toMatch(/\n +at /); // no stack trace
  });

  test.each<[string, string, string]>([
    ['an unknown option', '01,m99', 'has no option "m99"'],
    ['too many', '01,h01 h02 h03 h04 h05', '0 to 4 choices are allowed, not 5'],
    ['an unknown unit', '77,m01', 'unit "77"'],
    ['a missing column', '01', 'line 2'],
  ])('names the line of a vote that cannot be cast: %s', async (name, row, message) => {
    const csv = join(work, 'bad.csv');
    writeFileSync(csv, `unit,scjn\n${row}\n`);
    const { code, output } = await election(
      `bad-${name.replaceAll(' ', '-')}`,
      '--example',
      'judicial',
      '--choices',
      csv,
    );
    expect(output).toContain(message);
    expect(code).toBe(2);
  });

  test('a directory with something in it is not written to', async () => {
    writeFileSync(join(work, 'full.txt'), 'mine');
    const { code, output } = await run('--out', work, '--voters', '1');
    expect(output).toContain('is not empty');
    expect(code).toBe(2);
    expect(readdirSync(work)).toContain('full.txt');
  });

  test('--help lists every option', async () => {
    const { code, output } = await run('--help');
    for (const option of ['--example', '--voters', '--present', '--choices', '--out', '--lang'])
      expect(output).toContain(option);
    expect(code).toBe(0);
  });
});

/** Time limit, long enough for a slow machine. */
const MANY_VERIFICATIONS_TIMEOUT_MS = 600_000;

describe('one byte changed anywhere on the board', () => {
  let files: BoardFiles;

  beforeAll(async () => {
    // More than 256 entries, so that there are full and partial tiles and a second level.
    const { code } = await election(
      'bytes',
      '--example',
      'consulta-popular',
      '--voters',
      '180',
      '--trustees',
      '3',
      '--threshold',
      '2',
    );
    if (code !== 0) throw new Error('the election did not verify');
    files = await readBoard(join(work, 'bytes'));
  });

  /** Paths of the files that a verifier reads; of the checkpoints of marks the first, which is anchored (spec §8.6). */
  const asked = (): string[] =>
    [...files.keys()].filter((path) => !path.startsWith('clock/') || path === 'clock/2');

  const kindOf = (path: string): string =>
    path.replace(/\d{3}.*|[0-9a-f]{64}|(?<=clock\/)\d+/, '…') + (path.includes('.p/') ? ' (partial)' : '');

  test('there is a file of every kind', () => {
    expect([...new Set([...files.keys()].map(kindOf))].toSorted()).toEqual([
      'blob/…',
      'checkpoint',
      'clock/…',
      'tile/0/…',
      'tile/0/… (partial)',
      'tile/1/… (partial)',
      'tile/entries/…',
      'tile/entries/… (partial)',
    ]);
  });

  test(
    'is found, and the finding says where',
    async () => {
      const blobs = [...files.keys()].filter((path) => path.startsWith('blob/'));
      const others = [...new Map(asked().map((path) => [kindOf(path), path])).values()];
      for (const path of new Set([...others, ...blobs])) {
        const good = files.get(path)!;
        for (const at of [0, Math.floor(good.length / 2), good.length - 1]) {
          const changed = Uint8Array.from(good);
          changed[at]! ^= 1;
          const report = await verify(memoryBoard(new Map([...files, [path, changed]])));
          const findings = report.checks.flatMap((check) => check.findings);
          expect(report.verdict, `${path} at ${at}`).not.toBe('verified');
          expect(findings.length, `${path} at ${at}`).toBeGreaterThan(0);
          expect(Object.keys(findings[0]!.place).length, `${path} at ${at}`).toBeGreaterThan(0);
        }
      }
    },
    MANY_VERIFICATIONS_TIMEOUT_MS,
  );

  test(
    'is found in a missing file, too',
    async () => {
      for (const path of new Map(asked().map((own) => [kindOf(own), own])).values()) {
        const missing = new Map(files);
        missing.delete(path);
        if (path === 'checkpoint') await expect(verify(memoryBoard(missing))).rejects.toThrow('checkpoint');
        else expect((await verify(memoryBoard(missing))).verdict, path).toBe('not verified');
      }
    },
    MANY_VERIFICATIONS_TIMEOUT_MS,
  );
});
