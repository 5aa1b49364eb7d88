import { describe, expect, test } from 'vitest';
import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import {
  commitHash,
  encodeAbsence,
  encodeCertificate,
  encodeCommit,
  encodeDeal,
  encodeReveal,
  parseDeal,
  parseReveal,
  revealStatement,
} from '#crypto/ceremony/messages.ts';
import { evaluate, evaluateCommitments, commitTo, lagrange } from '#crypto/ceremony/polynomial.ts';
import { makeSeal, makeShareCheck, RunSecrets } from '#crypto/ceremony/trustee.ts';
import { G, add, multiply, negate, randomScalar, sum, times } from '#crypto/group.ts';
import { proveKnowledge } from '#crypto/proof/schnorr.ts';
import { randomBytes } from '#crypto/random.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { heldCeremony, testElection, type TestElection } from '../support/elections.ts';

/** Key ceremony in progress, which posts messages and holds the secrets of all trustees. */
class Room {
  readonly base: TestElection = testElection();
  readonly ceremony = new Ceremony(this.base.election, 1000);
  secrets = this.newSecrets();

  newSecrets(): Map<number, RunSecrets> {
    const { run } = this.ceremony;
    return new Map(
      run.trustees.map(({ number }) => [
        number,
        new RunSecrets(this.base.election, run, number, randomBytes(32)),
      ]),
    );
  }

  async post(signer: number, unsigned: Uint8Array, clock = 1000): Promise<number | undefined> {
    const { signer: own } = this.base.parties.trustees[signer - 1]!;
    return this.ceremony.accept(await signEntry(own, this.base.election.id, unsigned), clock);
  }

  /** Posts the messages of all trustees in these rounds, in order. */
  async rounds(...names: ('commit' | 'reveal' | 'deal' | 'certify')[]): Promise<void> {
    for (const name of names) for (const [i, secrets] of this.secrets) await this.post(i, secrets[name]());
  }

  encryption(i: number) {
    return this.base.parties.trustees[i - 1]!.encryption;
  }
}

describe('an honest run', () => {
  test('gives shares that fit the public verification keys, and any t of them the secret of K', async () => {
    const { ceremony, shares } = await heldCeremony();
    expect(ceremony.run.complete).toBe(true);
    for (const [i, share] of shares)
      expect(multiply(G, share).equals(ceremony.run.verificationKey(i))).toBe(true);
    for (const pair of [
      [1, 2],
      [1, 3],
      [2, 3],
    ]) {
      const secret = pair.reduce((total, i) => add(total, times(lagrange(i, pair), shares.get(i)!)), 0n);
      expect(multiply(G, secret).equals(ceremony.run.key)).toBe(true);
    }
  });

  test('opens only after n share checks and t seals', async () => {
    const { ceremony, shares, election, post } = await heldCeremony();
    await expect(post(1, makeSeal(ceremony.run, 1))).rejects.toThrow('round before');
    for (const [i, share] of shares) await post(i, makeShareCheck(election, ceremony.run, i, share));
    await post(1, makeSeal(ceremony.run, 1));
    expect(ceremony.run.readyToOpen).toBe(false);
    await expect(post(1, makeSeal(ceremony.run, 1))).rejects.toThrow('already');
    await post(3, makeSeal(ceremony.run, 3));
    expect(ceremony.run.readyToOpen).toBe(true);
  });

  test('a share check with another share is void', async () => {
    const { ceremony, shares, election, post } = await heldCeremony();
    const wrong = makeShareCheck(election, ceremony.run, 1, shares.get(2)!);
    await expect(post(1, wrong)).rejects.toThrow('proof');
  });
});

describe('messages out of turn or wrong in themselves are void', () => {
  test('a reveal before all have committed (bias by waiting)', async () => {
    const room = new Room();
    await room.post(1, room.secrets.get(1)!.commit());
    await expect(room.post(1, room.secrets.get(1)!.reveal())).rejects.toThrow('round before');
  });

  test('a reveal of something else than was committed to (rogue key after the others)', async () => {
    const room = new Room();
    await room.rounds('commit');
    await room.post(1, room.secrets.get(1)!.reveal());
    const rogue = new RunSecrets(room.base.election, room.ceremony.run, 2, randomBytes(32));
    await expect(room.post(2, rogue.reveal())).rejects.toThrow('committed');
  });

  test("another trustee's proof of knowledge", async () => {
    const room = new Room();
    await room.rounds('commit');
    const { election } = room.base;
    const entry = await signEntry(
      room.base.parties.trustees[0]!.signer,
      election.id,
      room.secrets.get(1)!.reveal(),
    );
    const mine = parseReveal(entry, election.threshold);
    await expect(room.post(2, encodeReveal({ ...mine, trustee: 2 }))).rejects.toThrow('committed');
  });

  test.each([1, 3])('a vector of %i coefficients where t = 2', async (length) => {
    const room = new Room();
    await room.rounds('commit');
    const proof = { R: G, z: 1n };
    const commitments = Array.from({ length }, () => G);
    await expect(room.post(1, encodeReveal({ run: 1, trustee: 1, commitments, proof }))).rejects.toThrow(
      /message|element|scalar/,
    );
  });

  test('a second message of one kind, another run, another signer, a stranger', async () => {
    const room = new Room();
    const commit = room.secrets.get(1)!.commit();
    await room.post(1, commit);
    await expect(room.post(1, commit)).rejects.toThrow('already');
    await expect(room.post(2, commit)).rejects.toThrow('signature');
    const otherRun = Uint8Array.from(room.secrets.get(2)!.commit());
    otherRun[2] = 2;
    await expect(room.post(2, otherRun)).rejects.toThrow('another run');
    const stranger = Uint8Array.from(room.secrets.get(2)!.commit());
    stranger[3] = 4; // an alternate, who is not in this run
    await expect(room.post(4, stranger)).rejects.toThrow('no trustee of this run');
  });

  test('a message signed for another election', async () => {
    const room = new Room();
    const other = testElection();
    const entry = await signEntry(
      room.base.parties.trustees[0]!.signer,
      other.election.id,
      room.secrets.get(1)!.commit(),
    );
    expect(() => room.ceremony.accept(entry, 1000)).toThrow('signature');
  });

  test('a certificate for another key', async () => {
    const room = new Room();
    await room.rounds('commit', 'reveal', 'deal');
    await expect(room.post(1, encodeCertificate({ run: 1, trustee: 1, key: G }))).rejects.toThrow(
      'another key',
    );
  });

  test('a reveal that makes the sum of the leading coefficients cancel', async () => {
    const room = new Room();
    const { run } = room.ceremony;
    const polynomials = [1, 2].map(() => Array.from({ length: 2 }, randomScalar));
    const cancelling = [randomScalar(), negate(add(polynomials[0]![1]!, polynomials[1]![1]!))];
    const E = room.base.election.id;
    const messages = [...polynomials, cancelling].map((coefficients, i) => {
      const head = { run: 1, trustee: i + 1 };
      const commitments = commitTo(coefficients);
      const proof = proveKnowledge(coefficients[0]!, revealStatement(E, head, commitments));
      return {
        commit: encodeCommit({ ...head, hash: commitHash(E, head, commitments) }),
        reveal: encodeReveal({ ...head, commitments, proof }),
      };
    });
    for (const [i, { commit }] of messages.entries()) await room.post(i + 1, commit);
    await room.post(1, messages[0]!.reveal);
    await room.post(2, messages[1]!.reveal);
    await expect(room.post(3, messages[2]!.reveal)).rejects.toThrow('cancels');
    expect(run.complete).toBe(false);
  });
});

describe('complaints', () => {
  /** Deals a wrong share from trustee 2 to trustee 3. */
  async function cheat(room: Room): Promise<void> {
    await room.rounds('commit', 'reveal');
    for (const i of [1, 3]) await room.post(i, room.secrets.get(i)!.deal());
    const { election, parties } = room.base;
    const honest = parseDeal(
      await signEntry(parties.trustees[1]!.signer, election.id, room.secrets.get(2)!.deal()),
      3,
    );
    const [first, second] = honest.shares;
    await room.post(2, encodeDeal({ ...honest, shares: [first!, { R: second!.R, m: add(second!.m, 1n) }] }));
  }

  test('a bad share convicts its dealer, and the run starts again with the alternate', async () => {
    const room = new Room();
    await cheat(room);
    expect(room.secrets.get(3)!.findCheat(room.encryption(3))).toBe(2);
    expect(() => room.secrets.get(3)!.share(room.encryption(3))).toThrow('trustee 2');
    expect(room.secrets.get(1)!.findCheat(room.encryption(1))).toBeUndefined();
    await room.post(3, room.secrets.get(3)!.complain(2));
    expect(room.ceremony.run.owedBy(2)).toBe(Kind.answer);
    expect(room.ceremony.run.owedBy(1)).toBeUndefined();
    await expect(room.post(1, room.secrets.get(1)!.certify())).rejects.toThrow('complaint');
    expect(await room.post(2, room.secrets.get(2)!.answer(3))).toBe(2);
    expect(room.ceremony.culprits).toEqual([2]);
    expect(room.ceremony.run.number).toBe(2);
    expect(room.ceremony.run.trustees.map(({ number }) => number)).toEqual([1, 3, 4]);
    room.secrets = room.newSecrets();
    await room.rounds('commit', 'reveal', 'deal', 'certify');
    expect(room.ceremony.run.complete).toBe(true);
  });

  test('a good share convicts the accuser', async () => {
    const room = new Room();
    await room.rounds('commit', 'reveal', 'deal');
    await room.post(3, room.secrets.get(3)!.complain(2));
    expect(await room.post(2, room.secrets.get(2)!.answer(3))).toBe(3);
    expect(room.ceremony.culprits).toEqual([3]);
  });

  test('opening something else than was dealt convicts the dealer', async () => {
    const room = new Room();
    await room.rounds('commit', 'reveal', 'deal');
    await room.post(3, room.secrets.get(3)!.complain(2));
    const other = new RunSecrets(room.base.election, room.ceremony.run, 2, randomBytes(32)); // other ephemeral secrets
    expect(await room.post(2, other.answer(3))).toBe(2);
  });

  test('an answer that nobody asked for, and a complaint about oneself or after certifying, are void', async () => {
    const room = new Room();
    await room.rounds('commit', 'reveal', 'deal');
    await expect(room.post(2, room.secrets.get(2)!.answer(3))).rejects.toThrow('no open complaint');
    await expect(room.post(3, room.secrets.get(3)!.complain(3))).rejects.toThrow('oneself');
    await room.post(3, room.secrets.get(3)!.certify());
    await expect(room.post(3, room.secrets.get(3)!.complain(2))).rejects.toThrow('already');
  });
});

describe('absence', () => {
  const absence = async (
    room: Room,
    trustee: number,
    clock: number,
    owed = room.ceremony.run.owedBy(trustee) ?? Kind.commit,
  ): Promise<number | undefined> => {
    const { election, parties } = room.base;
    const unsigned = encodeAbsence({ run: room.ceremony.run.number, trustee, owed });
    return room.ceremony.accept(await signEntry(parties.authority, election.id, unsigned), clock);
  };

  test('who is silent past the deadline is replaced; who is not, is not', async () => {
    const room = new Room();
    await room.post(1, room.secrets.get(1)!.commit());
    await expect(absence(room, 2, 1000 + 3599)).rejects.toThrow('too early');
    await expect(absence(room, 1, 1000 + 3600)).rejects.toThrow('does not owe');
    expect(await absence(room, 2, 1000 + 3600)).toBe(2);
    // Commits of the next run are due from the moment in which the last run ended.
    await expect(absence(room, 1, 4600 + 3599)).rejects.toThrow('too early');
  });

  test('silence counts from when the message was due, not from the start of the run', async () => {
    const room = new Room();
    const send = (trustee: number, message: Uint8Array, clock: number): Promise<number | undefined> =>
      room.post(trustee, message, clock);
    for (const i of [1, 2]) await send(i, room.secrets.get(i)!.commit(), 1000);
    await send(3, room.secrets.get(3)!.commit(), 9000); // late, so the others owe their reveals from here
    await expect(absence(room, 1, 9000 + 3599)).rejects.toThrow('too early');
    for (const i of [1, 2, 3]) await send(i, room.secrets.get(i)!.reveal(), 12_000);
    for (const i of [1, 2, 3]) await send(i, room.secrets.get(i)!.deal(), 15_000);
    await send(3, room.secrets.get(3)!.complain(2), 18_000);
    await expect(absence(room, 2, 18_000 + 3599)).rejects.toThrow('too early');
    await expect(absence(room, 1, 18_000 + 3600)).rejects.toThrow('does not owe');
    expect(await absence(room, 2, 18_000 + 3600)).toBe(2);
  });

  test('an absence for one message does not serve for a later one', async () => {
    const room = new Room();
    for (const i of [1, 2, 3]) await room.post(i, room.secrets.get(i)!.commit(), 1000);
    await expect(absence(room, 2, 1000 + 3600, Kind.commit)).rejects.toThrow('does not owe');
    expect(await absence(room, 2, 1000 + 3600, Kind.reveal)).toBe(2);
  });

  test('too few candidates end the ceremony', async () => {
    const room = new Room();
    await absence(room, 2, 10_000);
    await absence(room, 1, 20_000);
    expect(room.ceremony.failed).toBe(true);
    await expect(absence(room, 3, 30_000)).rejects.toThrow('too few');
  });

  test('only the authority can declare it', async () => {
    const room = new Room();
    await expect(
      room.post(1, encodeAbsence({ run: 1, trustee: 2, owed: Kind.commit }), 10_000),
    ).rejects.toThrow(/./);
  });
});

describe('polynomials', () => {
  test('commitments evaluate to the commitment of the value', () => {
    const coefficients = Array.from({ length: 4 }, randomScalar);
    for (const j of [1, 2, 7]) {
      const expected = multiply(G, evaluate(coefficients, j));
      expect(evaluateCommitments(commitTo(coefficients), j).equals(expected)).toBe(true);
    }
  });

  test('interpolation refuses a number twice, and zero', () => {
    expect(() => lagrange(1, [1, 1])).toThrow('distinct');
    expect(() => lagrange(0, [0, 1])).toThrow('distinct');
    expect(sum([G, G]).equals(multiply(G, 2n))).toBe(true);
  });
});
