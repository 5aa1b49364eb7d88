/**
 * Trustees of a rehearsal with keys and shares in tokens. Each has one token, which is created for one run and then
 * removed.
 * @module
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '#crypto/bytes.ts';
import { newEncryptionSecret } from '#crypto/ceremony/trustee.ts';
import type { Scalar } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import type { Token } from '#hsm/token.ts';
import { sealShare, type SharePlace } from '#trustee-tool/shared/custody.ts';
import { bytesFrom, type RunPlace } from '#trustee-tool/step/messages.ts';
import { runStep } from '#trustee-tool/step/run-step.ts';
import { softhsm, softhsmModule, softhsmToken } from '../hsm/modules.ts';
import type { CeremonyMessages, Custody, RehearsalTrustee } from './custody.ts';
import type { TokenKind } from './token-kinds.ts';

const SIGNING_KEY = 'custodia';
const SEALING_KEY = 'custodia-seal';

export interface TokenTrustees {
  readonly keys: readonly RehearsalTrustee[];
  /** Folder of the tokens. Only this program knows their PINs. */
  readonly directory: string;
  /** Removes the tokens. */
  end(): Promise<void>;
}

/** Creates `count` tokens with a signing and a sealing key each. */
export async function tokenTrustees(kind: TokenKind, count: number): Promise<TokenTrustees> {
  if (kind === 'softhsm' && !softhsmModule)
    throw new Error('SoftHSM2 is not installed: apt-get install softhsm2');
  const directory = kind === 'softhsm' ? softhsm().directory : mkdtempSync(join(tmpdir(), 'sivei-tokens-'));
  const open: Token[] = [];
  const end = async (): Promise<void> => {
    for (const token of open) await token.close();
    rmSync(directory, { recursive: true, force: true });
  };
  const keys: RehearsalTrustee[] = [];
  try {
    for (let number = 1; number <= count; number += 1) {
      const pin = toHex(randomBytes(8));
      const location = await makeToken(kind, directory, `custodia-${number}`, pin);
      const token = await openToken(location, pin, { rehearsal: true });
      open.push(token);
      const signer = await token.makeIdentityKey(SIGNING_KEY);
      await token.makeSealingKey(SEALING_KEY);
      const custody = new TokenCustody(token, location, pin);
      keys.push({ signer, encryption: newEncryptionSecret(), custody });
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { keys, directory, end };
}

async function makeToken(
  kind: TokenKind,
  directory: string,
  label: string,
  pin: string,
): Promise<TokenLocation> {
  if (kind === 'softhsm') return softhsmToken(label, pin);
  const own = join(directory, label);
  await (await SoftwareToken.create(own, label, pin)).close();
  return { kind, directory: own };
}

/**
 * Custody of a share in a token. This process has only the sealed share. Work that needs the share unsealed is done in
 * a separate process.
 */
class TokenCustody implements Custody {
  readonly #token: Token;
  readonly #location: TokenLocation;
  readonly #pin: string;
  #kept: { readonly manifest: string; readonly trustee: number; readonly share: string } | undefined;

  constructor(token: Token, location: TokenLocation, pin: string) {
    this.#token = token;
    this.#location = location;
    this.#pin = pin;
  }

  async keep(election: Election, place: SharePlace, share: Scalar): Promise<void> {
    const { sealed } = await sealShare(await this.#token.sealingKey(SEALING_KEY), place, share);
    this.#kept = { manifest: toHex(election.bytes), trustee: place.trustee, share: toHex(sealed) };
  }

  async shareCheck(ceremony: CeremonyMessages): Promise<Uint8Array> {
    const work = { ...this.#placeOf(ceremony), kind: 'share-check' } as const;
    return bytesFrom((await runStep({ token: this.#location, key: SIGNING_KEY, work }, this.#pin)).entry);
  }

  async decrypt(ceremony: CeremonyMessages, tally: Uint8Array): Promise<Uint8Array> {
    const work = { ...this.#placeOf(ceremony), kind: 'decrypt', tally: toHex(tally) } as const;
    return bytesFrom((await runStep({ token: this.#location, key: SIGNING_KEY, work }, this.#pin)).blob);
  }

  #placeOf({ startedAt, messages }: CeremonyMessages): RunPlace & { readonly share: string } {
    if (!this.#kept) throw new Error('custody: there is no share yet');
    const ceremony = messages.map(({ clock, entry }) => ({ clock, entry: toHex(entry) }));
    return { ...this.#kept, startedAt, ceremony };
  }
}
