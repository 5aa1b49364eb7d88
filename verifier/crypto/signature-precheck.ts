/**
 * Signature verification by a browser's own library, which is about as fast as Node's but asynchronous.
 * Signatures are given to it before they are needed, and those that it accepts are remembered until then. In
 * all other cases the reference implementation, @noble/curves, decides.
 *
 * The reference accepts every signature that is accepted here, for the reasons in platform.ts. Because the
 * libraries of browsers differ, more is required before a library is asked: S < L, R canonical, and the x of R
 * not 0. If the library then verifies SB = R + kA or 8 times that, acceptance implies the equation of spec §2.4.
 * @module
 */
import { compareBytes, concat, fromHex, toHex } from './bytes.ts';
import { KeyCache } from './key-cache.ts';
import { isSmallS } from './platform.ts';
import { sha256 } from './transcript.ts';

export type Scheme = 'p256' | 'ed25519';

/** Statement that the signature of the message verifies with the key. */
export interface SignatureClaim {
  readonly scheme: Scheme;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Part of a browser's SubtleCrypto that is used. */
export interface Subtle {
  importKey(
    format: 'raw',
    key: Uint8Array,
    algorithm: object,
    extractable: false,
    usages: readonly ['verify'],
  ): Promise<object>;
  verify(algorithm: object, key: object, signature: Uint8Array, message: Uint8Array): Promise<boolean>;
}

/** Returns the bytes of a key for the library, or undefined for a key that the reference rejects. */
export type ImportKey = (key: Uint8Array) => Uint8Array | undefined;

const algorithms = {
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ed25519: { name: 'Ed25519' },
} as const;
const lengths = { p256: 33, ed25519: 32 } as const;

/** Order of the base point, then p - 1 for the prime p of the field, and 1; big-endian. */
const order = fromHex('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed', 32);
const minusOne = fromHex('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec', 32);
const one = fromHex('1'.padStart(64, '0'), 32);

export class SignaturePrecheck {
  readonly #subtle: Subtle | undefined;
  readonly #imports: Readonly<Record<Scheme, ImportKey>>;
  readonly #keys = {
    p256: new KeyCache<Promise<object> | undefined>(),
    ed25519: new KeyCache<Promise<object> | undefined>(),
  };
  /** Signatures of the last call of `precheck` that the library accepted. */
  #accepted = new Set<string>();

  /** Without a library `precheck` does nothing. */
  constructor(subtle: Subtle | undefined, imports: Readonly<Record<Scheme, ImportKey>>) {
    this.#subtle = subtle;
    this.#imports = imports;
  }

  /** Gives these signatures to the library and forgets the results of earlier ones. */
  async precheck(claims: () => readonly SignatureClaim[]): Promise<void> {
    const subtle = this.#subtle;
    if (!subtle) return;
    const accepted = new Set<string>();
    await Promise.all(
      claims()
        .filter(isEligible)
        .map(copyClaim) // the bytes that are verified are the bytes that are remembered
        .map(async (claim) => {
          if (await this.#verify(subtle, claim)) accepted.add(claimKey(claim));
        }),
    );
    this.#accepted = accepted;
  }

  /** Returns true if the library accepted the signature. False does not mean that the signature is invalid. */
  verified(claim: SignatureClaim): boolean {
    return this.#accepted.size > 0 && isEligible(claim) && this.#accepted.has(claimKey(claim));
  }

  async #verify(subtle: Subtle, claim: SignatureClaim): Promise<boolean> {
    const { scheme, message, signature } = claim;
    try {
      const key = await this.#importedKey(subtle, claim);
      return key !== undefined && (await subtle.verify(algorithms[scheme], key, signature, message));
    } catch {
      return false; // the reference decides after any error
    }
  }

  #importedKey(subtle: Subtle, { scheme, key }: SignatureClaim): Promise<object> | undefined {
    return this.#keys[scheme].getOrMake(key, () => {
      const bytes = this.#imports[scheme](key);
      return bytes && subtle.importKey('raw', bytes, algorithms[scheme], false, ['verify']);
    });
  }
}

/** Tells whether to ask the library about a signature. Checks only the length of the key. */
function isEligible({ scheme, key, signature }: SignatureClaim): boolean {
  if (key.length !== lengths[scheme] || signature.length !== 64) return false;
  return scheme === 'p256' ? isSmallS(signature) : hasCanonicalForm(signature);
}

/**
 * Tells whether S < L and R is the only encoding of a point whose x is not 0 (if it encodes a point at all).
 */
function hasCanonicalForm(signature: Uint8Array): boolean {
  const y = signature.slice(0, 32).toReversed();
  y[0]! &= 0x7f; // the sign of x
  return (
    compareBytes(signature.slice(32).toReversed(), order) < 0 &&
    compareBytes(y, minusOne) < 0 &&
    compareBytes(y, one) !== 0
  );
}

const copyClaim = ({ scheme, key, message, signature }: SignatureClaim): SignatureClaim => ({
  scheme,
  key: key.slice(),
  message: message.slice(),
  signature: signature.slice(),
});

/**
 * Returns a string that identifies the claim. Requires that key and signature have the right lengths. The
 * message is hashed because it may be long: a hostile log can choose a long origin.
 */
const claimKey = ({ scheme, key, message, signature }: SignatureClaim): string =>
  `${scheme} ${toHex(concat(key, signature, sha256(message)))}`;
