import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equalBytes, u16 } from '#crypto/bytes.ts';
import { credentialId, deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeElement, multiply } from '#crypto/group.ts';
import { encodeHuman, parseHuman } from '#crypto/human-code.ts';
import { randomBytes } from '#crypto/random.ts';
import { ballotLength } from '#crypto/manifest/ballot-layout.ts';
import {
  findBallotFault,
  makeBallot,
  parseBallot,
  printTracker,
  readCountedBallot,
  type Choices,
} from '#crypto/ballot/ballot.ts';
import { encodeChallenge, opensCorrectly, parseChallenge } from '#crypto/ballot/challenge.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { keyPair, testElection } from '../support/elections.ts';

const { election, parties } = testElection();
const { key, secret } = keyPair();
const credential = deriveCredential(election.id, newCode());
const [style] = election.styles;
const choices: Choices = [
  [0, 1, 0, 0, 0, 0],
  [1, 0, 1, 0, 1, 0],
];
const seed = randomBytes(32);
const caster = { election, key, style: style!, unit: 1, credential };
const bytes = makeBallot(caster, choices, seed);
const faultOf = (entry: Uint8Array): string | undefined =>
  findBallotFault(election, key, parseBallot(entry, election));

describe('a ballot', () => {
  test('is what was chosen, has the length that the style gives, and holds', () => {
    const ballot = parseBallot(bytes, election);
    expect(bytes.length).toBe(ballotLength(style!.contests));
    expect(findBallotFault(election, key, ballot)).toBeUndefined();
    ballot.contests.forEach(({ ciphertexts }, c) =>
      ciphertexts.forEach(({ pad, data }, i) => {
        expect(data.subtract(multiply(pad, secret)).is0()).toBe(choices[c]![i] === 0);
      }),
    );
    expect(readCountedBallot(bytes, election)).toMatchObject({ unit: 1, style });
  });

  test.each([
    [
      'a special option with nothing else',
      [
        [0, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, 0, 1],
      ],
    ],
    [
      'blank where the contest may be blank',
      [
        [1, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
      ],
    ],
    [
      'as many as the groups allow',
      [
        [0, 0, 0, 1, 0, 0],
        [1, 1, 0, 0, 1, 0],
      ],
    ],
  ])('can be made: %s', (_, made) => {
    expect(faultOf(makeBallot(caster, made, randomBytes(32)))).toBeUndefined();
  });

  test.each([
    [
      'two choices in a single',
      [
        [1, 1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
      ],
    ],
    [
      'blank where it may not be',
      [
        [0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
      ],
    ],
    [
      'null and a candidate',
      [
        [1, 0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0, 1],
      ],
    ],
    [
      'more than a group allows',
      [
        [1, 0, 0, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
      ],
    ],
    [
      'a choice of 2',
      [
        [2, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
      ],
    ],
    ['choices of another style', [[1, 0, 0, 0, 0, 0]]],
  ])('cannot be made: %s', (_, made) => {
    expect(() => makeBallot(caster, made, randomBytes(32))).toThrow();
  });

  test('no flipped bit is accepted', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
        const changed = Uint8Array.from(bytes);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        let fault: string | undefined;
        try {
          fault = faultOf(changed);
        } catch (error) {
          fault = (error as Error).message;
        }
        expect(fault).toBeDefined();
      }),
      { numRuns: 40 },
    );
  });

  test('is refused when shortened, lengthened, or of another election', () => {
    expect(() => parseBallot(bytes.subarray(0, -1), election)).toThrow('too short');
    expect(() => parseBallot(concat(bytes, Uint8Array.of(0)), election)).toThrow('too long');
    expect(() => parseBallot(bytes, testElection().election)).toThrow('another election');
  });

  test('is refused for another key', () => {
    expect(findBallotFault(election, keyPair().key, parseBallot(bytes, election))).toBe('vector-proof');
  });

  test('a moved unit breaks it', () => {
    const at = bytes.length - 64 - proofsLength() - 2;
    const moved = concat(bytes.subarray(0, at), u16(0), bytes.subarray(at + 2));
    expect(parseBallot(moved, election).unit).toBe(0);
    expect(faultOf(moved)).toBe('vector-proof');
  });

  test('ciphertexts under another credential break it', () => {
    const at = bytes.length - 64 - proofsLength() - 2 - 32;
    const other = deriveCredential(election.id, newCode());
    const copied = concat(bytes.subarray(0, at), encodeElement(other.X), bytes.subarray(at + 32));
    expect(faultOf(copied)).toBe('vector-proof');
  });
});

function proofsLength(): number {
  return ballotLength(style!.contests) - 1 - 34 - 34 - 64 - 64 * choices.flat().length;
}

describe('a challenged ballot', () => {
  const open = async (opened: Choices, from = seed): Promise<Uint8Array> =>
    signEntry(
      parties.board,
      election.id,
      encodeChallenge(election, parseBallot(bytes, election), from, opened),
    );

  test('opens to the choices, keeps the tracker, names no credential', async () => {
    const entry = await open(choices);
    const challenged = parseChallenge(entry, election);
    expect(opensCorrectly(election, key, challenged)).toBe(true);
    expect(challenged.tracker).toEqual(parseBallot(bytes, election).tracker);
    const name = encodeElement(credential.X);
    const found = Array.from(entry).some((_, i) => equalBytes(entry.subarray(i, i + 32), name));
    expect(found).toBe(false);
  });

  test('a booth that encrypted something else, or shows another seed, is caught', async () => {
    const swapped = [[1, 0, 0, 0, 0, 0], choices[1]!];
    expect(opensCorrectly(election, key, parseChallenge(await open(swapped), election))).toBe(false);
    expect(
      opensCorrectly(election, key, parseChallenge(await open(choices, randomBytes(32)), election)),
    ).toBe(false);
  });
});

describe('codes for people (spec §2.7)', () => {
  test('every wrong character and every swap of neighbours is noticed', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        fc.nat(19),
        fc.nat(31),
        (raw, at, letter) => {
          const code = parseHuman(encodeHuman(raw, 18), 18);
          const group = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1-');
          const changed = code.slice(0, at) + alphabet[letter] + code.slice(at + 1);
          if (changed !== code) expect(() => parseHuman(group(changed), 18)).toThrow('code');
          const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at]! + code.slice(at + 2);
          if (swapped !== code) expect(() => parseHuman(group(swapped), 18)).toThrow('code');
        },
      ),
    );
  });

  test('a known code', () => {
    expect(encodeHuman(new Uint8Array(4).fill(255), 6)).toBe(printedCode());
    expect(printTracker(new Uint8Array(32))).toBe('0000-0000-0000-0000-0000-0000');
  });

  test('form is strict', () => {
    const code = encodeHuman(randomBytes(12), 18);
    for (const bad of [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      `${code} `,
      code.slice(1),
      `${code}-0000`,
      '',
    ]) {
      expect(() => parseHuman(bad, 18)).toThrow('code');
    }
  });

  test('a credential has a short id, the same for the same key only', () => {
    const id = credentialId(election.id, credential.X);
    expect(id).toMatch(/^(.{4}-){2}.{4}$/);
    expect(credentialId(testElection().election.id, credential.X)).not.toBe(id);
  });
});

/**
 * Returns the printed code of six characters Z, which stand for the number 2^30 - 1. Its check value modulo 1021,
 * computed by hand, is 837 = 26 * 32 + 5.
 */
function printedCode(): string {
  const check = (2 ** 30 - 1) % 1021;
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return `ZZZZ-ZZ${alphabet[Math.floor(check / 32)]}${alphabet[check % 32]}`;
}
