/** Tests of the process of a step, and of the traces that it leaves after an abnormal end. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeScalar, type Scalar } from '#crypto/group.ts';
import type { TokenError } from '#hsm/errors.ts';
import type { StepRequest } from '#trustee-tool/step/messages.ts';
import { runStep } from '#trustee-tool/step/run-step.ts';
import { faultShim, type FaultShim } from './fault-shim.ts';
import { PIN, softhsm, softhsmModule, softhsmToken } from './modules.ts';
import { sealedJob, shapes, type SealedJob } from './sealed-job.ts';

const program = fileURLToPath(new URL('../../trustee-tool/step/process.ts', import.meta.url));

describe.runIf(softhsmModule)('the process of a step (apt-get install softhsm2)', () => {
  let shim: FaultShim;
  let job: SealedJob['job'];
  let share: Scalar;

  beforeAll(async () => {
    softhsm();
    shim = faultShim();
    ({ job, share } = await sealedJob({ ...softhsmToken('custodia-2'), module: shim.module }));
  });
  afterEach(() => shim.heal());

  const failureOf = (step: Promise<unknown>): Promise<Pick<TokenError, 'kind' | 'detail'>> =>
    step.then(
      () => expect.fail('it did not fail'),
      (error: TokenError) => error,
    );

  test('writes no core file, and its PIN is not in its arguments nor its environment', async () => {
    const done = runStep(job, PIN);
    const pid = await stepProcess();
    const [limits, ...visible] = ['limits', 'cmdline', 'environ'].map((name) => fileOf(pid, name));
    await done;
    // If the limit was 0, a process without privileges cannot raise it to 1.
    const most = /Max core file size +\S+ +0 /.test(fileOf('self', 'limits')) ? 0 : 1;
    expect(limits).toMatch(new RegExp(`Max core file size +${most} +${most} `));
    for (const seen of visible) {
      expect(seen).not.toBe('');
      expect(seen).not.toContain(PIN);
    }
  });

  test('a crash with the share in its memory leaves no core file, where another process leaves the share', async () => {
    shim.inject('C_Decrypt', 'crashes');
    const allowed = allowCores();
    try {
      const cores = await left(async () => {
        expect((await bareStep(job, PIN)).signal).toBe('SIGABRT');
      });
      // If the machine writes no core files, there is none to search. The test above checks the limit.
      expect(cores.length).toBe(allowed ? 1 : 0);
      for (const core of cores) expect(core.includes(Buffer.from(encodeScalar(share)))).toBe(true);
      const crash = async (): Promise<void> =>
        expect(await failureOf(runStep(job, PIN))).toMatchObject({ kind: 'program', detail: 'SIGABRT' });
      expect(await left(crash)).toEqual([]);
    } finally {
      setCoreLimit('0');
    }
  });

  test('a module that hangs: it is ended, said, and done when the device answers again', async () => {
    shim.inject('C_Decrypt', 'hangs');
    const failure = failureOf(runStep(job, PIN, { milliseconds: 5000 }));
    const pid = await stepProcess();
    expect(await failure).toMatchObject({ kind: 'no-answer', detail: '5 s' });
    await expect.poll(() => fileOf(pid, 'cmdline')).toBe('');
    shim.heal();
    expect((await runStep(job, PIN)).blob).toBeDefined();
  });

  test('waits for a job that comes late', async () => {
    const { output, signal } = await bareStep(job, PIN, 2000);
    expect([output.slice(0, 10), signal]).toEqual(['{"result":', null]);
  });

  test.each<[string, (job: SealedJob['job']) => StepRequest]>([
    ['all is well', (own) => own],
    ['the sealed share is none', (own) => ({ ...own, work: { ...own.work, share: '00' } })],
    ['the key is not there', (own) => ({ ...own, key: 'nadie' })],
    ['the manifest is none', (own) => ({ ...own, work: { ...own.work, manifest: '7b7d' } })],
  ])('neither PIN nor share is in what it prints: %s', async (_, broken) => {
    const { output } = await bareStep(broken(job), PIN);
    expect(output).not.toBe('');
    for (const secret of [PIN, ...shapes(share)]) expect(output).not.toContain(secret);
  });
});

/** Runs a step without the protection from core files. Returns the output, and the signal that ended the process. */
async function bareStep(
  job: StepRequest,
  pin: string,
  late = 0,
): Promise<{ output: string; signal: NodeJS.Signals | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: dirname(program),
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_, signal) => resolve(signal));
  });
  const secret = child.stdio[3] as Writable;
  const printed = Promise.all([child.stdout, child.stderr].map((stream) => text(stream)));
  secret.on('error', () => undefined); // it ended without reading it
  secret.end(pin);
  setTimeout(() => child.stdin.end(JSON.stringify(job)), late);
  return { output: (await printed).join(''), signal: await ended };
}

/** Allows core files. Returns whether this machine then writes those of child processes into their directory. */
function allowCores(): boolean {
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8');
  return setCoreLimit('unlimited') && !/^[|@]|\//.test(pattern);
}

/** Sets the core file limit of this process, which its children inherit. Returns whether that succeeded. */
function setCoreLimit(soft: string): boolean {
  return spawnSync('prlimit', ['--pid', String(process.pid), `--core=${soft}:`]).status === 0;
}

/** Returns and removes the files that `work` leaves in the directory of a step. */
async function left(work: () => Promise<void>): Promise<Buffer[]> {
  const directory = dirname(program);
  const before = readdirSync(directory);
  await work();
  return readdirSync(directory)
    .filter((name) => !before.includes(name))
    .map((name) => {
      const file = join(directory, name);
      const bytes = readFileSync(file);
      rmSync(file);
      return bytes;
    });
}

/** Waits until the process of the step runs its program. Returns the process id. */
async function stepProcess(): Promise<string> {
  for (;;) {
    const tasks = readdirSync('/proc/self/task');
    const children = tasks.flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '),
    );
    const own = children.find((child) => {
      const command = child === '' ? '' : fileOf(child, 'cmdline');
      return command.startsWith(process.execPath) && command.includes('step/process.ts');
    });
    if (own !== undefined) return own;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ''; // the process has ended
  }
}
