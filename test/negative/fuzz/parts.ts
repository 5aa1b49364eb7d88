/** Mutations of fields within an entry, which is then signed again or not. @module */

import { concat } from '#crypto/bytes.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import type { Chance } from '../../server/fuzz/random.ts';
import { splice } from '../forge.ts';
import { withEntry, type Draft } from './draft.ts';
import { fieldsOf, isNumber, type Field } from './fields.ts';
import type { Change, Mutation, Site } from './mutation.ts';
import { anyIndex } from './order.ts';
import { signAgain, unsignedOf } from './signing.ts';

const ballots: readonly number[] = [Kind.ballot, Kind.challenged];

/** Returns the index of an entry to change. Ballots are preferred: they are few, but most rules are about them. */
function anyChanged(draft: Draft, chance: Chance): number {
  const own = draft.entries.flatMap((entry, index) => (ballots.includes(entry[0]!) ? [index] : []));
  return own.length > 0 && chance.is(0.3) ? chance.of(own) : anyIndex(draft, chance);
}

async function put(
  draft: Draft,
  { world, chance }: Site,
  index: number,
  changed: Uint8Array,
  says: string,
): Promise<Change> {
  const { entry, how } = await signAgain(world, chance, changed);
  return {
    draft: withEntry(draft, index, entry),
    says: `entry ${index} (kind ${entry[0]}): ${says}, ${how}`,
  };
}

const at = (bytes: Uint8Array, { start, end }: Field): Uint8Array => bytes.slice(start, end);

/** Replaces a field of an entry by a field of equal length, mostly of another entry of the same kind. */
const exchange: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const index = anyChanged(draft, chance);
  const entry = draft.entries[index]!;
  const source = chance.is(0.3) ? chance.of(world.donors).draft : draft;
  const kin = source.entries.filter((other) => chance.is(0.1) || other[0] === entry[0]);
  const own = fieldsOf(world.election, entry);
  if (own.length === 0 || kin.length === 0) return undefined;
  const field = chance.of(own);
  const other = chance.of(kin);
  const length = field.end - field.start;
  const fitting = fieldsOf(world.election, other).filter(({ start, end }) => end - start === length);
  if (fitting.length === 0) return undefined;
  const from = fitting.find(({ name }) => name === field.name && chance.is(0.5)) ?? chance.of(fitting);
  const changed = splice(entry, [field.start, field.end], at(other, from));
  return put(draft, site, index, changed, `${field.name} is ${from.name} of another (kind ${other[0]})`);
};

/** Exchanges two fields of equal length in one entry. */
const turn: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const index = anyChanged(draft, chance);
  const entry = draft.entries[index]!;
  const own = fieldsOf(world.election, entry);
  if (own.length < 2) return undefined;
  const a = chance.of(own);
  const alike = own.filter(({ start, end }) => start !== a.start && end - start === a.end - a.start);
  if (alike.length === 0) return undefined;
  const b = chance.of(alike);
  const once = splice(entry, [a.start, a.end], at(entry, b));
  const changed = splice(once, [b.start, b.end], at(entry, a));
  return put(draft, site, index, changed, `${a.name} and ${b.name} exchanged`);
};

/** Returns other bytes for a number field. The new number is slightly or very different. */
export function otherNumber(bytes: Uint8Array, { start, end }: Field, chance: Chance): Uint8Array {
  const length = 8 * (end - start);
  const value = bytes.subarray(start, end).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const near = [value + 1n, value - 1n, value + 1n, value - 1n, value + 60n, value - 60n, value * 2n];
  const far = [0n, 1n, 2n ** BigInt(length) - 1n, 2n ** 53n, 2n ** 53n - 1n, 2n ** 31n, 1_000_000n];
  const other = BigInt.asUintN(length, chance.of(chance.is(0.7) ? near : far));
  const changed = Array.from({ length: end - start }, (_, i) =>
    Number((other >> BigInt(length - 8 - 8 * i)) & 255n),
  );
  return splice(bytes, [start, end], Uint8Array.from(changed));
}

const count: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const index = anyChanged(draft, chance);
  const entry = draft.entries[index]!;
  const numbers = fieldsOf(world.election, entry).filter(isNumber);
  if (numbers.length === 0) return undefined;
  const field = chance.of(numbers);
  return put(draft, site, index, otherNumber(entry, field, chance), `${field.name} is another number`);
};

/** Replaces a field by an invalid encoding, the identity, or zero. */
const blank: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const index = anyChanged(draft, chance);
  const entry = draft.entries[index]!;
  const fields = fieldsOf(world.election, entry);
  if (fields.length === 0) return undefined;
  const { name, start, end } = chance.of(fields);
  const fill = chance.of([0, 255, 1]);
  const changed = splice(entry, [start, end], new Uint8Array(end - start).fill(fill));
  return put(draft, site, index, changed, `${name} is all ${fill}`);
};

const flip: Mutation = async (draft, site) => {
  const { chance } = site;
  const index = anyChanged(draft, chance);
  const changed = draft.entries[index]!.slice();
  const place = chance.below(changed.length);
  changed[place]! ^= 1 << chance.below(8);
  if (chance.is(0.3))
    return { draft: withEntry(draft, index, changed), says: `entry ${index}: one bit of byte ${place}` };
  return put(draft, site, index, changed, `one bit of byte ${place}`);
};

const kind: Mutation = async (draft, site) => {
  const { chance } = site;
  const index = anyChanged(draft, chance);
  const changed = draft.entries[index]!.slice();
  changed[0] = chance.is(0.8) ? chance.of(Object.values(Kind)) : chance.below(256);
  return put(draft, site, index, changed, `the kind is another`);
};

const length: Mutation = async (draft, site) => {
  const { chance } = site;
  const index = anyChanged(draft, chance);
  const entry = draft.entries[index]!;
  const body = unsignedOf(site.world, entry);
  const by = 1 + chance.below(chance.is(0.5) ? 3 : 66);
  const longer = chance.is(0.5);
  const changed = longer ? concat(body, new Uint8Array(by)) : body.subarray(0, -by);
  if (changed.length === 0) return undefined;
  const entire = concat(changed, entry.subarray(body.length));
  return put(draft, site, index, entire, `${by} bytes ${longer ? 'more' : 'less'}`);
};

const resign: Mutation = async (draft, site) => {
  const index = anyChanged(draft, site.chance);
  return put(draft, site, index, draft.entries[index]!, 'as it was');
};

/** Replaces the signature of one entry by that of another. */
const signature: Mutation = (draft, { world, chance }) => {
  const [index, other] = [anyChanged(draft, chance), anyChanged(draft, chance)];
  const body = unsignedOf(world, draft.entries[index]!);
  const others = draft.entries[other]!;
  const entry = concat(body, others.subarray(unsignedOf(world, others).length));
  return { draft: withEntry(draft, index, entry), says: `entry ${index}: the signature of entry ${other}` };
};

export const parts = { exchange, turn, count, blank, flip, kind, length, resign, signature };
