/**
 * Table of the entry kinds: the stages that accept a kind, its signer, and the stage that it begins (spec §8.4, §8.8).
 * @module
 */

import { ceremonyHeadOf } from '../../ceremony/messages.ts';
import { checkEntrySignature, type EntryKey } from '../../entry/entry.ts';
import { Kind } from '../../entry/kinds.ts';
import type { Election } from '../../manifest/election.ts';
import { siteOf } from '../in-person.ts';
import { assertRule } from './invalid-entry.ts';
import type { Acts } from './stated-acts.ts';

/** Stages of an election in their order; `setup` is the set-up of the spec. */
export const stages = ['setup', 'open', 'closed', 'admitted', 'tallied', 'finished'] as const;
export type ElectionStage = (typeof stages)[number];

/** Party that signs an entry. `credential` stands for the key of a ballot's credential, which no manifest lists. */
type SignerRole = 'authority' | 'registrar' | 'board' | 'trustee' | 'site' | 'credential';

interface EntryRule {
  /** Stages in which an entry of the kind is part of the record. */
  readonly stages: readonly ElectionStage[];
  readonly signer: SignerRole;
  /**
   * Stage that begins with an entry of the kind. Kinds that have one are called framing entries; the manifest begins
   * the set-up.
   */
  readonly begins?: ElectionStage;
}

const fromTrustee: EntryRule = { stages: ['setup'], signer: 'trustee' };

const rules = new Map<number, EntryRule>([
  [Kind.manifest, { stages: ['setup'], signer: 'authority', begins: 'setup' }],
  [Kind.clock, { stages, signer: 'board' }],
  [Kind.build, { stages: ['setup', 'open'], signer: 'authority' }],
  [Kind.incident, { stages, signer: 'authority' }],
  [Kind.changeOfHours, { stages: ['setup', 'open'], signer: 'authority' }],
  [Kind.commit, fromTrustee],
  [Kind.reveal, fromTrustee],
  [Kind.deal, fromTrustee],
  [Kind.certify, fromTrustee],
  [Kind.complain, fromTrustee],
  [Kind.answer, fromTrustee],
  [Kind.absence, { stages: ['setup'], signer: 'authority' }],
  [Kind.shareCheck, fromTrustee],
  [Kind.seal, fromTrustee],
  [Kind.credentials, { stages: ['setup'], signer: 'registrar' }],
  [Kind.revocation, { stages: ['setup', 'open'], signer: 'registrar' }],
  [Kind.issue, { stages: ['open'], signer: 'site' }],
  [Kind.pool, { stages: ['setup'], signer: 'registrar' }],
  [Kind.opening, { stages: ['setup'], signer: 'authority', begins: 'open' }],
  [Kind.closing, { stages: ['open'], signer: 'authority', begins: 'closed' }],
  [Kind.admissions, { stages: ['closed'], signer: 'registrar', begins: 'admitted' }],
  [Kind.siteClosing, { stages: ['open'], signer: 'site' }],
  [Kind.ballot, { stages: ['open'], signer: 'credential' }],
  [Kind.challenged, { stages: ['open'], signer: 'board' }],
  [Kind.tally, { stages: ['admitted'], signer: 'board', begins: 'tallied' }],
  [Kind.decryptionShare, { stages: ['tallied'], signer: 'trustee' }],
  [Kind.result, { stages: ['tallied'], signer: 'authority', begins: 'finished' }],
]);

const kindOf = (entry: Uint8Array): number => entry[0] ?? 0;
const ruleOf = (entry: Uint8Array): EntryRule | undefined => rules.get(kindOf(entry));

/** Returns whether the kind is a message of the key ceremony, which `Ceremony` validates. */
export const isCeremony = (kind: number): boolean => kind >= Kind.commit && kind <= Kind.seal;

/** Returns the stage that begins with a framing entry; undefined for every other kind. */
export const stageBegunBy = (entry: Uint8Array): ElectionStage | undefined => ruleOf(entry)?.begins;

/** Position in the record, before an entry. */
interface Position {
  /** Number of entries on the log. */
  readonly size: number;
  readonly stage: ElectionStage;
  /** Key ceremony; undefined before the first clock mark. */
  readonly ceremony: unknown;
  readonly acts: Pick<Acts, 'isFull'>;
}

/**
 * Throws `entry-stage` unless the entry belongs to the stage (spec §8.8). The entry of index 0 must be the manifest,
 * and no other entry may be one (§8.5). Ceremony messages need a clock mark before them, which starts run 1 (§5.1).
 * Acts of office are limited in number.
 */
export function assertStage(entry: Uint8Array, { size, stage, ceremony, acts }: Position): void {
  const isManifest = kindOf(entry) === Kind.manifest;
  assertRule(size > 0 || isManifest, 'the first entry is not the manifest', 'entry-stage');
  const belongs = ruleOf(entry)?.stages.includes(stage) === true && isManifest === (size === 0);
  const hasBegun = ceremony !== undefined || !isCeremony(kindOf(entry));
  assertRule(belongs && hasBegun, 'not in this stage', 'entry-stage');
  assertRule(!acts.isFull(kindOf(entry)), 'the board has no room for more of this kind', 'entry-stage');
}

/**
 * Returns the number of the trustee who must sign the entry (spec §5.1, §9.5); undefined if another party must sign it,
 * such as the authority for an absence, or if it is too short.
 */
export function trusteeOf(entry: Uint8Array): number | undefined {
  if (ruleOf(entry)?.signer !== 'trustee') return undefined;
  return kindOf(entry) === Kind.decryptionShare ? entry[1] : ceremonyHeadOf(entry)?.trustee;
}

/**
 * Returns the key or keys that must have signed the entry (spec §8.4), by its kind and by the number of the trustee or
 * site in its body; undefined if no party of the manifest signs such an entry. The form is not checked.
 */
export function signerOf(election: Election, entry: Uint8Array): EntryKey | undefined {
  switch (ruleOf(entry)?.signer) {
    case 'authority':
      return election.authority;
    case 'registrar':
      return election.registrarKey;
    case 'board':
      return election.boardKey;
    case 'trustee':
      return election.trustees[(trusteeOf(entry) ?? 0) - 1]?.signingKey;
    case 'site':
      return election.sites[siteOf(entry) ?? -1]?.key;
    default:
      return undefined;
  }
}

/**
 * Returns the key or keys that must have signed the entry if they did; undefined otherwise. An entry from an unknown
 * sender costs at most one signature check: of a quorum the first wrong signature is the last that is checked.
 */
export function verifiedSigner(election: Election, entry: Uint8Array): EntryKey | undefined {
  const key = signerOf(election, entry);
  return key && checkEntrySignature(key, election.id, entry) ? key : undefined;
}

/** Throws `entry-signature` unless the party that must sign the entry has signed it. */
export function assertSigned(election: Election, entry: Uint8Array): void {
  assertRule(verifiedSigner(election, entry) !== undefined, 'wrong signature', 'entry-signature');
}
