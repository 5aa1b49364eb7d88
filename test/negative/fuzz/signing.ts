/** Signing of changed entries, by the required signer or by another. @module */

import { toHex } from '#crypto/bytes.ts';
import { signatureLength, signEntry, SIGNATURE_LENGTH, type EntrySigner } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { signerOf } from '#crypto/record/rules/entry-rules.ts';
import type { Chance } from '../../server/fuzz/random.ts';
import { resign } from '../forge.ts';
import { fieldsOf } from './fields.ts';
import type { World } from './world.ts';

/** Returns the signer of the party whose signature an entry with this beginning requires; by default the authority. */
function requiredSigner({ parties, election }: World, entry: Uint8Array): EntrySigner {
  const key = signerOf(election, entry);
  if (key === election.boardKey) return parties.board;
  if (key === election.registrarKey) return parties.registrar;
  const trustee = election.trustees.find(({ signingKey }) => signingKey === key);
  return trustee ? parties.trustees[trustee.number - 1]!.signer : parties.authority;
}

/** Returns the entry without its signatures, of which there are as many as its kind requires. */
export function unsignedOf({ election }: World, entry: Uint8Array): Uint8Array {
  const key = signerOf(election, entry);
  return entry.subarray(0, -(key === undefined ? SIGNATURE_LENGTH : signatureLength(key)));
}

function credentialOf(world: World, ballot: Uint8Array): World['credentials'][number] {
  const field = fieldsOf(world.election, ballot).find(({ name }) => name === 'X');
  const X = field && toHex(ballot.subarray(field.start, field.end));
  return world.credentials.find((own) => toHex(own.X.toBytes()) === X) ?? world.credentials[0]!;
}

/** Returns `kind || body` with the required signature, for every kind but ballots. */
export const signedRight = (world: World, unsigned: Uint8Array): Promise<Uint8Array> =>
  signEntry(requiredSigner(world, unsigned), world.election.id, unsigned);

/** Returns `kind || body` signed with a random key of this election. */
async function signedByAnother(world: World, chance: Chance, unsigned: Uint8Array): Promise<Uint8Array> {
  const { authority, registrar, board, trustees } = world.parties;
  const signer = chance.of<EntrySigner>([authority, registrar, board, ...trustees.map((own) => own.signer)]);
  return signEntry(signer, world.election.id, unsigned);
}

export interface Signed {
  readonly entry: Uint8Array;
  readonly how: string;
}

/** Signs a changed entry again, mostly with the required key, so that later checks are reached. */
export async function signAgain(world: World, chance: Chance, entry: Uint8Array): Promise<Signed> {
  const isBallot = entry[0] === Kind.ballot;
  const unsigned = unsignedOf(world, entry);
  if (unsigned.length === 0 || chance.is(0.1)) return { entry, how: 'signature as it was' };
  if (chance.is(0.1)) {
    const another = isBallot
      ? resign(world.election, world.key, entry, chance.of(world.credentials).x)
      : await signedByAnother(world, chance, unsigned);
    return { entry: another, how: 'signed by another' };
  }
  const again = isBallot
    ? resign(world.election, world.key, entry, credentialOf(world, entry).x)
    : await signedRight(world, unsigned);
  return { entry: again, how: 'signed again' };
}
