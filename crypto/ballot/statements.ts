/** Statements of a ballot's proofs, the public inputs of their challenges (spec §7.3 to §7.5). @module */

import { u16 } from '../bytes.ts';
import type { Contest } from '../manifest/contest.ts';
import type { Style } from '../manifest/election.ts';
import type { Statement } from '../transcript.ts';

/** Public values that the statements of a ballot's proofs contain. Group elements are encoded. */
export interface Caster {
  /** Election id E. */
  readonly electionId: Uint8Array;
  /** Election key K. */
  readonly key: Uint8Array;
  readonly style: Style;
  readonly unit: number;
  /** Public key X of the credential. */
  readonly credential: Uint8Array;
}

export interface EncodedCiphertext {
  readonly pad: Uint8Array;
  readonly data: Uint8Array;
}

/** Returns the statement of an option's proof (§7.3). */
export function optionStatement(
  caster: Caster,
  contest: Contest,
  option: number,
  { pad, data }: EncodedCiphertext,
): Statement {
  return { label: 'ballot-option/v1', parts: [...context(caster, contest), u16(option), pad, data] };
}

/** Returns the statement of a group's proof (§7.4); the ciphertext is the group's weighted sum. */
export function groupStatement(
  caster: Caster,
  contest: Contest,
  g: number,
  { pad, data }: EncodedCiphertext,
): Statement {
  const { min, max } = contest.groups[g]!;
  const range = [u16(g), u16(min), u16(max)];
  return { label: 'ballot-group/v1', parts: [...context(caster, contest), ...range, pad, data] };
}

/** Returns the statement of a ballot's signature (§7.5); `body` is all of the entry before R. */
export function signatureStatement({ electionId, credential }: Caster, body: Uint8Array): Statement {
  return { label: 'ballot-signature/v1', parts: [electionId, credential, body] };
}

function context({ electionId, key, credential, style, unit }: Caster, contest: Contest): Uint8Array[] {
  return [electionId, key, credential, u16(style.position), u16(unit), u16(contest.position)];
}
