/** What a trustee says in a run of the ceremony and at the count, made where its secrets are open. @module */

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
import { bytesFrom, type Made, type RunWork } from './job.ts';

export class RunWorker {
  readonly #work: RunWork;
  readonly #election: Election;
  /** Made again from the board's messages, every one of them judged. */
  readonly #ceremony: Ceremony;
  readonly #token: TokenInfo;
  readonly #identity: IdentityKey;
  readonly #sealing: SealingKey;

  /** TokenError `key-other` if the token's key is not the one that the manifest names. */
  static async on(token: Token, key: string, work: RunWork): Promise<RunWorker> {
    const identity = await token.identityKey(key);
    const worker = new RunWorker(work, token.info, identity, await token.sealingKey(`${key}-seal`));
    const named = worker.#ceremony.run.trustee(work.trustee).signingKey;
    if (!equalBytes(named, identity.publicKey)) throw new TokenError('key-other', toHex(identity.publicKey));
    return worker;
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

  async do(): Promise<Made> {
    const work = this.#work;
    switch (work.kind) {
      case 'commit': {
        const seed = work.seed ?? toHex(await sealSecret(this.#sealing, randomBytes(32), this.#seedContext));
        const said = await this.#say(await this.#withSecrets(seed, (secrets) => secrets.commit()));
        return { ...said, seed: bytesFrom(seed) };
      }
      case 'reveal':
      case 'deal':
        return this.#say(await this.#withSecrets(work.seed, (secrets) => secrets[work.kind]()));
      case 'answer': {
        const { openComplaint } = this.#ceremony.run;
        if (!openComplaint) throw new Error('answer: there is no complaint');
        return this.#say(
          await this.#withSecrets(work.seed, (secrets) => secrets.answer(openComplaint.trustee)),
        );
      }
      case 'certify':
        return this.#certify(work.seed, work.encryption);
      case 'share-check':
        return this.#say(
          await withShare(this.#sealing, this.#sharePlace, bytesFrom(work.share), (share) =>
            makeShareCheck(this.#election, this.#ceremony.run, work.trustee, share),
          ),
        );
      case 'seal':
        return this.#say(makeSeal(this.#ceremony.run, work.trustee));
      default: {
        const share = await withShare(this.#sealing, this.#sharePlace, bytesFrom(work.share), (secret) =>
          makeShare(this.#election, bytesFrom(work.tally), work.trustee, secret),
        );
        return { ...(await this.#say(encodeShareEntry(work.trustee, blobRef(share)))), blob: share };
      }
    }
  }

  /** Accepts all shares and seals its own, or complains of the first that does not fit (§5.5, §5.6). */
  async #certify(seed: string, encryption: string): Promise<Made> {
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
    const said = await this.#say(outcome.message, outcome.accused);
    if (outcome.share === undefined) return said;
    const { sealed, context: shareContext } = await sealShare(this.#sealing, this.#sharePlace, outcome.share);
    return { ...said, share: sealed, shareContext };
  }

  #withSecrets<T>(seed: string, work: (secrets: RunSecrets) => T): Promise<T> {
    return withSecret(this.#sealing, bytesFrom(seed), this.#seedContext, (bytes) =>
      work(new RunSecrets(this.#election, this.#ceremony.run, this.#work.trustee, bytes)),
    );
  }

  /** The signed entry, and the signed act about it. */
  async #say(unsigned: Uint8Array, accused: number | null = null): Promise<Made> {
    const entry = await signEntry(this.#identity, this.#election.id, unsigned);
    if (!this.#work.act) return { entry };
    const act = utf8(printJson(completeAct(this.#work.act, this.#token, entry, accused)));
    return { entry, act, actSignature: await this.#identity.sign(actMessage(this.#election.id, act)) };
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
