/**
 * Keys of a demonstration, stored in one file that only its owner can read, so that the demonstration can continue
 * after a restart.
 * @module
 */

import { readFile, writeFile } from 'node:fs/promises';
import { fromHex, toHex } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { decodeScalar, encodeScalar, G, multiply, randomScalar, type Scalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { AUTHORITY_KEYS, quorumOf, type Parties } from './parties.ts';

interface Secrets {
  readonly authority: readonly string[];
  readonly registrar: string;
  readonly board: string;
  readonly ticket: string;
  readonly log: string;
  readonly sites: readonly string[];
  readonly trustees: readonly { readonly signing: string; readonly encryption: string }[];
  /** Shares of the election's secret key by trustee. Real trustees never bring their shares together. */
  shares: Record<number, string>;
}

export class Keyring {
  readonly file: string;
  readonly secrets: Secrets;

  static async make(file: string, trustees: number, sites: number): Promise<Keyring> {
    const secret = (): string => toHex(randomBytes(32));
    const keyring = new Keyring(file, {
      authority: Array.from({ length: AUTHORITY_KEYS }, secret),
      registrar: secret(),
      board: secret(),
      ticket: secret(),
      log: secret(),
      sites: Array.from({ length: sites }, secret),
      trustees: Array.from({ length: trustees }, () => ({
        signing: secret(),
        encryption: toHex(encodeScalar(randomScalar())),
      })),
      shares: {},
    });
    await keyring.#save();
    return keyring;
  }

  static async read(file: string): Promise<Keyring> {
    return new Keyring(file, JSON.parse(await readFile(file, 'utf8')) as Secrets);
  }

  private constructor(file: string, secrets: Secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  get parties(): Omit<Parties, 'witnesses'> {
    const signer = (hex: string): Parties['board'] => softwareSigner(fromHex(hex, 32));
    const { authority, registrar, board, log, sites, trustees } = this.secrets;
    const authorityKeys = authority.map(signer);
    return {
      authorityKeys,
      authority: quorumOf(authorityKeys),
      registrar: signer(registrar),
      board: signer(board),
      logSeed: fromHex(log, 32),
      sites: sites.map(signer),
      trustees: trustees.map(({ signing, encryption }) => {
        const own = decodeScalar(fromHex(encryption, 32));
        return { signer: signer(signing), encryption: { secret: own, publicKey: multiply(G, own) } };
      }),
    };
  }

  get ticketKey(): string {
    return toHex(softwareSigner(fromHex(this.secrets.ticket, 32)).publicKey);
  }

  get shares(): Map<number, Scalar> {
    const all = Object.entries(this.secrets.shares);
    return new Map(all.map(([number, hex]) => [Number(number), decodeScalar(fromHex(hex, 32))]));
  }

  async keepShares(shares: ReadonlyMap<number, Scalar>): Promise<void> {
    this.secrets.shares = Object.fromEntries(
      [...shares].map(([number, share]) => [number, toHex(encodeScalar(share))]),
    );
    await this.#save();
  }

  #save(): Promise<void> {
    return writeFile(this.file, JSON.stringify(this.secrets), { mode: 0o600 });
  }
}
