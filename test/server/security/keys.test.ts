import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyEcdsa } from '#crypto/ecdsa.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import { openSealingKey, openSigner } from '#server/shared/keys.ts';
import { PIN, softhsm, softhsmModule, softhsmToken } from '../../hsm/modules.ts';

const rehearsal = { rehearsal: true };
const directory = mkdtempSync(join(tmpdir(), 'sivei-keys-'));
const pinFile = join(directory, 'pin');
writeFileSync(pinFile, `${PIN}\n`, { mode: 0o600 });

/** Uses the registry's two keys in one token at the same time. */
async function useBoth(token: TokenLocation): Promise<void> {
  const [signer, sealing] = await Promise.all([
    openSigner({ token, key: 'ticket', pinFile }, rehearsal),
    openSealingKey({ token, key: 'seal', pinFile }, rehearsal),
  ]);
  const message = new TextEncoder().encode('hola');
  expect(verifyEcdsa(signer.publicKey, message, await signer.sign(message))).toBe(true);
  expect(await sealing.open(await sealing.seal(message, message), message)).toEqual(message);
}

describe.runIf(softhsmModule)('a token of SoftHSM2 (apt-get install softhsm2)', () => {
  test('gives a process all its keys: it is opened once', async () => {
    softhsm();
    const location = softhsmToken('registro');
    const token = await openToken(location, PIN, rehearsal);
    await token.makeIdentityKey('ticket');
    await token.makeSealingKey('seal');
    await token.close();
    await expect(useBoth(location)).resolves.toBeUndefined();
    await expect(useBoth({ ...location })).resolves.toBeUndefined();
  });
});

test('a token that did not open is tried again', async () => {
  const location = { kind: 'software', directory: join(directory, 'token') } as const;
  await expect(useBoth(location)).rejects.toThrow();
  const token = await SoftwareToken.create(location.directory, 'registro', PIN);
  await token.makeIdentityKey('ticket');
  await token.makeSealingKey('seal');
  await useBoth(location);
});

test('a token opened for a rehearsal is not one for a real election', async () => {
  const location = { kind: 'software', directory: join(directory, 'another') } as const;
  await (await SoftwareToken.create(location.directory, 'registro', PIN)).makeSealingKey('seal');
  const source = { token: location, key: 'seal', pinFile };
  await openSealingKey(source, rehearsal);
  await expect(openSealingKey(source, { rehearsal: false })).rejects.toThrow(/rehearsals only/);
});
