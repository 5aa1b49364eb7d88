/** Secrets and messages of one trustee in a run of the key ceremony (spec chapter 05). @module */

import { u16, u8 } from '../bytes.ts';
import {
  G,
  add,
  multiply,
  multiplySplit,
  randomScalar,
  subtract,
  type Element,
  type Scalar,
} from '../group.ts';
import type { Election, Trustee } from '../manifest/election.ts';
import { proveEquality } from '../proof/equality.ts';
import { proveKnowledge } from '../proof/schnorr.ts';
import { hashToScalar } from '../transcript.ts';
import {
  commitHash,
  encodeAnswer,
  encodeCertificate,
  encodeCommit,
  encodeComplaint,
  encodeDeal,
  encodeReveal,
  encodeSeal,
  encodeShareCheck,
  revealStatement,
  shareCheckPoint,
  shareCheckStatement,
  shareMask,
} from './messages.ts';
import { commitTo, evaluate, evaluateCommitments } from './polynomial.ts';
import type { CeremonyRun } from './run.ts';

/** Key pair of a trustee; the public key is `encryptionKey` in the manifest. */
export interface EncryptionSecret {
  readonly secret: Scalar;
  readonly publicKey: Element;
}

export function newEncryptionSecret(): EncryptionSecret {
  const secret = randomScalar();
  return { secret, publicKey: multiply(G, secret) };
}

/**
 * Secrets of a trustee in one run. All of them derive from one seed, fresh for each run, so that an interrupted run
 * continues with the same secrets. The methods return `kind || body`, to be signed by the trustee's signing key; the
 * run is the public state read from the board.
 */
export class RunSecrets {
  readonly #election: Election;
  readonly #run: CeremonyRun;
  readonly #me: Trustee;
  readonly #coefficients: readonly Scalar[];
  readonly #commitments: readonly Element[];
  /** Ephemeral secret e of §5.4 for each receiver; it is published only if that receiver complains. */
  readonly #ephemerals: ReadonlyMap<number, Scalar>;

  /** `seed`: 32 secret random bytes. */
  constructor(election: Election, run: CeremonyRun, number: number, seed: Uint8Array) {
    if (seed.length !== 32) throw new Error('ceremony: the seed has 32 bytes');
    this.#election = election;
    this.#run = run;
    this.#me = run.trustee(number);
    const expand = (label: string, i: number): Scalar =>
      hashToScalar(label, seed, election.id, u16(run.number), u8(number), u8(i));
    this.#coefficients = Array.from({ length: election.threshold }, (_, k) =>
      expand('ceremony-coefficient/v1', k),
    );
    this.#commitments = commitTo(this.#coefficients);
    this.#ephemerals = new Map(
      this.#others().map((other) => [other.number, expand('ceremony-ephemeral/v1', other.number)]),
    );
  }

  commit(): Uint8Array {
    return encodeCommit({
      ...this.#head(),
      hash: commitHash(this.#election.id, this.#head(), this.#commitments),
    });
  }

  reveal(): Uint8Array {
    const statement = revealStatement(this.#election.id, this.#head(), this.#commitments);
    const proof = proveKnowledge(this.#coefficients[0]!, statement);
    return encodeReveal({ ...this.#head(), commitments: this.#commitments, proof });
  }

  deal(): Uint8Array {
    const shares = this.#others().map(({ number, encryptionKey }) => {
      const e = this.#ephemerals.get(number)!;
      const R = multiply(G, e);
      const mask = this.#mask(this.#me.number, number, encryptionKey, R, multiply(encryptionKey, e));
      return { R, m: add(evaluate(this.#coefficients, number), mask) };
    });
    return encodeDeal({ ...this.#head(), shares });
  }

  /**
   * Returns the number of the first trustee whose share for this trustee does not fit that trustee's commitments;
   * undefined if all fit (§5.4).
   */
  findCheat({ secret }: EncryptionSecret): number | undefined {
    return this.#others().find(({ number }) => {
      const expected = evaluateCommitments(this.#run.commitmentsOf(number), this.#me.number);
      return !multiply(G, this.#shareFrom(number, secret)).equals(expected);
    })?.number;
  }

  complain(dealer: number): Uint8Array {
    return encodeComplaint({ ...this.#head(), dealer });
  }

  /** Opens the one share that `accuser` complains about. The run is over then, so an opened share is never used. */
  answer(accuser: number): Uint8Array {
    const e = this.#ephemerals.get(accuser);
    if (e === undefined) throw new Error('answer: no share was dealt to this trustee');
    return encodeAnswer({ ...this.#head(), accuser, e });
  }

  certify(): Uint8Array {
    return encodeCertificate({ ...this.#head(), key: this.#run.key });
  }

  /**
   * Returns x_j, this trustee's share of the election's secret key (§5.5). The caller must encrypt it at once. Throws
   * if a dealt share does not fit.
   */
  share(secret: EncryptionSecret): Scalar {
    const cheat = this.findCheat(secret);
    if (cheat !== undefined) throw new Error(`ceremony: the share of trustee ${cheat} does not fit`);
    return this.#others().reduce(
      (total, { number }) => add(total, this.#shareFrom(number, secret.secret)),
      evaluate(this.#coefficients, this.#me.number),
    );
  }

  #shareFrom(dealer: number, secret: Scalar): Scalar {
    const { R, m } = this.#run.dealtTo(dealer, this.#me.number);
    return subtract(
      m,
      this.#mask(dealer, this.#me.number, this.#me.encryptionKey, R, multiplySplit(R, secret)),
    );
  }

  #mask(dealer: number, receiver: number, receiverKey: Element, R: Element, shared: Element): Scalar {
    return shareMask(this.#election.id, this.#run.number, dealer, receiver, receiverKey, R, shared);
  }

  #head(): { run: number; trustee: number } {
    return { run: this.#run.number, trustee: this.#me.number };
  }

  #others(): Trustee[] {
    return this.#run.trustees.filter(({ number }) => number !== this.#me.number);
  }
}

/** Returns the share check, which shows that the share can be used from where it is stored (§5.8). */
export function makeShareCheck(
  election: Election,
  run: Pick<CeremonyRun, 'number' | 'key' | 'verificationKey'>,
  number: number,
  share: Scalar,
): Uint8Array {
  const head = { run: run.number, trustee: number };
  const P = shareCheckPoint(election.id, run.number, run.key);
  const D = multiplySplit(P, share);
  const X = run.verificationKey(number);
  const statement = shareCheckStatement(election.id, head, run.key, X, P, D);
  return encodeShareCheck({ ...head, D, proof: proveEquality(share, P, statement) });
}

/** Returns the seal of the key (§5.8). */
export const makeSeal = (run: CeremonyRun, number: number): Uint8Array =>
  encodeSeal({ run: run.number, trustee: number, key: run.key });
