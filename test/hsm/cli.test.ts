/** Tests of `npm run hsm`, run as a custodian runs it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { G, multiply, randomScalar } from '#crypto/group.ts';
import { tokenFaults, TokenError, toTokenError } from '#hsm/errors.ts';
import { openToken } from '#hsm/open.ts';
import { knownReturnValues, tokenError } from '#hsm/pkcs11/return-values.ts';
import { sealShare, withShare } from '#trustee-tool/shared/custody.ts';
import { nssModule, nssToken, PIN, softhsm, softhsmModule } from './modules.ts';

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command with PINs on the standard input, one per line. */
function hsm(pins: readonly string[], ...args: string[]): Ran {
  const program = ['--import', 'tsx', 'hsm/cli/main.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    input: pins.map((pin) => `${pin}\n`).join(''),
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

describe.runIf(softhsmModule)('on SoftHSM2 (apt-get install softhsm2)', () => {
  const of = (label: string): string[] => [
    '--module',
    softhsmModule!,
    '--label',
    label,
    '--pin-fd',
    '0',
    '--lang',
    'en',
  ];
  const made: Ran[] = [];
  const work = mkdtempSync(join(tmpdir(), 'sivei-hsm-'));

  beforeAll(() => {
    softhsm();
    for (const label of ['uno', 'dos']) {
      const args = ['--key', 'custodia', '--new-token', '--so-pin-fd', '0'];
      made.push(hsm(['administra-1', PIN], 'init', ...of(label), ...args));
    }
  });

  test('init makes a token and its keys, and tells the public one', () => {
    for (const { code, out } of made) {
      expect(out).toMatch(/^0[23][0-9a-f]{64} {2}custodia\n$/);
      expect(code).toBe(0);
    }
  });

  test('check: an honest report, for people and for machines', () => {
    const { code, out } = hsm([PIN], 'check', ...of('uno'));
    expect(code).toBe(0);
    expect(out).toContain('NOT certified hardware');
    expect(out).toContain('Check the certificate');
    for (const use of ['signing', 'sealing']) {
      expect(out).toMatch(
        new RegExp(`yes +must +Refuses to give out the ${use} key +CKR_ATTRIBUTE_SENSITIVE`),
      );
      expect(out).toMatch(
        new RegExp(`yes +must +Refuses to wrap the ${use} key with another +CKR_KEY_UNEXTRACTABLE`),
      );
    }
    expect(out).toMatch(/NO +should +Says that it is hardware/);
    const report = JSON.parse(hsm([PIN], 'check', ...of('uno'), '--json').out) as Record<string, unknown>;
    expect(report).toMatchObject({ meets: true, isHardware: 'no', token: { label: 'uno' } });
    // The check leaves no keys behind.
    expect(hsm([PIN], 'list', ...of('uno')).out).not.toContain('sivei-check');
  });

  test('init refuses a token and a key that are there', () => {
    const again = hsm([PIN], 'init', ...of('uno'), '--key', 'custodia');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('never overwritten')]);
    const blank = hsm(['x', PIN], 'init', ...of('uno'), '--key', 'otra', '--new-token', '--so-pin-fd', '0');
    expect([blank.code, blank.err]).toEqual([2, expect.stringContaining('never overwritten')]);
  });

  test('destroy asks, and does nothing where it cannot ask', () => {
    const asked = hsm([PIN], 'destroy', ...of('dos'), '--key', 'custodia');
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('--yes')]);
    expect(hsm([PIN], 'list', ...of('dos')).out).toContain('sign  custodia');
    expect(hsm([PIN], 'destroy', ...of('dos'), '--key', 'custodia', '--yes').code).toBe(0);
    expect(hsm([PIN], 'list', ...of('dos')).out).toBe('');
    expect(hsm([PIN], 'init', ...of('dos'), '--key', 'custodia').code).toBe(0);
    expect(hsm([PIN], 'destroy', ...of('dos'), '--key', 'custodia', '--yes').code).toBe(0);
    expect(hsm([PIN], 'destroy', ...of('dos'), '--key', 'custodia', '--yes').code).toBe(2);
    expect(hsm([PIN], 'init', ...of('dos'), '--key', 'custodia').code).toBe(0);
  });

  test('backup: the share that one token sealed opens with a second one, and no file is overwritten', async () => {
    const location = { kind: 'pkcs11', module: softhsmModule! } as const;
    const share = randomScalar();
    const place = { electionId: new Uint8Array(32), run: 1, trustee: 2, X: multiply(G, share) };
    const first = await openToken({ ...location, label: 'uno' }, PIN, { rehearsal: true });
    const { sealed, context } = await sealShare(await first.sealingKey('custodia-seal'), place, share);
    await first.close();
    const file = (name: string): string => join(work, name);
    writeFileSync(file('sealed'), sealed);
    writeFileSync(file('context'), context);
    const args = [
      '--key',
      'custodia-seal',
      '--to-label',
      'dos',
      '--to-key',
      'custodia-seal',
      '--to-pin-fd',
      '0',
    ];
    const files = ['--sealed', file('sealed'), '--context', file('context'), '--out', file('copy')];
    const backup = (): Ran => hsm([PIN, PIN], 'backup', ...of('uno'), ...args, ...files);
    expect(backup()).toMatchObject({ code: 0, err: '' });
    expect(backup()).toMatchObject({ code: 2, err: expect.stringContaining('never overwritten') });
    const second = await openToken({ ...location, label: 'dos' }, PIN, { rehearsal: true });
    const key = await second.sealingKey('custodia-seal');
    expect(await withShare(key, place, readFileSync(file('copy')), (own) => own === share)).toBe(true);
    await second.close();
  });

  test('waits for a PIN that comes late', () => {
    const program = [process.execPath, '--import', 'tsx', 'hsm/cli/main.ts', 'list', ...of('uno')];
    const script = 'pin=$1; shift; (sleep 1; echo "$pin") | "$@"';
    const { status, stdout } = spawnSync('sh', ['-c', script, 'sh', PIN, ...program]);
    expect([status, stdout.toString()]).toEqual([0, expect.stringContaining('sign  custodia')]);
  });

  const files = ['--sealed', '/nowhere', '--context', '/nowhere', '--out', '/nowhere'];
  const second = ['--to-label', 'dos', '--to-key', 'x', '--to-pin-fd', '0'];
  test.each<[string, string[], string[], string]>([
    ['a file', [PIN, PIN], ['backup', '--key', 'x', ...second, ...files], 'no se pudo leer'],
    [
      'a label',
      ['x', PIN],
      ['init', '--key', 'x', '--new-token', '--so-pin-fd', '0', '--label', 'ñu'],
      'sin acentos',
    ],
    ['a descriptor', [], ['list', '--pin-fd', '77'], 'no hay nada que leer'],
    ['an option', [PIN], ['list', '--unknown'], 'uso incorrecto'],
    ['a long PIN', ['x'.repeat(300)], ['list'], 'El PIN tiene un largo'],
  ])('what is no fault of a token is said in Spanish, too: %s', (_, pins, [command, ...args], message) => {
    const { code, err } = hsm(pins, command!, ...of('uno'), '--lang', 'es', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test.each<[string, string[], string[], string]>([
    ['a wrong PIN', ['otra'], ['--label', 'uno'], 'The PIN is not right'],
    ['no PIN', [''], ['--label', 'uno'], 'PIN'],
    ['another token', [PIN], ['--label', 'tres'], 'is not there'],
    ['another module', [PIN], ['--module', '/nowhere.so'], 'could not be loaded'],
    ['another key', [PIN], ['--key', 'x'], 'unknown option'],
    ['a descriptor that is none', [], ['--pin-fd', '77'], 'nothing to read'],
  ])('says what is wrong: %s', (_, pins, args, message) => {
    const { code, err } = hsm(pins, 'list', ...of('uno'), ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n +at /);
    expect(err).not.toContain(pins[0] || PIN);
  });
});

test.runIf(nssModule)(
  'NSS gives out a key that it calls not extractable, and is told so (apt-get install libnss3-tools)',
  () => {
    const { module, parameters, label } = nssToken();
    const args = ['--module', module, '--parameters', parameters!, '--label', label, '--pin-fd', '0'];
    const { code, out } = hsm([PIN], 'check', ...args);
    expect(out).toContain('NO es hardware certificado');
    for (const seen of [
      'envolver la llave de sellado con otra +CKM_AES_KEY_WRAP: lo hizo',
      // The length of the key is no multiple of a block, so only mechanisms with padding can wrap it.
      'envolver la llave de firma con otra +CKM_AES_KEY_WRAP_PAD: lo hizo',
      'copiar la llave de firma sin protección +CKA_EXTRACTABLE: lo hizo',
    ])
      expect(out).toMatch(new RegExp(`NO +obligatorio +Se niega a ${seen}`));
    expect(code).toBe(1);
  },
);

describe('errors', () => {
  test('every fault has a sentence in both languages', () => {
    for (const { es, en } of Object.values(tokenFaults)) {
      for (const text of [es, en]) expect(text).toMatch(/^[¿A-ZÁ].{20,}[.?]$/u);
      expect(es).not.toBe(en);
    }
  });

  test('every known return value is one of them', () => {
    for (const { code, name, kind } of knownReturnValues) {
      // The binding reports return values in two forms.
      const own = Object.assign(new Error(name), { name: 'Pkcs11Error', code });
      for (const thrown of [own, new Error(`${name}:${code}`)]) {
        const error = tokenError(thrown);
        expect(error).toBeInstanceOf(TokenError);
        expect(error).toMatchObject({ kind, detail: name });
      }
    }
  });

  test('an unknown one is the fault of the device, with its number', () => {
    expect(tokenError(new Error('CKR_VENDOR_DEFINED:2147483649'))).toMatchObject({
      kind: 'device',
      detail: 'CKR 0x80000001',
    });
  });

  test('what is no return value stays what it is, and is the fault of a file or of the program', () => {
    const error = new Error('something else');
    expect(tokenError(error)).toBe(error);
    expect(toTokenError(error)).toMatchObject({ kind: 'program', detail: 'something else' });
    expect(toTokenError(Object.assign(error, { path: '/x' })).kind).toBe('file');
  });
});
