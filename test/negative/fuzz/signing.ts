/** Signing of changed entries, by the required signer or by another. @module */

import { concat, toHex } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { signEntry, SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import type { Chance } from '../../server/fuzz/random.ts';
import { resign } from '../forge.ts';
import { fieldsOf } from './fields.ts';
import type { World } from './world.ts';

const registrars: readonly number[] = [Kind.credentials, Kind.revocation, Kind.admissions];
const boards: readonly number[] = [Kind.clock, Kind.challenged, Kind.tally];

/** Returns the party whose signature an entry with this beginning requires (spec §8.4). */
function signerOf({ parties }: World, entry: Uint8Array): Signer {
  const kind = entry[0]!;
  if (boards.includes(kind)) return parties.board;
  if (registrars.includes(kind)) return parties.registrar;
  const trustee = kind === Kind.decryptionShare ? entry[1] : entry[3];
  const isTrustees = (kind >= Kind.commit && kind <= Kind.seal) || kind === Kind.decryptionShare;
  if (!isTrustees || kind === Kind.absence) return parties.authority;
  return parties.trustees[(trustee ?? 0) - 1]?.signer ?? parties.trustees[0]!.signer;
}

function credentialOf(world: World, ballot: Uint8Array): World['credentials'][number] {
  const field = fieldsOf(world.election, ballot).find(({ name }) => name === 'X');
  const X = field && toHex(ballot.subarray(field.start, field.end));
  return world.credentials.find((own) => toHex(own.X.toBytes()) === X) ?? world.credentials[0]!;
}

/** Returns `kind || body` with the required signature. */
export async function signedRight(world: World, unsigned: Uint8Array): Promise<Uint8Array> {
  const { election } = world;
  const entry = concat(unsigned, new Uint8Array(SIGNATURE_LENGTH));
  if (entry[0] === Kind.ballot) return resign(election, entry, credentialOf(world, entry));
  return signEntry(signerOf(world, entry), election.id, unsigned);
}

/** Returns `kind || body` signed with a random key of this election. */
async function signedByAnother(world: World, chance: Chance, unsigned: Uint8Array): Promise<Uint8Array> {
  const { election, parties, credentials } = world;
  if (unsigned[0] === Kind.ballot)
    return resign(election, concat(unsigned, new Uint8Array(SIGNATURE_LENGTH)), chance.of(credentials));
  const { authority, registrar, board, trustees } = parties;
  const signer = chance.of([authority, registrar, board, ...trustees.map((own) => own.signer)]);
  return signEntry(signer, election.id, unsigned);
}

export interface Signed {
  readonly entry: Uint8Array;
  readonly how: string;
}

/** Signs a changed entry again, mostly with the required key, so that later checks are reached. */
export async function signAgain(world: World, chance: Chance, entry: Uint8Array): Promise<Signed> {
  const unsigned = entry.subarray(0, -SIGNATURE_LENGTH);
  if (unsigned.length === 0 || chance.is(0.1)) return { entry, how: 'signature as it was' };
  if (chance.is(0.1))
    return { entry: await signedByAnother(world, chance, unsigned), how: 'signed by another' };
  return { entry: await signedRight(world, unsigned), how: 'signed again' };
}
