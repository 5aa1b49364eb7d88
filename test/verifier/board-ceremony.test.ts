import { describe, expect, test } from 'vitest';
import { concat, u16, u8 } from '../../verifier/crypto/bytes.ts';
import { encodeScalar, G } from '../../verifier/crypto/group.ts';
import { challenge, hash, concatElements } from '../../verifier/crypto/transcript.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import { closes, TestElection } from './support/election.ts';
import { a, anna, judge, xAndV } from './support/judge.ts';
import { proveKey } from './support/prover.ts';

/** Continues the election to its end, so that the rest of the board is right. */
function finish(e: TestElection): TestElection {
  e.lists();
  e.open();
  e.cast(anna, [a, xAndV]);
  e.count();
  return e.publish();
}

type Script = (e: TestElection) => void;

/** Returns a script of an honest ceremony in which `act` runs before a step. */
function during(
  step: 'commit' | 'reveal' | 'deal' | 'certify' | 'check' | 'seal' | 'end',
  act: Script,
): Script {
  return (e) => {
    const at = (name: typeof step): void => {
      if (name === step) act(e);
    };
    at('commit');
    e.each((i) => e.commit(i));
    at('reveal');
    e.each((i) => e.reveal(i));
    at('deal');
    e.each((i) => e.deal(i));
    at('certify');
    e.each((i) => e.certify(i));
    at('check');
    e.each((i) => e.shareCheck(i));
    at('seal');
    e.each((i) => e.seal(i));
    at('end');
    e.mark();
  };
}

const entry =
  (make: (e: TestElection) => Uint8Array): Script =>
  (e) => {
    e.append(make(e));
  };
const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === (at + bytes.length) % bytes.length ? byte ^ 1 : byte));

describe('void messages are named and have no effect', () => {
  test.each<[string, string, Script]>([
    [
      'a commit cut short',
      '3.1',
      during(
        'commit',
        entry((e) => e.commit(1).subarray(0, 60)),
      ),
    ],
    [
      'a commit with a byte more',
      '3.1',
      during(
        'commit',
        entry((e) => concat(e.commit(1), u8(0))),
      ),
    ],
    [
      'a commit of another run',
      '3.1',
      during(
        'commit',
        entry((e) => e.signed(0x10, concat(u16(2), u8(1), new Uint8Array(32)), 'trustee 1')),
      ),
    ],
    [
      'a commit of an alternate',
      '3.1',
      during(
        'commit',
        entry((e) => e.commit(4)),
      ),
    ],
    [
      'a commit of nobody',
      '3.1',
      during(
        'commit',
        entry((e) => e.signed(0x10, concat(u16(1), u8(9), new Uint8Array(32)), 'trustee 1')),
      ),
    ],
    [
      'a commit signed by another',
      '3.1',
      during(
        'commit',
        entry((e) => e.signed(0x10, concat(u16(1), u8(1), new Uint8Array(32)), 'trustee 2')),
      ),
    ],
    [
      'a second commit',
      '3.1',
      during(
        'reveal',
        entry((e) => e.commit(1)),
      ),
    ],
    [
      'a reveal before the commits',
      '3.1',
      during(
        'commit',
        entry((e) => e.reveal(1)),
      ),
    ],
    [
      'a deal before the reveals',
      '3.1',
      during(
        'reveal',
        entry((e) => e.deal(1)),
      ),
    ],
    [
      'a certificate before the deals',
      '3.1',
      during(
        'deal',
        entry((e) => e.certify(1)),
      ),
    ],
    [
      'a certificate of another key',
      '3.1',
      during(
        'certify',
        entry((e) => e.message(0x13, 1, G.bytes)),
      ),
    ],
    [
      'a reveal with the identity',
      '3.1',
      during(
        'reveal',
        entry((e) => e.message(0x11, 1, new Uint8Array(64), G.bytes, new Uint8Array(32))),
      ),
    ],
    [
      'a reveal of something else',
      '3.2',
      during(
        'reveal',
        entry((e) => e.message(0x11, 1, concatElements(e.C(2)), G.bytes, new Uint8Array(32))),
      ),
    ],
    [
      'a reveal without the secret',
      '3.2',
      during(
        'reveal',
        entry((e) => e.message(0x11, 1, concatElements(e.C(1)), G.bytes, new Uint8Array(32))),
      ),
    ],
    [
      'a complaint before the deals',
      '3.3',
      during(
        'deal',
        entry((e) => e.message(0x14, 1, u8(2))),
      ),
    ],
    [
      'a complaint after the certificate',
      '3.3',
      during(
        'check',
        entry((e) => e.message(0x14, 1, u8(2))),
      ),
    ],
    [
      'a complaint about oneself',
      '3.3',
      during(
        'certify',
        entry((e) => e.message(0x14, 1, u8(1))),
      ),
    ],
    [
      'an answer without complaint',
      '3.3',
      during(
        'certify',
        entry((e) => e.message(0x15, 1, u8(2), new Uint8Array(32))),
      ),
    ],
    [
      'an absence too early',
      '3.3',
      during(
        'certify',
        entry((e) => e.absence(1, 0x13)),
      ),
    ],
    [
      'a share check before the certificates',
      '3.4',
      during(
        'certify',
        entry((e) => e.shareCheck(1)),
      ),
    ],
    [
      'a share check with a wrong proof',
      '3.4',
      during(
        'check',
        entry((e) => e.message(0x17, 1, G.bytes, G.bytes, G.bytes, new Uint8Array(32))),
      ),
    ],
    [
      'a share check with a spoiled signature',
      '3.4',
      during(
        'check',
        entry((e) => flip(e.shareCheck(1), -1)),
      ),
    ],
    [
      'a seal before the share checks',
      '2.4',
      during(
        'check',
        entry((e) => e.seal(1)),
      ),
    ],
    [
      'a seal of another key',
      '2.4',
      during(
        'seal',
        entry((e) => e.message(0x18, 1, G.bytes)),
      ),
    ],
    [
      'a second seal',
      '2.4',
      during(
        'end',
        entry((e) => e.seal(1)),
      ),
    ],
    [
      'a reserved kind',
      '7.5',
      during(
        'deal',
        entry((e) => e.signed(0x22, new Uint8Array(8), 'board')),
      ),
    ],
    [
      'an unknown kind',
      '7.5',
      during(
        'deal',
        entry(() => u8(0xff)),
      ),
    ],
    [
      'a second manifest',
      '7.5',
      during(
        'deal',
        entry((e) => e.entries[0]!),
      ),
    ],
    [
      'a closing',
      '7.5',
      during(
        'deal',
        entry((e) => e.signed(0x32, new Uint8Array(8), 'authority')),
      ),
    ],
  ])('%s', async (_, id, ceremony) => {
    const e = new TestElection();
    ceremony(e);
    e.lists();
    e.open();
    const { found, verdict, notRun } = await judge(e.publish(), { soFar: true });
    expect({ found, verdict, notRun }).toEqual({ found: [id], verdict: 'rules broken', notRun: [] });
  });
});

test('the last reveal may not cancel the sum', async () => {
  const e = new TestElection();
  // Trustee 3 commits to the negative of the sum of the others' points. The hash needs no secret.
  const cancelling = [0, 1].map((k) => e.C(1)[k]!.plus(e.C(2)[k]!)).map((sum) => sum.minus(sum).minus(sum));
  const secret = e.coefficients(1)[0]! + e.coefficients(2)[0]!;
  const statement = [e.id, u16(1), u8(3), concatElements(cancelling)];
  e.append(e.commit(1));
  e.append(e.commit(2));
  e.append(e.message(0x10, 3, hash('ceremony-commit/v1', ...statement)));
  e.append(e.reveal(1));
  e.append(e.reveal(2));
  const { R, z } = proveKey(-secret, (commitment) =>
    challenge('ceremony-reveal/v1', ...statement, commitment.bytes),
  );
  e.append(e.message(0x11, 3, concatElements(cancelling), R.bytes, z));
  e.mark();
  const { places } = await judge(e.publish(), { soFar: true });
  expect(places).toEqual(['3.2 entry 7, trustee 3']);
});

describe('disputes', () => {
  /** Starts run 2 after run 1 excluded a trustee. */
  function restart(e: TestElection, excluded: number): void {
    e.run = 2;
    e.trustees = [1, 2, 3, 4].filter((i) => i !== excluded);
    e.ceremony();
  }

  test.each([
    ['a bad deal excludes the dealer', 3, 2],
    ['a good deal excludes the accuser', undefined, 3],
  ])('%s', async (_, spoiled, excluded) => {
    const e = new TestElection();
    e.each((i) => e.commit(i));
    e.each((i) => e.reveal(i));
    e.each((i) => e.deal(i, i === 2 ? spoiled : undefined));
    e.append(e.certify(1));
    e.append(e.message(0x14, 3, u8(2)));
    e.append(e.message(0x15, 2, u8(3), encodeScalar(e.ephemeral(2, 3))));
    restart(e, excluded);
    const { found, verdict } = await judge(finish(e));
    expect({ found, verdict }).toEqual({ found: [], verdict: 'verified' });
  });

  test('a wrong e excludes the dealer', async () => {
    const e = new TestElection();
    e.rounds();
    e.append(e.message(0x14, 3, u8(2)));
    e.append(e.message(0x15, 2, u8(3), new Uint8Array(32)));
    restart(e, 2);
    expect((await judge(finish(e))).verdict).toBe('verified');
  });

  test('while a complaint is open only its answer counts', async () => {
    const e = new TestElection();
    e.rounds();
    e.append(e.message(0x14, 3, u8(2)));
    e.append(e.certify(1));
    e.append(e.message(0x14, 1, u8(2)));
    e.append(e.message(0x15, 1, u8(3), new Uint8Array(32)));
    e.mark(e.now + 3600);
    e.append(e.absence(1, 0x13));
    e.append(e.absence(2, 0x15));
    e.mark();
    restart(e, 2);
    const { found } = await judge(finish(e));
    expect(found).toEqual(['3.1', '3.3', '3.3', '3.3', '7.3']);
  });

  test('an absence after the silence', async () => {
    const e = new TestElection();
    e.append(e.commit(1));
    e.append(e.commit(2));
    e.mark();
    e.mark(e.now + 3600);
    e.append(e.absence(2, 0x10)); // trustee 2 has sent its message
    e.append(e.absence(3, 0x11)); // trustee 3 owes another message
    e.append(e.absence(3, 0x10, 'board')); // the board may not sign this
    e.append(e.absence(3, 0x10));
    restart(e, 3);
    const { report, found } = await judge(finish(e));
    expect(found).toEqual(['3.3', '3.3', '3.3']);
    const { findings } = report.checks.find(({ id }) => id === '3.3')!;
    expect(findings.map(({ says }) => says)).toEqual([
      sentences.owesNothing(2),
      sentences.owesOther(3),
      sentences.badSignatures(),
    ]);
    const why = { cause: 'absence', owed: 'commit' };
    expect(report.outcome!.trustees.excluded).toMatchObject([{ number: 3, ...why }]);
  });

  test('a trustee without share check may be declared absent, one without seal not', async () => {
    const e = new TestElection();
    e.rounds();
    e.each((i) => e.certify(i));
    e.append(e.shareCheck(1));
    e.append(e.shareCheck(2));
    e.mark();
    e.mark(e.now + 3600);
    e.append(e.absence(3, 0x17));
    e.run = 2;
    e.trustees = [1, 2, 4];
    e.ceremony();
    e.mark(e.now + 3600);
    e.append(e.absence(4, 0x18));
    e.mark();
    expect((await judge(finish(e))).found).toEqual(['3.3']);
  });

  describe('silence counts from when the message was due', () => {
    const silence = 3600;
    const wait = (e: TestElection, seconds: number): void => {
      e.mark();
      e.mark(e.now + seconds);
    };
    /**
     * Sends the message of two trustees at once and that of the third after the time of silence. Then the next
     * message is due.
     */
    const slowly = (e: TestElection, message: (i: number) => Uint8Array): void => {
      e.append(message(1));
      e.append(message(2));
      wait(e, silence);
      e.append(message(3));
    };

    test.each<[string, number, Script]>([
      ['a commit, from the start of the run', 0x10, () => undefined],
      ['a reveal, from the last commit', 0x11, (e) => slowly(e, (i) => e.commit(i))],
      [
        'a deal, from the last reveal',
        0x12,
        (e) => {
          e.each((i) => e.commit(i));
          slowly(e, (i) => e.reveal(i));
        },
      ],
      [
        'a certificate, from the last deal',
        0x13,
        (e) => {
          e.each((i) => e.commit(i));
          e.each((i) => e.reveal(i));
          slowly(e, (i) => e.deal(i));
        },
      ],
      [
        'an answer, from its complaint',
        0x15,
        (e) => {
          e.rounds();
          wait(e, silence);
          e.append(e.message(0x14, 1, u8(3)));
        },
      ],
      [
        'a share check, from the last certificate',
        0x17,
        (e) => {
          e.rounds();
          slowly(e, (i) => e.certify(i));
        },
      ],
      [
        'a commit of a second run, from the end of the first',
        0x10,
        (e) => {
          wait(e, silence);
          e.append(e.absence(2, 0x10));
          e.run = 2;
          e.trustees = [1, 3, 4];
        },
      ],
    ])('%s', async (_, owed, before) => {
      const e = new TestElection();
      before(e);
      wait(e, silence - 1);
      e.append(e.absence(3, owed));
      const early = e.entries.length - 1;
      wait(e, 1);
      e.append(e.absence(3, owed));
      e.mark();
      const { places, report } = await judge(e.publish(), { soFar: true });
      expect(places).toEqual([`3.3 entry ${early}, trustee 3`]);
      expect(report.checks.find(({ id }) => id === '3.3')!.findings[0]!.says.en).toContain('silence');
    });
  });

  test('too few candidates: the ceremony has failed', async () => {
    const e = new TestElection((m) => m.trustees.candidates.pop());
    e.mark(e.now + 3600);
    e.append(e.absence(3, 0x10));
    e.append(e.message(0x10, 1, new Uint8Array(32)));
    e.mark();
    const { found, report } = await judge(e.publish(), { soFar: true });
    expect(found).toEqual(['3.1']);
    expect(report.soFar).toBe(true);
  });
});

describe('the opening', () => {
  test.each<[string, Script, string[]]>([
    ['without ceremony', () => undefined, ['3.5']],
    ['without certificates', (e) => e.rounds(), ['3.5']],
  ])('%s, no ballot can be judged', async (_, ceremony, ids) => {
    const e = new TestElection();
    ceremony(e);
    e.mark();
    e.lists();
    e.open();
    e.cast(anna, [a, xAndV]);
    e.count();
    const { found, notRun, verdict } = await judge(e.publish());
    expect({ found, verdict }).toEqual({ found: ids, verdict: 'not verified' });
    expect(notRun).toContain('5.8');
    expect(notRun).toContain('10.3');
  });

  test.each<[string, Script]>([
    [
      'a share check missing',
      (e) => {
        e.rounds();
        e.each((i) => e.certify(i));
        e.append(e.shareCheck(1));
        e.append(e.shareCheck(2));
        e.mark();
      },
    ],
    [
      'one seal of two',
      (e) => {
        e.rounds();
        e.each((i) => e.certify(i));
        e.each((i) => e.shareCheck(i));
        e.append(e.seal(2));
        e.mark();
      },
    ],
  ])('%s is a failure, and the rest is judged', async (_, ceremony) => {
    const e = new TestElection();
    ceremony(e);
    const { found, notRun, verdict } = await judge(finish(e));
    expect({ found, notRun, verdict }).toEqual({ found: ['3.5'], notRun: [], verdict: 'not verified' });
  });

  test('too early, badly signed, cut short, above the roll', async () => {
    const scripts: [string[], Script][] = [
      [
        ['7.4'],
        (e) => {
          e.mark(e.now + 10);
          e.append(e.signed(0x31, new Uint8Array(12).fill(1), 'authority'));
          e.mark();
        },
      ],
      [
        ['7.4'],
        (e) => {
          e.open();
          e.entries[e.entries.length - 2] = e.signed(0x31, new Uint8Array(12).fill(1), 'board');
        },
      ],
      [['4.4'], (e) => e.open(1, 2, 1)],
      [['4.4', '4.4'], (e) => e.open(1, 1, 1)],
    ];
    for (const [ids, open] of scripts) {
      const e = new TestElection();
      e.ceremony();
      e.lists();
      open(e);
      const replaced = e.entries.length;
      e.files.set(`clock/${replaced}`, e.checkpoint(replaced));
      const { found } = await judge(e.publish(), { soFar: true });
      expect(found).toEqual(ids);
    }
  });

  test('a roll that cannot be read', async () => {
    const e = new TestElection();
    e.ceremony();
    e.lists();
    e.mark(closes - 7200);
    e.append(e.signed(0x31, new Uint8Array(8), 'authority'));
    e.mark();
    e.cast(anna, [a, xAndV]);
    e.count();
    const { found, notRun } = await judge(e.publish());
    expect({ found, notRun }).toEqual({ found: ['7.4'], notRun: ['4.4', '4.5'] });
  });
});
