/** Tests of every kind of token: in software, and of two real PKCS#11 modules. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openToken } from '#hsm/open.ts';
import { Library } from '#hsm/pkcs11/library.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import { nssModule, nssToken, PIN, softhsm, softhsmModule, softhsmToken } from './modules.ts';
import { faultOf, tokenSuite } from './token-suite.ts';

const real = { rehearsal: false };
const rehearsal = { rehearsal: true };

describe('a token in software', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sivei-token-'));
  await (await SoftwareToken.create(directory, 'programa', PIN)).close();
  const location = { kind: 'software', directory } as const;
  tokenSuite(() => openToken(location, PIN, rehearsal));

  test('refuses a real election', async () => {
    expect(await faultOf(openToken(location, PIN, real))).toBe('rehearsal-only');
  });

  test('refuses a wrong PIN, and a directory without a token', async () => {
    expect(await faultOf(openToken(location, 'otra', rehearsal))).toBe('pin-incorrect');
    expect(await faultOf(openToken({ ...location, directory: '/nowhere' }, PIN, rehearsal))).toBe(
      'token-absent',
    );
  });

  test('is never made anew over another', async () => {
    expect(await faultOf(SoftwareToken.create(directory, 'otra', PIN))).toBe('file-exists');
  });
});

describe.runIf(softhsmModule)('a token of SoftHSM2 (apt-get install softhsm2)', () => {
  if (!softhsmModule) return;
  softhsm();
  const location = softhsmToken('custodia-1');
  const suites = softhsmToken('custodia-2');
  const open = (change: object, pin = PIN): Promise<unknown> =>
    openToken({ ...location, ...change }, pin, rehearsal);
  tokenSuite(() => openToken(suites, PIN, rehearsal));

  test('refuses a real election: it does not claim to be hardware', async () => {
    expect(await faultOf(openToken(location, PIN, real))).toBe('rehearsal-only');
  });

  test('says which token is missing, and which are there', async () => {
    expect(await faultOf(open({ label: 'custodia-9' }))).toBe('token-absent');
    await expect(open({ label: 'custodia-9' })).rejects.toThrow('"custodia-1"');
    expect(await faultOf(open({ serial: '0' }))).toBe('token-absent');
  });

  test('is found beside one that cannot be asked, which is told where it may be meant', async () => {
    const library = Library.open(location);
    const bad = library.find({ label: 'custodia-2' }).handle;
    const ask = library.raw.C_GetTokenInfo.bind(library.raw);
    const broken = vi.spyOn(library.raw, 'C_GetTokenInfo').mockImplementation((slot) => {
      if (slot.equals(bad)) throw new Error('CKR_DEVICE_ERROR:48');
      return ask(slot);
    });
    try {
      expect(library.find({ label: 'custodia-1' }).info.label).toBe('custodia-1');
      expect(await faultOf(open({ label: 'custodia-2' }))).toBe('token-absent');
      await expect(open({ label: 'custodia-2' })).rejects.toThrow('CKR_DEVICE_ERROR');
    } finally {
      broken.mockRestore();
      library.close();
    }
  });

  test('lets nobody in on the PIN of another who is logged in', async () => {
    const token = await openToken(location, PIN, rehearsal);
    expect(await faultOf(open({}))).toBe('busy');
    expect(await faultOf(open({}, 'otro-pin'))).toBe('busy');
    expect((await token.random(8)).length).toBe(8);
    await token.close();
  });

  test('refuses a wrong PIN, and does not repeat it', async () => {
    const error = await open({}, 'secreto-equivocado').catch((reason: unknown) => reason as Error);
    expect(String((error as Error).stack)).not.toContain('secreto-equivocado');
    expect(['pin-incorrect', 'pin-few-tries']).toContain(await faultOf(open({}, 'secreto-equivocado')));
  });

  test('is never initialised over another', () => {
    expect(() => softhsmToken('custodia-1')).toThrow('never overwritten');
  });

  test('says that a library is none', async () => {
    expect(await faultOf(open({ module: '/nowhere.so' }))).toBe('library-missing');
    expect(await faultOf(open({ module: process.execPath }))).toBe('library-missing');
  });
});

describe.runIf(nssModule)('a token of NSS (apt-get install libnss3 libnss3-tools)', () => {
  if (!nssModule) return;
  const location = nssToken();
  tokenSuite(() => openToken(location, PIN, rehearsal));
});
