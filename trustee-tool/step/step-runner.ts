/** Messages of a trustee in the key ceremony and at the count, made where its secrets are open. @module */

import { equalBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import { makeSeal, makeShareCheck, RunSecrets, type EncryptionSecret } from '#crypto/ceremony/trustee.ts';
import { decodeScalar } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { printJson } from '#crypto/manifest/json.ts';
import { randomBytes } from '#crypto/random.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeShareEntry } from '#crypto/record/office.ts';
import { makeShare } from '#crypto/tally/share.ts';
import { TokenError } from '#hsm/errors.ts';
import type { IdentityKey, SealingKey, Token, TokenInfo } from '#hsm/token.ts';
import { actMessage, completeAct } from '../certificates/act.ts';
import {
  encryptionContext,
  sealSecret,
  sealShare,
  seedContext,
  withSecret,
  withShare,
  type SharePlace,
} from '../shared/custody.ts';
import { bytesFrom, type ResultOf, type RunWork } from './messages.ts';

type Signed = Pick<ResultOf<'seal'>, 'entry' | 'act'>;

export class StepRunner {
  readonly #work: RunWork;
  readonly #election: Election;
  /** Ceremony, replayed and validated from the board's messages. */
  readonly #ceremony: Ceremony;
  readonly #token: TokenInfo;
  readonly #identity: IdentityKey;
  readonly #sealing: SealingKey;

  /** Opens the token's keys. Throws `key-other` if its signing key is not the one in the manifest. */
  static async open(token: Token, key: string, work: RunWork): Promise<StepRunner> {
    const identity = await token.identityKey(key);
    const runner = new StepRunner(work, token.info, identity, await token.sealingKey(`${key}-seal`));
    const named = runner.#ceremony.run.trustee(work.trustee).signingKey;
    if (!equalBytes(named, identity.publicKey)) throw new TokenError('key-other', toHex(identity.publicKey));
    return runner;
  }

  private constructor(work: RunWork, token: TokenInfo, identity: IdentityKey, sealing: SealingKey) {
    this.#work = work;
    this.#token = token;
    this.#identity = identity;
    this.#sealing = sealing;
    this.#election = parseManifest(bytesFrom(work.manifest));
    this.#ceremony = new Ceremony(this.#election, work.startedAt);
    for (const { clock, entry } of work.ceremony) this.#ceremony.accept(bytesFrom(entry), clock);
  }

  async run(): Promise<ResultOf<RunWork['kind']>> {
    const work = this.#work;
    switch (work.kind) {
      case 'commit':
        return this.#commit(work.seed);
      case 'reveal':
      case 'deal': {
        const { kind, seed } = work;
        return { kind, ...(await this.#sign(await this.#withSecrets(seed, (secrets) => secrets[kind]()))) };
      }
      case 'answer': {
        const { openComplaint } = this.#ceremony.run;
        if (!openComplaint) throw new Error('answer: there is no complaint');
        const unsigned = await this.#withSecrets(work.seed, (secrets) =>
          secrets.answer(openComplaint.trustee),
        );
        return { kind: work.kind, ...(await this.#sign(unsigned)) };
      }
      case 'certify':
        return this.#certify(work.seed, work.encryption);
      case 'share-check': {
        const unsigned = await withShare(this.#sealing, this.#sharePlace, bytesFrom(work.share), (share) =>
          makeShareCheck(this.#election, this.#ceremony.run, work.trustee, share),
        );
        return { kind: work.kind, ...(await this.#sign(unsigned)) };
      }
      case 'seal':
        return { kind: work.kind, ...(await this.#sign(makeSeal(this.#ceremony.run, work.trustee))) };
      default: {
        const share = await withShare(this.#sealing, this.#sharePlace, bytesFrom(work.share), (secret) =>
          makeShare(this.#election, bytesFrom(work.tally), work.trustee, secret),
        );
        const signed = await this.#sign(encodeShareEntry(work.trustee, blobRef(share)));
        return { kind: work.kind, ...signed, blob: toHex(share) };
      }
    }
  }

  /** Commits with the given seed (encrypted), or with a new one. */
  async #commit(sealed: string | undefined): Promise<ResultOf<'commit'>> {
    const seed = sealed ?? toHex(await sealSecret(this.#sealing, randomBytes(32), this.#seedContext));
    const signed = await this.#sign(await this.#withSecrets(seed, (secrets) => secrets.commit()));
    return { kind: 'commit', ...signed, seed };
  }

  /**
   * Certifies the received shares and encrypts the trustee's own share, or complains about the first share that does
   * not fit (§5.5, §5.6).
   */
  async #certify(seed: string, encryption: string): Promise<ResultOf<'certify'>> {
    const own = this.#ceremony.run.trustee(this.#work.trustee);
    const context = encryptionContext(own.encryptionKey);
    const outcome = await withSecret(this.#sealing, bytesFrom(encryption), context, (bytes) => {
      const pair: EncryptionSecret = { secret: decodeScalar(bytes), publicKey: own.encryptionKey };
      return this.#withSecrets(seed, (secrets) => {
        const cheat = secrets.findCheat(pair);
        return cheat === undefined
          ? { message: secrets.certify(), share: secrets.share(pair), accused: null }
          : { message: secrets.complain(cheat), share: undefined, accused: cheat };
      });
    });
    const signed = await this.#sign(outcome.message, outcome.accused);
    if (outcome.share === undefined) return { kind: 'certify', ...signed };
    const { sealed, context: shareContext } = await sealShare(this.#sealing, this.#sharePlace, outcome.share);
    return { kind: 'certify', ...signed, share: { sealed: toHex(sealed), context: toHex(shareContext) } };
  }

  #withSecrets<T>(seed: string, work: (secrets: RunSecrets) => T): Promise<T> {
    return withSecret(this.#sealing, bytesFrom(seed), this.#seedContext, (bytes) =>
      work(new RunSecrets(this.#election, this.#ceremony.run, this.#work.trustee, bytes)),
    );
  }

  /** Signs the entry, and the act about it if there is a draft. */
  async #sign(unsigned: Uint8Array, accused: number | null = null): Promise<Signed> {
    const entry = await signEntry(this.#identity, this.#election.id, unsigned);
    if (!this.#work.act) return { entry: toHex(entry) };
    const bytes = utf8(printJson(completeAct(this.#work.act, this.#token, entry, accused)));
    const signature = await this.#identity.sign(actMessage(this.#election.id, bytes));
    return { entry: toHex(entry), act: { bytes: toHex(bytes), signature: toHex(signature) } };
  }

  get #seedContext(): Uint8Array {
    return seedContext(this.#election.id, this.#ceremony.run.number, this.#work.trustee);
  }

  get #sharePlace(): SharePlace {
    const { run } = this.#ceremony;
    const { trustee } = this.#work;
    return { electionId: this.#election.id, run: run.number, trustee, X: run.verificationKey(trustee) };
  }
}
