/**
 * Folder of a trustee, with the program's permanent state. Secrets in it are encrypted by the token. Every file is
 * whole or absent, and a message or seed is never overwritten.
 * @module
 */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static } from 'typebox';
import { equalBytes } from '#crypto/bytes.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { check, literal, record, string } from '#crypto/json-schema.ts';
import { printJson } from '#crypto/manifest/json.ts';
import { replaceFile, writeNew } from '#hsm/files.ts';
import { orProblem, TrusteeProblem } from './problems.ts';
import { tokenLocationSchema } from './token-location.ts';

const settingsSchema = record({
  format: literal('sivei-trustee/v1'),
  name: string(),
  token: tokenLocationSchema,
  /** Name of the signing key in the token. */
  key: string(),
  signingKey: string({ pattern: '^0[23][0-9a-f]{64}$' }),
  encryptionKey: string({ pattern: '^[0-9a-f]{64}$' }),
});

export type Settings = Static<typeof settingsSchema>;

export class TrusteeFolder {
  readonly directory: string;
  readonly settings: Settings;

  /** Creates a trustee's folder; throws `home-there` if there is one. */
  static create(directory: string, settings: Settings, sealedEncryption: Uint8Array): TrusteeFolder {
    TrusteeFolder.assertFree(directory);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    replaceFile(join(directory, 'encryption.sealed'), sealedEncryption);
    writeNew(join(directory, SETTINGS), printJson(settings)); // last, because it makes the folder valid
    return new TrusteeFolder(directory, settings);
  }

  static assertFree(directory: string): void {
    if (existsSync(join(directory, SETTINGS))) throw new TrusteeProblem('home-there', directory);
  }

  static open(directory: string): TrusteeFolder {
    const file = join(directory, SETTINGS);
    if (!existsSync(file)) throw new TrusteeProblem('home-missing', directory);
    const settings = orProblem('home-missing', (): unknown => JSON.parse(readFileSync(file, 'utf8')));
    if (!check(settingsSchema, settings)) throw new TrusteeProblem('home-missing', file);
    return new TrusteeFolder(directory, settings);
  }

  private constructor(directory: string, settings: Settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** Secret of the encryption key, encrypted by the token. */
  get sealedEncryption(): Uint8Array {
    return this.#read('encryption.sealed')!;
  }

  /** Manifest of the election, once the trustee has confirmed it. */
  get election(): Election | undefined {
    const bytes = this.#read('manifest.json');
    return bytes && orProblem('manifest-form', () => parseManifest(bytes));
  }

  saveManifest(bytes: Uint8Array): void {
    writeNew(this.#path('manifest.json'), bytes);
  }

  /** Signed checkpoint of the last visit. */
  get lastCheckpoint(): Uint8Array | undefined {
    return this.#read('seen');
  }

  saveCheckpoint(note: Uint8Array): void {
    replaceFile(this.#path('seen'), note);
  }

  seedOf(run: number): Uint8Array | undefined {
    return this.#read(`run-${run}.seed`);
  }

  /**
   * Saves the encrypted seed of a run. If two programs run at once, the second fails here, before it has sent anything.
   */
  saveSeed(run: number, sealed: Uint8Array): void {
    const kept = this.seedOf(run);
    if (!kept || !equalBytes(kept, sealed)) writeNew(this.#path(`run-${run}.seed`), sealed);
  }

  shareOf(run: number): Uint8Array | undefined {
    return this.#read(`run-${run}.share`);
  }

  /**
   * Saves an encrypted share with its context, which a backup on a second token needs. A repeated step encrypts the
   * same share again.
   */
  saveShare(run: number, sealed: Uint8Array, context: Uint8Array): void {
    replaceFile(this.#path(`run-${run}.share-context`), context);
    replaceFile(this.#path(`run-${run}.share`), sealed);
  }

  /** Returns the message of a step as it was signed, `u32 length || entry || blob`. */
  savedMessage(name: string): Uint8Array | undefined {
    return this.#read(`said/${name}`);
  }

  saveMessage(name: string, message: Uint8Array): void {
    mkdirSync(this.#path('said'), { recursive: true, mode: 0o700 });
    writeNew(this.#path(`said/${name}`), message);
  }

  /** Binds this trustee to the one tally that it decrypts. Returns false if it is bound to another. */
  claimTally(hash: Uint8Array): boolean {
    const claimed = this.#read('tally');
    if (claimed) return equalBytes(claimed, hash);
    writeNew(this.#path('tally'), hash);
    return true;
  }

  /**
   * Keeps an act, its signature first, so that no act is without one. A repeated step replaces it, because its message
   * was never sent.
   */
  saveAct(name: string, act: Uint8Array, signature: Uint8Array): void {
    mkdirSync(this.acts, { recursive: true, mode: 0o700 });
    replaceFile(join(this.acts, `${name}.json.sig`), signature);
    replaceFile(join(this.acts, `${name}.json`), act);
  }

  /** Folder of the acts: JSON, signature and PDF of each step. */
  get acts(): string {
    return this.#path('acts');
  }

  get mirror(): string {
    return this.#path('mirror');
  }

  #path(name: string): string {
    return join(this.directory, name);
  }

  #read(name: string): Uint8Array | undefined {
    const path = this.#path(name);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
  }
}

const SETTINGS = 'trustee.json';
