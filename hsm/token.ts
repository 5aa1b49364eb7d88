/** What a trustee's token can do: all that the rest of the system knows of it. @module */

/** The device as it describes itself; nothing of it is proved. */
export interface TokenInfo {
  readonly label: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly hardwareVersion: string;
  readonly firmwareVersion: string;
}

/** A trustee's signing key, which never leaves the token. Fits `Signer` of crypto/ecdsa.ts. */
export interface IdentityKey {
  /** P-256, 33 bytes, SEC 1 compressed. */
  readonly publicKey: Uint8Array;
  /** ECDSA with SHA-256: 64 bytes, low s (spec §2.4). */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A key of the token that seals short secrets; it never leaves the token either. */
export interface SealingKey {
  /** Names the key in what it seals; 16 bytes. */
  readonly id: Uint8Array;
  /**
   * Encrypts at most 64 bytes. What was sealed opens with this key and the same `context` only, so the context must
   * hold all that the secret belongs to: election, trustee, ceremony, public half.
   */
  seal(secret: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** Gives the secret, to be wiped after use. TokenError `bad-sealed` for anything else that was sealed or changed. */
  open(sealed: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}

/** A token to which its holder has logged in. All methods reject with a TokenError. */
export interface Token {
  readonly info: TokenInfo;
  /** Whether it does not claim to be hardware; such a token does not open for real elections (open.ts). */
  readonly isSoftware: boolean;
  /** Random bytes of the device. */
  random(length: number): Promise<Uint8Array>;
  /** The key pair of this name; `key-missing` if there is none, `key-weak` if it could leave the token. */
  identityKey(name: string): Promise<IdentityKey>;
  /** Makes it in the token; `key-exists` if there is one. */
  makeIdentityKey(name: string): Promise<IdentityKey>;
  sealingKey(name: string): Promise<SealingKey>;
  makeSealingKey(name: string): Promise<SealingKey>;
  /** The names of the keys that this interface made or can use. */
  keys(): Promise<readonly KeyEntry[]>;
  /** Removes every key of this name for good; `key-missing` if there is none. */
  destroy(name: string): Promise<void>;
  /** Logs out. The token is of no use after it. */
  close(): Promise<void>;
}

export interface KeyEntry {
  readonly name: string;
  readonly use: 'sign' | 'seal';
  /** Of signing keys, 33 bytes. */
  readonly publicKey?: Uint8Array;
}
