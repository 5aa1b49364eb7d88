/** Whose key must have signed an entry (spec §8.4). @module */

import type { Election } from '../../manifest/election.ts';
import { Kind } from '../../entry/kinds.ts';

type Find = (election: Election, entry: Uint8Array) => Uint8Array | undefined;

const authority: Find = ({ authorityKey }) => authorityKey;
const registrar: Find = ({ registrarKey }) => registrarKey;
const board: Find = ({ boardKey }) => boardKey;
/** Body `u16 run; u8 trustee` (§5.1). */
const trusteeOfRun: Find = ({ trustees }, entry) => trustees[entry[3]! - 1]?.signingKey;
/** Body `u8 trustee` (§9.5). */
const trusteeOfShare: Find = ({ trustees }, entry) => trustees[entry[1]! - 1]?.signingKey;
/** Body `u16 site` (§11.3, §11.5). */
const site: Find = ({ sites }, entry) => sites[entry[1]! * 256 + entry[2]!]?.key;

const signers = new Map<number, Find>([
  [Kind.manifest, authority],
  [Kind.clock, board],
  [Kind.commit, trusteeOfRun],
  [Kind.reveal, trusteeOfRun],
  [Kind.deal, trusteeOfRun],
  [Kind.certify, trusteeOfRun],
  [Kind.complain, trusteeOfRun],
  [Kind.answer, trusteeOfRun],
  [Kind.absence, authority],
  [Kind.shareCheck, trusteeOfRun],
  [Kind.seal, trusteeOfRun],
  [Kind.credentials, registrar],
  [Kind.revocation, registrar],
  [Kind.issue, site],
  [Kind.pool, registrar],
  [Kind.opening, authority],
  [Kind.closing, authority],
  [Kind.admissions, registrar],
  [Kind.siteClosing, site],
  [Kind.challenged, board],
  [Kind.tally, board],
  [Kind.decryptionShare, trusteeOfShare],
  [Kind.result, authority],
]);

/**
 * Returns the public key (33 bytes) that must have signed the entry, by its kind and by the number of the trustee or
 * site in its body; undefined if no party of the manifest signs such an entry. The form is not checked.
 */
export const signerOf = (election: Election, entry: Uint8Array): Uint8Array | undefined =>
  signers.get(entry[0] ?? 0)?.(election, entry);
