/**
 * Signatures by a browser's own library, which is about as fast as Node's. It answers later, and who judges asks at once: so
 * what will be asked is put to it before, and a yes is kept until then. After anything else the reference is asked.
 *
 * A yes from here is one that the reference would give too, as in platform.ts; and since libraries of browsers differ from
 * each other, more is looked at before one is asked: that S < L, that R is canonical, and that its x is not 0. If it then
 * judges SB = R + kA or 8 times that, its yes implies the equation of spec §2.4.
 * @module
 */
import { compare, concat, fromHex, toHex } from './bytes.ts';
import { KnownKeys } from './known-keys.ts';
import { isSmallS } from './platform.ts';
import { sha256 } from './transcript.ts';

export type Scheme = 'p256' | 'ed25519';

/** What will be asked: whether the signature of the message holds with the key. */
export interface Claim {
  readonly scheme: Scheme;
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** What is used of a browser's SubtleCrypto. */
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

/** The key's bytes for the library; undefined for what the reference refuses. */
export type Import = (key: Uint8Array) => Uint8Array | undefined;

const algorithms = {
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ed25519: { name: 'Ed25519' },
} as const;
const lengths = { p256: 33, ed25519: 32 } as const;

/** The order of the base point, and the field's prime and what lies below it, big-endian. */
const order = fromHex('1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed', 32);
const minusOne = fromHex('7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec', 32);
const one = fromHex('1'.padStart(64, '0'), 32);

export class Ahead {
  readonly #subtle: Subtle | undefined;
  readonly #imports: Readonly<Record<Scheme, Import>>;
  readonly #keys = {
    p256: new KnownKeys<Promise<object> | undefined>(),
    ed25519: new KnownKeys<Promise<object> | undefined>(),
  };
  /** Of what was put last. */
  #proven = new Set<string>();

  /** Without a library nothing is put to one. */
  constructor(subtle: Subtle | undefined, imports: Readonly<Record<Scheme, Import>>) {
    this.#subtle = subtle;
    this.#imports = imports;
  }

  /** Puts these claims to the library, and forgets the answers to those before. */
  async put(claims: () => readonly Claim[]): Promise<void> {
    const subtle = this.#subtle;
    if (!subtle) return;
    const proven = new Set<string>();
    await Promise.all(
      claims()
        .filter(hasForm)
        .map(copyOf) // what is answered and what is remembered are the same bytes
        .map(async (claim) => {
          if (await this.#asks(subtle, claim)) proven.add(nameOf(claim));
        }),
    );
    this.#proven = proven;
  }

  /** True is the library's yes; false says nothing. */
  saysYes(claim: Claim): boolean {
    return this.#proven.size > 0 && hasForm(claim) && this.#proven.has(nameOf(claim));
  }

  async #asks(subtle: Subtle, claim: Claim): Promise<boolean> {
    const { scheme, message, signature } = claim;
    try {
      const key = await this.#keyOf(subtle, claim);
      return key !== undefined && (await subtle.verify(algorithms[scheme], key, signature, message));
    } catch {
      return false; // whatever it was, the reference is asked
    }
  }

  #keyOf(subtle: Subtle, { scheme, key }: Claim): Promise<object> | undefined {
    return this.#keys[scheme].of(key, () => {
      const bytes = this.#imports[scheme](key);
      return bytes && subtle.importKey('raw', bytes, algorithms[scheme], false, ['verify']);
    });
  }
}

/** Whether the library is to be asked at all: no more than lengths is told of the key. */
function hasForm({ scheme, key, signature }: Claim): boolean {
  if (key.length !== lengths[scheme] || signature.length !== 64) return false;
  return scheme === 'p256' ? isSmallS(signature) : isPlain(signature);
}

/** Whether S < L, and R has the one encoding of a point whose x is not 0 (if of a point at all). */
function isPlain(signature: Uint8Array): boolean {
  const y = signature.slice(0, 32).toReversed();
  y[0]! &= 0x7f; // the sign of x
  return (
    compare(signature.slice(32).toReversed(), order) < 0 && compare(y, minusOne) < 0 && compare(y, one) !== 0
  );
}

const copyOf = ({ scheme, key, message, signature }: Claim): Claim => ({
  scheme,
  key: key.slice(),
  message: message.slice(),
  signature: signature.slice(),
});

/** Of claims with the right lengths. A message may be long, as a hostile log's origin is. */
const nameOf = ({ scheme, key, message, signature }: Claim): string =>
  `${scheme} ${toHex(concat(key, signature, sha256(message)))}`;
