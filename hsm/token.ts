/** Interface of a trustee's token, hardware or software. The rest of the system uses tokens only through it. @module */

/** Description that the device gives of itself; none of it is proved. */
export interface TokenInfo {
  readonly label: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly hardwareVersion: string;
  readonly firmwareVersion: string;
}

/** Signing key of a trustee, which never leaves the token. Satisfies `Signer` of crypto/ecdsa.ts. */
export interface IdentityKey {
  /** P-256, 33 bytes, SEC 1 compressed. */
  readonly publicKey: Uint8Array;
  /** Signs by ECDSA with SHA-256; returns 64 bytes, low s (spec §2.4). */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Key that encrypts short secrets and never leaves the token. */
export interface SealingKey {
  /** Identifier of the key, 16 bytes. Every secret sealed with the key contains it. */
  readonly id: Uint8Array;
  /**
   * Encrypts at most 64 bytes. They can be decrypted with this key and the same `context` only, so the context must
   * contain everything that the secret belongs to: election, trustee, ceremony, public half.
   */
  seal(secret: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /**
   * Decrypts and returns the secret; the caller must wipe it after use. Rejects with `bad-sealed` if the bytes were
   * changed, or were sealed with another key or another context.
   */
  open(sealed: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}

/** Token to which its holder has logged in. All methods reject with a TokenError. */
export interface Token {
  readonly info: TokenInfo;
  /** Whether the device does not claim to be hardware; open.ts then rejects it in real elections. */
  readonly isSoftware: boolean;
  /** Returns random bytes of the device. */
  random(length: number): Promise<Uint8Array>;
  /**
   * Returns the key pair of this name; rejects with `key-missing` if there is none, `key-weak` if it could leave the
   * token.
   */
  identityKey(name: string): Promise<IdentityKey>;
  /** Makes the key pair in the token; rejects with `key-exists` if there is one. */
  makeIdentityKey(name: string): Promise<IdentityKey>;
  sealingKey(name: string): Promise<SealingKey>;
  makeSealingKey(name: string): Promise<SealingKey>;
  /**
   * Returns all signing keys and all sealing keys in the token. A public key is missing if its key pair is not usable
   * here.
   */
  keys(): Promise<readonly KeyEntry[]>;
  /** Removes every key of this name for good; rejects with `key-missing` if there is none. */
  destroy(name: string): Promise<void>;
  /** Logs out. The token cannot be used afterwards. */
  close(): Promise<void>;
}

export interface KeyEntry {
  readonly name: string;
  readonly use: 'sign' | 'seal';
  /** Public key of a signing key, 33 bytes. */
  readonly publicKey?: Uint8Array;
}
