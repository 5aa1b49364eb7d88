/** Tests of how the report on a device judges the answers of the device. */
import { describe, expect, test } from 'vitest';
import { TokenError } from '#hsm/errors.ts';
import { refusalOfAll } from '#hsm/report/observation.ts';
import { faultOf as randomFault } from '#hsm/report/try-random.ts';

describe('what a device answers when a key is asked of it', () => {
  const says = (kind: 'unsupported' | 'device', code: string) => (): never => {
    throw new TokenError(kind, code);
  };
  const refuses = says('unsupported', 'CKR_KEY_UNEXTRACTABLE');
  const knowsNot = says('unsupported', 'CKR_MECHANISM_INVALID');

  test.each<[string, Record<string, () => unknown>, boolean, string]>([
    ['no to all', { a: refuses, b: refuses }, true, 'CKR_KEY_UNEXTRACTABLE'],
    [
      'no in several words',
      { a: refuses, b: knowsNot },
      true,
      'CKR_KEY_UNEXTRACTABLE, CKR_MECHANISM_INVALID',
    ],
    ['yes to one', { a: refuses, b: () => 1, c: refuses }, false, 'b: lo hizo'],
    [
      'nothing',
      { a: refuses, b: says('device', 'CKR_DEVICE_ERROR') },
      false,
      'b: no se pudo probar: CKR_DEVICE_ERROR',
    ],
  ])('%s', (_, attempts, passed, seen) => {
    const [right, { es }] = refusalOfAll(attempts);
    expect([right, es]).toEqual([passed, seen]);
  });
});

test('a broken generator is noticed', () => {
  const good = Uint8Array.from({ length: 4096 }, (_, i) => (i * 167 + (i >> 8)) & 255);
  expect(randomFault(good)).toBeUndefined();
  expect(randomFault(good.fill(9, 100, 108))?.en).toContain('8 times in a row');
  expect(randomFault(Uint8Array.from(good, (byte, i) => (i % 20 === 0 ? 5 : byte)))).toBeDefined();
});
