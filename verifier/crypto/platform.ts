/**
 * Signatures by Node's own library, OpenSSL, ten and more times as fast as ours. Browsers have none that answers at once.
 *
 * Its yes is taken, and of ECDSA its no where refusals.ts says so; after anything else, and where there is no such library,
 * the reference is asked. This changes no answer, because each yes from here is one that the reference would give too:
 *
 * - ECDSA: there is one equation, and both ask 1 <= r < n and 1 <= s < n. OpenSSL alone accepts a large s, so it is not
 *   asked about one. As nothing else is left to differ, its no is the reference's, too.
 * - Ed25519: OpenSSL asks S < L and compares the canonical encoding of SB - kA with the bytes of R. So R is canonical and
 *   SB = R + kA, which times 8 is the equation of spec §2.4. The converse fails where a point has a part of small order:
 *   so its no is never taken, and the reference has the last word. OpenSSL alone accepts keys that are not canonical or of small order.
 * - So a key is handed to OpenSSL only if the reference accepts it, and then in the same bytes.
 * @module
 */
import { compare, concat, fromHex } from './bytes.ts';
import { KnownKeys } from './known-keys.ts';

type Digest = 'sha256' | null;

/** What is used of `node:crypto`; this file has no import of it, for it is in the page too. */
interface NodeCrypto {
  createPublicKey(spki: { key: Uint8Array; format: 'der'; type: 'spki' }): object;
  verify(
    digest: Digest,
    message: Uint8Array,
    key: { key: object; dsaEncoding: 'ieee-p1363' },
    signature: Uint8Array,
  ): boolean;
}

interface Platform {
  readonly process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined };
}

type IsKey = (key: Uint8Array) => boolean;

/** What the platform says; undefined if it was not asked, or could not answer. */
export type PlatformSays = (
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | undefined;

/** SubjectPublicKeyInfo up to the key's own bytes (RFC 5480: a point of secp256r1; RFC 8410). */
const p256Prefix = fromHex('3039301306072a8648ce3d020106082a8648ce3d030107032200', 26);
const ed25519Prefix = fromHex('302a300506032b6570032100', 12);

/** (n - 1) / 2 for the order n of P-256 */
const largestS = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 32);

/** With the smaller s. `isKey` is the reference's, as in `ed25519OnPlatform`. */
export function p256OnPlatform(isKey: IsKey): PlatformSays {
  const says = onPlatform(p256Prefix, 'sha256', isKey);
  return (key, message, signature) =>
    signature.length === 64 && isSmallS(signature) ? says(key, message, signature) : undefined;
}

/** Of the two spellings of an ECDSA signature the one that the rules accept. */
export function isSmallS(signature: Uint8Array): boolean {
  return compare(signature.subarray(32), largestS) <= 0;
}

/** Whether there is a library that answers at once. */
export function hasPlatform(): boolean {
  return nodeCrypto() !== undefined;
}

/** `isKey` is the reference's: what it refuses is not handed on. It is asked once for each key. */
export function ed25519OnPlatform(isKey: IsKey): PlatformSays {
  return onPlatform(ed25519Prefix, null, isKey);
}

function onPlatform(prefix: Uint8Array, digest: Digest, isKey: IsKey): PlatformSays {
  const keys = new KnownKeys<OwnKey | undefined>();
  return (key, message, signature) => {
    try {
      const crypto = nodeCrypto();
      if (!crypto) return undefined;
      const own = keys.of(key, () => (isKey(key) ? ownKey(concat(prefix, key), crypto) : undefined));
      return own && crypto.verify(digest, message, own, signature);
    } catch {
      return undefined; // whatever it was, the reference is asked
    }
  };
}

/** From Node 20.16 on. */
function nodeCrypto(): NodeCrypto | undefined {
  return (globalThis as Platform).process?.getBuiltinModule?.('node:crypto');
}

type OwnKey = Parameters<NodeCrypto['verify']>[2];

function ownKey(spki: Uint8Array, crypto: NodeCrypto): OwnKey {
  return {
    key: crypto.createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    dsaEncoding: 'ieee-p1363', // r || s; says nothing to Ed25519
  };
}
