/**
 * Parties of a demonstration or rehearsal, played by programs: their keys, and a manifest that contains those keys.
 * @module
 */

import { toHex, utf8 } from '#crypto/bytes.ts';
import { newEncryptionSecret, type EncryptionSecret } from '#crypto/ceremony/trustee.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import type { QuorumSigner } from '#crypto/entry/entry.ts';
import { encodeElement } from '#crypto/group.ts';
import { ed25519PublicKey } from '#crypto/log/ed25519.ts';
import { COSIGNATURE_KEY, formatVkey, NOTE_KEY, type Vkey } from '#crypto/log/vkey.ts';
import { printJson } from '#crypto/manifest/json.ts';
import type { Manifest } from '#crypto/manifest/schema.ts';
import { randomBytes } from '#crypto/random.ts';
import { SUITE } from '#crypto/transcript.ts';

/** Number of the authority's keys; a majority of them, two, signs. */
export const AUTHORITY_KEYS = 3;

export interface TrusteeKeys {
  readonly signer: Signer;
  readonly encryption: EncryptionSecret;
}

/** Keys of a witness that a rehearsal runs; it cosigns every checkpoint that it is shown. */
export interface WitnessKeys {
  readonly name: string;
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
}

export interface Parties<T extends TrusteeKeys = TrusteeKeys> {
  /** Signers with the authority's keys, in the order of the manifest. */
  readonly authorityKeys: readonly Signer[];
  /** Quorum of them that signs in a rehearsal. */
  readonly authority: readonly QuorumSigner[];
  readonly registrar: Signer;
  readonly board: Signer;
  /** Ed25519 seed of the log, 32 bytes. */
  readonly logSeed: Uint8Array;
  readonly witnesses: readonly WitnessKeys[];
  /** Signers of the sites' desks, in the order of the manifest. */
  readonly sites: readonly Signer[];
  /** Trustees, in the order of the manifest's candidates. */
  readonly trustees: readonly T[];
}

/** Returns the same election with only one stage, voting, at other hours (POSIX seconds). */
export function atHours(template: ManifestTemplate, opens: number, closes: number): ManifestTemplate {
  const iso = (seconds: number): string =>
    new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
  const voting = template.stages.find(({ id }) => id === 'voting')!;
  const hours = { starts: iso(opens), ends: iso(closes) };
  return {
    ...template,
    stages: [{ ...voting, ...hours }],
    sites: template.sites.map((site) => ({ ...site, ...hours })),
  };
}

/**
 * Parties of a manifest. Only public keys are needed of sites, of trustees who enrolled, and of witnesses that others
 * run.
 */
export type ManifestParties = Omit<Parties, 'witnesses' | 'trustees' | 'sites'> & {
  readonly sites: readonly Pick<Signer, 'publicKey'>[];
  readonly witnesses: readonly (WitnessKeys | Vkey)[];
  readonly trustees: readonly PublicTrustee[];
};

export interface PublicTrustee {
  readonly signer: Pick<Signer, 'publicKey'>;
  readonly encryption: Pick<EncryptionSecret, 'publicKey'>;
  readonly name?: string;
}

/** Manifest of an example, without its keys. */
export type ManifestTemplate = Pick<
  Manifest,
  | 'id'
  | 'title'
  | 'stages'
  | 'zone'
  | 'graceSeconds'
  | 'extensionSeconds'
  | 'silenceSeconds'
  | 'revoting'
  | 'smallUnit'
  | 'units'
  | 'contests'
  | 'styles'
> & {
  readonly authority: Pick<Manifest['authority'], 'name'>;
  readonly registrar: Pick<Manifest['registrar'], 'name'>;
  readonly board: Pick<Manifest['board'], 'name' | 'origin'>;
  readonly sites: readonly Omit<Manifest['sites'][number], 'key'>[];
};

export interface PartyNumbers {
  /** Number of trustees in a run of the key ceremony (n). */
  readonly count: number;
  /** Number of trustees that decrypt (t). */
  readonly threshold: number;
  /** Number of further candidates, who replace excluded trustees. */
  readonly alternates?: number;
  readonly sites?: number;
  /** Number of witnesses, two by default. A majority of them must cosign. */
  readonly witnesses?: number;
}

const majorityOf = (count: number): number => (count === 0 ? 0 : Math.floor(count / 2) + 1);

/** Returns the last signers that are a majority, so that positions and order of signatures differ. */
export function quorumOf(signers: readonly Signer[]): QuorumSigner[] {
  const all = signers.map((signer, position) => ({ position, signer }));
  return all.slice(-majorityOf(all.length));
}

/** Generates new keys for all parties, except for `trustees` if they are given. */
export function newParties<T extends TrusteeKeys = TrusteeKeys>(
  { count, alternates = 0, sites = 0, witnesses = 2 }: PartyNumbers,
  trustees?: readonly T[],
): Parties<T | TrusteeKeys> {
  const authorityKeys = Array.from({ length: AUTHORITY_KEYS }, () => softwareSigner());
  return {
    authorityKeys,
    authority: quorumOf(authorityKeys),
    registrar: softwareSigner(),
    board: softwareSigner(),
    logSeed: randomBytes(32),
    witnesses: Array.from({ length: witnesses }, (_, i) => ({
      name: `witness.example/w${i + 1}`,
      seed: randomBytes(32),
    })),
    // Sites are drawn last, because the test vectors depend on the order of the random draws.
    trustees: trustees ?? memoryTrustees(count + alternates),
    sites: Array.from({ length: sites }, softwareSigner),
  };
}

function memoryTrustees(count: number): TrusteeKeys[] {
  return Array.from({ length: count }, () => ({
    signer: softwareSigner(),
    encryption: newEncryptionSecret(),
  }));
}

export const logKey = (origin: string, seed: Uint8Array): Vkey => ({
  name: origin,
  type: NOTE_KEY,
  publicKey: ed25519PublicKey(seed),
});

export const witnessKey = ({ name, seed }: WitnessKeys): Vkey => ({
  name,
  type: COSIGNATURE_KEY,
  publicKey: ed25519PublicKey(seed),
});

/** Returns the bytes of a manifest: the template with the keys of the parties. */
export function writeManifest(
  template: ManifestTemplate,
  parties: ManifestParties,
  numbers: PartyNumbers,
): Uint8Array {
  const { origin } = template.board;
  const manifest: Manifest = {
    suite: SUITE,
    id: template.id,
    title: template.title,
    rehearsal: true,
    authority: {
      name: template.authority.name,
      keys: parties.authorityKeys.map(({ publicKey }) => toHex(publicKey)),
      quorum: parties.authority.length,
    },
    registrar: { name: template.registrar.name, key: toHex(parties.registrar.publicKey) },
    board: {
      name: template.board.name,
      key: toHex(parties.board.publicKey),
      origin,
      logKey: formatVkey(logKey(origin, parties.logSeed)),
    },
    witnesses: {
      quorum: majorityOf(parties.witnesses.length),
      keys: parties.witnesses.map((own) => formatVkey('seed' in own ? witnessKey(own) : own)),
    },
    stages: template.stages,
    zone: template.zone,
    graceSeconds: template.graceSeconds,
    extensionSeconds: template.extensionSeconds,
    silenceSeconds: template.silenceSeconds,
    trustees: {
      threshold: numbers.threshold,
      count: numbers.count,
      candidates: parties.trustees.map(({ signer, encryption, name }, i) => ({
        name: { es: name ?? `Custodia ${i + 1}`, en: name ?? `Trustee ${i + 1}` },
        signingKey: toHex(signer.publicKey),
        encryptionKey: toHex(encodeElement(encryption.publicKey)),
      })),
    },
    revoting: template.revoting,
    smallUnit: template.smallUnit,
    units: template.units,
    sites: template.sites.map(({ code, name, ...rest }, i) => ({
      code,
      name,
      key: toHex(parties.sites[i]!.publicKey),
      ...rest,
    })),
    contests: template.contests,
    styles: template.styles,
  };
  return utf8(printJson(manifest));
}
