/** Token of a PKCS#11 module. @module */
import { createHash } from 'node:crypto';
import type { Handle } from 'pkcs11js';
import { TokenError } from '../errors.ts';
import { compress, lowS } from '../p256.ts';
import { checkSecret, encodeSealed, NONCE_LENGTH, parseSealed, TAG_LENGTH } from '../sealed.ts';
import type { IdentityKey, KeyEntry, SealingKey, Token, TokenInfo } from '../token.ts';
import { gcm } from './gcm.ts';
import { aesKey, makeAesKey, makeSigningPair, objectsNamed, signingPair } from './keys.ts';
import { isHardware, Library, type LibraryOptions, pkcs11 as p, type TokenName } from './library.ts';
import { Session } from './session.ts';

const ID_LENGTH = 16;
/** Codes that tokens return for a wrong authentication tag, but also for many other errors. */
const ambiguousCodes = new Set(['CKR_GENERAL_ERROR', 'CKR_FUNCTION_FAILED']);

export class Pkcs11Token implements Token {
  readonly isSoftware: boolean;
  readonly info: TokenInfo;
  readonly #library: Library;
  readonly #session: Session;

  /** Finds the token and logs in. The PIN is passed to the module and not stored here. */
  static open(options: LibraryOptions, name: TokenName, pin: string): Pkcs11Token {
    const library = Library.open(options);
    try {
      return new Pkcs11Token(library, new Session(library, library.find(name), pin));
    } catch (error) {
      library.close();
      throw error;
    }
  }

  private constructor(library: Library, session: Session) {
    this.#library = library;
    this.#session = session;
    this.info = session.slot.info;
    this.isSoftware = !isHardware(session.slot);
  }

  async random(length: number): Promise<Uint8Array> {
    return Uint8Array.from(
      this.#session.call((raw, handle) => raw.C_GenerateRandom(handle, Buffer.alloc(length))),
    );
  }

  async identityKey(name: string): Promise<IdentityKey> {
    const { key, point } = signingPair(this.#session, name);
    return { publicKey: compress(point), sign: async (message) => this.#sign(key, message) };
  }

  async makeIdentityKey(name: string): Promise<IdentityKey> {
    makeSigningPair(this.#session, name, await this.random(ID_LENGTH));
    return this.identityKey(name);
  }

  async sealingKey(name: string): Promise<SealingKey> {
    const key = aesKey(this.#session, name);
    const id = Uint8Array.from(this.#session.bytes(key, p.CKA_ID));
    if (id.length !== ID_LENGTH) throw new TokenError('key-weak', `"${name}", CKA_ID`);
    return {
      id,
      seal: async (secret, context) => this.#seal(key, id, secret, context),
      open: async (sealed, context) => this.#open(key, id, sealed, context),
    };
  }

  async makeSealingKey(name: string): Promise<SealingKey> {
    makeAesKey(this.#session, name, await this.random(ID_LENGTH));
    return this.sealingKey(name);
  }

  async keys(): Promise<readonly KeyEntry[]> {
    const list = (objectClass: number): string[] =>
      this.#session
        .find([{ type: p.CKA_CLASS, value: objectClass }])
        .map((object) => this.#session.bytes(object, p.CKA_LABEL).toString());
    return [
      ...list(p.CKO_PRIVATE_KEY).map((name): KeyEntry => ({ name, use: 'sign', ...this.#publicKeyOf(name) })),
      ...list(p.CKO_SECRET_KEY).map((name): KeyEntry => ({ name, use: 'seal' })),
    ];
  }

  /** Returns the public key of a listed signing key, or an empty object if the key is not usable here. */
  #publicKeyOf(name: string): { publicKey?: Uint8Array } {
    try {
      return { publicKey: compress(signingPair(this.#session, name).point) };
    } catch (error) {
      if (error instanceof TokenError) return {};
      throw error;
    }
  }

  async destroy(name: string): Promise<void> {
    const objects = objectsNamed(this.#session, name);
    if (objects.length === 0) throw new TokenError('key-missing', `"${name}"`);
    for (const object of objects) this.#session.call((raw, handle) => raw.C_DestroyObject(handle, object));
  }

  async close(): Promise<void> {
    this.#session.end();
    this.#library.close();
  }

  #sign(key: Handle, message: Uint8Array): Uint8Array {
    const digest = createHash('sha256').update(message).digest();
    return lowS(
      this.#session.call((raw, handle) => {
        raw.C_SignInit(handle, { mechanism: p.CKM_ECDSA }, key);
        return raw.C_Sign(handle, digest, Buffer.alloc(64));
      }),
    );
  }

  async #seal(key: Handle, id: Uint8Array, secret: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    checkSecret(secret);
    const nonce = await this.random(NONCE_LENGTH);
    const plain = Buffer.from(secret);
    try {
      const ciphertext = this.#session.call((raw, handle) => {
        raw.C_EncryptInit(handle, gcm(id, nonce, context), key);
        return raw.C_Encrypt(handle, plain, Buffer.alloc(plain.length + TAG_LENGTH));
      });
      return encodeSealed({ id, nonce, ciphertext });
    } finally {
      plain.fill(0);
    }
  }

  #open(key: Handle, id: Uint8Array, sealed: Uint8Array, context: Uint8Array): Uint8Array {
    const { nonce, ciphertext } = parseSealed(sealed, id);
    const room = Buffer.alloc(ciphertext.length);
    try {
      return Uint8Array.from(
        this.#session.call((raw, handle) => {
          raw.C_DecryptInit(handle, gcm(id, nonce, context), key);
          return raw.C_Decrypt(handle, Buffer.from(ciphertext), room);
        }),
      );
    } catch (error) {
      throw error instanceof TokenError && ambiguousCodes.has(error.detail ?? '')
        ? this.#openingError(key, error)
        : error;
    } finally {
      room.fill(0);
    }
  }

  /**
   * Returns the error for a failed decryption. Tokens report a general error both for a wrong tag and after their
   * removal. The error is therefore `bad-sealed` only if an attribute of the key can still be read.
   */
  #openingError(key: Handle, error: TokenError): TokenError {
    try {
      this.#session.flag(key, p.CKA_SENSITIVE);
      return new TokenError('bad-sealed', error.detail);
    } catch (gone) {
      return gone instanceof TokenError && gone.kind !== 'device'
        ? gone
        : new TokenError('token-removed', error.detail);
    }
  }
}
