/** Mutations of blobs and of the manifest. @module */

import { concat, toHex, utf8 } from '#crypto/bytes.ts';
import { signEntry, type BlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { withBlobRef } from '#crypto/record/blob-refs.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Chance } from '../../server/fuzz/random.ts';
import { splice } from '../forge.ts';
import { blobOf, refOf, withBlob, withEntry, type Draft } from './draft.ts';
import { blobFieldsOf, isNumber } from './fields.ts';
import type { Change, Mutation, Site } from './mutation.ts';
import { otherNumber } from './parts.ts';
import { signAgain, signedRight, unsignedOf } from './signing.ts';

/** Returns a random entry other than the manifest whose blob is present. */
function anyBlob(draft: Draft, chance: Chance): { index: number; blob: Uint8Array } | undefined {
  const own = draft.entries.flatMap((entry, index) => {
    const blob = index > 0 ? blobOf(draft, entry) : undefined;
    return blob ? [{ index, blob }] : [];
  });
  return own.length > 0 ? chance.of(own) : undefined;
}

const refTo = (blob: Uint8Array): BlobRef => ({ hash: sha256(blob), length: blob.length });

/**
 * Stores the changed blob, either under its own hash, which the entry then names, or under the old hash, while
 * nothing else changes.
 */
async function put(
  draft: Draft,
  { world, chance }: Site,
  index: number,
  blob: Uint8Array,
  says: string,
): Promise<Change> {
  const entry = draft.entries[index]!;
  const what = `blob of entry ${index} (kind ${entry[0]}): ${says}`;
  if (chance.is(0.1)) {
    const blobs = new Map([...draft.blobs, [toHex(refOf(entry)!.hash), blob]]);
    return { draft: { ...draft, blobs }, says: `${what}, under the old hash` };
  }
  const signed = await signAgain(world, chance, withBlobRef(entry, refTo(blob)));
  return { draft: withEntry(withBlob(draft, blob), index, signed.entry), says: `${what}, ${signed.how}` };
}

const number: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const found = anyBlob(draft, chance);
  if (!found) return undefined;
  const { index, blob } = found;
  const fields = blobFieldsOf(world.election, draft.entries[index]![0]!, blob).filter(isNumber);
  if (fields.length === 0) return undefined;
  const field = chance.of(fields);
  return put(draft, site, index, otherNumber(blob, field, chance), `${field.name} is another number`);
};

/** Exchanges two fields of equal length in a blob. */
const exchange: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const found = anyBlob(draft, chance);
  if (!found) return undefined;
  const { index, blob } = found;
  const fields = blobFieldsOf(world.election, draft.entries[index]![0]!, blob);
  if (fields.length < 2) return undefined;
  const a = chance.of(fields);
  const alike = fields.filter(({ start, end }) => start !== a.start && end - start === a.end - a.start);
  if (alike.length === 0) return undefined;
  const b = chance.of(alike);
  const once = splice(blob, [a.start, a.end], blob.slice(b.start, b.end));
  const changed = splice(once, [b.start, b.end], blob.slice(a.start, a.end));
  return put(draft, site, index, changed, `${a.name} and ${b.name} exchanged`);
};

const blank: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const found = anyBlob(draft, chance);
  if (!found) return undefined;
  const { index, blob } = found;
  const fields = blobFieldsOf(world.election, draft.entries[index]![0]!, blob);
  if (fields.length === 0) return undefined;
  const { name, start, end } = chance.of(fields);
  const changed = splice(blob, [start, end], new Uint8Array(end - start));
  return put(draft, site, index, changed, `${name} is zero`);
};

const length: Mutation = async (draft, site) => {
  const { chance } = site;
  const found = anyBlob(draft, chance);
  if (!found) return undefined;
  const { index, blob } = found;
  const by = chance.of([1, 4, 32, 128]);
  const longer = chance.is(0.5);
  const changed = longer ? concat(blob, new Uint8Array(by)) : blob.subarray(0, Math.max(1, blob.length - by));
  return put(draft, site, index, changed, `${by} bytes ${longer ? 'more' : 'less'}`);
};

/** Makes an entry name the blob of another entry. */
const other: Mutation = async (draft, site) => {
  const { world, chance } = site;
  const [found, taken] = [
    anyBlob(draft, chance),
    anyBlob(chance.is(0.5) ? draft : chance.of(world.donors).draft, chance),
  ];
  return found && taken && put(draft, site, found.index, taken.blob, 'another entry’s');
};

const missing: Mutation = (draft, { chance }) => {
  const found = anyBlob(draft, chance);
  if (!found) return undefined;
  const blobs = new Map(draft.blobs);
  blobs.delete(toHex(refOf(draft.entries[found.index]!)!.hash));
  return { draft: { ...draft, blobs }, says: `blob of entry ${found.index} missing` };
};

/** Returns the manifest with one number changed; parts of times are numbers too. */
function otherManifest(text: string, chance: Chance): { text: string; says: string } {
  const numbers = [...text.matchAll(/\d+/g)].filter(({ 0: digits }) => digits.length < 10);
  const found = chance.of(numbers);
  const value = Number(found[0]);
  const changed = String(chance.of([value + 1, Math.max(0, value - 1), value * 2, 0, 1])).padStart(
    found[0].length,
    '0',
  );
  const [start, end] = [found.index, found.index + found[0].length];
  return {
    text: `${text.slice(0, start)}${changed}${text.slice(end)}`,
    says: `${text.slice(Math.max(0, start - 24), end).replaceAll(/\s+/g, ' ')} → ${changed}`,
  };
}

/** Changes a number of the manifest, and signs the manifest's entry again, or all entries for the new hash. */
const manifest: Mutation = async (draft, { world, chance }) => {
  const first = draft.entries[0];
  const blob = first?.[0] === Kind.manifest ? blobOf(draft, first) : undefined;
  if (!blob) return undefined;
  const { text, says } = otherManifest(new TextDecoder().decode(blob), chance);
  const changed = utf8(text);
  const forOther: typeof world = { ...world, election: { ...world.election, id: sha256(changed) } };
  const unsigned = unsignedOf(world, withBlobRef(first!, refTo(changed)));
  const entry = await signEntry(world.parties.authority, forOther.election.id, unsigned);
  const one = withEntry(withBlob(draft, changed), 0, entry);
  if (chance.is(0.5)) return { draft: one, says: `manifest: ${says}` };
  const rest = await Promise.all(one.entries.slice(1).map((own) => signedAgainFor(forOther, own)));
  return { draft: { ...one, entries: [entry, ...rest] }, says: `manifest: ${says}, all signed again` };
};

/** Signs an entry again for the new hash of the manifest, which ballots also contain. */
async function signedAgainFor(world: Site['world'], entry: Uint8Array): Promise<Uint8Array> {
  const body = unsignedOf(world, entry).slice();
  if (body.length === 0) return entry;
  if (entry[0] === Kind.ballot || entry[0] === Kind.challenged)
    body.set(world.election.id.subarray(0, body.length - 1), 1);
  return signedRight(world, body);
}

export const blobChanges = {
  blobNumber: number,
  blobExchange: exchange,
  blobBlank: blank,
  blobLength: length,
  blobOther: other,
  blobMissing: missing,
  manifest,
};
