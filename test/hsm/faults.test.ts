/** Tests of faults that only a real device can have. A module in front of SoftHSM2 injects them. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultKind } from '#hsm/errors.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import type { Token } from '#hsm/token.ts';
import { faultShim, type FaultShim } from './fault-shim.ts';
import { PIN, softhsm, softhsmModule, softhsmToken } from './modules.ts';
import { faultOf } from './token-suite.ts';

describe.runIf(softhsmModule)('faults of a device (apt-get install softhsm2)', () => {
  const context = new Uint8Array(8);
  let shim: FaultShim;
  let location: TokenLocation;
  const open = (): Promise<Token> => openToken(location, PIN, { rehearsal: true });

  beforeAll(async () => {
    softhsm();
    shim = faultShim();
    location = { ...softhsmToken('custodia', PIN), module: shim.module };
    const token = await open();
    await token.makeIdentityKey('firma');
    await token.makeSealingKey('sello');
    await token.close();
  });
  afterEach(() => shim.heal());

  test.each<[string, number, FaultKind]>([
    ['C_Login', 0xa4, 'pin-locked'],
    ['C_Login', 0xa3, 'pin-expired'],
    ['C_Login', 0xa2, 'pin-form'],
    ['C_Login', 0x30, 'device'],
    ['C_OpenSession', 0xb1, 'busy'],
    ['C_OpenSession', 0xe0, 'token-removed'],
  ])('%s gives 0x%s: %s', async (call, value, kind) => {
    shim.inject(call, value);
    expect(await faultOf(open())).toBe(kind);
    shim.heal();
    await (await open()).close();
  });

  test.each<[string, number, FaultKind]>([
    ['C_Decrypt', 0x32, 'token-removed'],
    ['C_Decrypt', 0xb3, 'session-lost'],
    ['C_Decrypt', 0x05, 'bad-sealed'],
    ['C_Sign', 0x32, 'token-removed'],
    ['C_Sign', 0xb3, 'session-lost'],
    ['C_Sign', 0x101, 'not-logged-in'],
    ['C_Encrypt', 0x30, 'device'],
    ['C_GenerateKey', 0x31, 'token-full'],
    ['C_Sign', 0x31, 'device'],
    ['C_Decrypt', 0x30, 'device'],
    ['C_GenerateKey', 0xe2, 'read-only'],
    ['C_GenerateKey', 0x54, 'unsupported'],
  ])(
    '%s gives 0x%s in the middle of the work: %s, and it is done when that is over',
    async (call, value, kind) => {
      const token = await open();
      const key = await token.sealingKey('sello');
      const sealed = await key.seal(Uint8Array.of(1, 2, 3), context);
      const name = `nueva-${call}-${value}`;
      const act = async (on: Token): Promise<unknown> => {
        if (call === 'C_Sign') return (await on.identityKey('firma')).sign(context);
        if (call === 'C_GenerateKey') return on.makeSealingKey(name);
        const own = await on.sealingKey('sello');
        return call === 'C_Decrypt' ? own.open(sealed, context) : own.seal(context, context);
      };
      shim.inject(call, value);
      expect(await faultOf(act(token))).toBe(kind);
      await token.close();
      shim.heal();
      const again = await open();
      expect(await faultOf(act(again))).toBe('none');
      await again.close();
    },
  );
});
