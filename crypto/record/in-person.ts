/**
 * Messages of in-person voting: pools, issues, closings of sites and the lists of outstanding entries (spec chapter
 * 11).
 * @module
 */

import { compareBytes, concat, u16, u32, u64, u8 } from '../bytes.ts';
import { encodeElement } from '../group.ts';
import { Reader } from '../wire.ts';
import { encodeBlobRef, readBlobRef, readSigned, type BlobRef } from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';
import { MAX_LIST } from './office.ts';

/** Maximal number of hashes in a list of outstanding entries (§11.5). */
const MAX_HELD = 100_000;

/** Grounds on which a person receives a credential at a desk, with their codes in an issue (§11.3). */
export const grounds = { registered: 1, walkIn: 2, moved: 3 } as const;

export interface Pool {
  readonly site: number;
  /** Encoded public keys in strictly ascending order. */
  readonly credentials: readonly Uint8Array[];
}

export interface Issue {
  readonly site: number;
  /** Encoded public key. */
  readonly credential: Uint8Array;
  readonly style: number;
  readonly unit: number;
  readonly ground: number;
  /** Time of the desk's clock, POSIX seconds. */
  readonly seconds: number;
}

export interface SiteClosing {
  readonly site: number;
  /** Numbers of credentials issued and of ballots cast at the site; outstanding entries are included. */
  readonly issued: number;
  readonly ballots: number;
  readonly held: BlobRef;
}

/** SHA-256 hashes of the entries that a site still owes the board when it closes. */
export interface Held {
  readonly issues: readonly Uint8Array[];
  readonly ballots: readonly Uint8Array[];
}

// Each encoder returns `kind || body`, to be signed; each parser takes the whole signed entry and does not verify the
// signature.

/** Encodes a pool; sorts the credentials. */
export function encodePool({ site, credentials }: Pool): Uint8Array {
  assertCount(credentials.length);
  return concat(u8(Kind.pool), u16(site), u16(credentials.length), ...credentials.toSorted(compareBytes));
}

export function parsePool(entry: Uint8Array): Pool {
  return readSigned(entry, Kind.pool, (reader) => {
    const [site, count] = [reader.u16(), reader.u16()];
    assertCount(count);
    return { site, credentials: reader.list(count, () => encodeElement(reader.element())) };
  });
}

export const encodeIssue = ({ site, credential, style, unit, ground, seconds }: Issue): Uint8Array =>
  concat(u8(Kind.issue), u16(site), credential, u16(style), u16(unit), u8(ground), u64(seconds));

export function parseIssue(entry: Uint8Array): Issue {
  return readSigned(entry, Kind.issue, (reader) => {
    const issue = {
      site: reader.u16(),
      credential: encodeElement(reader.element()),
      style: reader.u16(),
      unit: reader.u16(),
      ground: reader.u8(),
      seconds: reader.u64(),
    };
    if (issue.ground < 1 || issue.ground > 3) throw new Error('issue: unknown ground');
    return issue;
  });
}

export const encodeSiteClosing = ({ site, issued, ballots, held }: SiteClosing): Uint8Array =>
  concat(u8(Kind.siteClosing), u16(site), u32(issued), u32(ballots), encodeBlobRef(held));

export const parseSiteClosing = (entry: Uint8Array): SiteClosing =>
  readSigned(entry, Kind.siteClosing, (reader) => ({
    site: reader.u16(),
    issued: reader.u32(),
    ballots: reader.u32(),
    held: readBlobRef(reader),
  }));

/**
 * Returns the position of the site that an issue or a site closing names; undefined if the entry is too short. The form
 * is not checked.
 */
export const siteOf = (entry: Uint8Array): number | undefined =>
  entry.length < 3 ? undefined : new Reader(entry.subarray(1)).u16();

/** Encodes the lists of outstanding entries as the blob of §11.5; sorts the hashes. */
export const encodeHeld = ({ issues, ballots }: Held): Uint8Array =>
  concat(...[issues, ballots].flatMap((hashes) => [u32(hashes.length), ...hashes.toSorted(compareBytes)]));

/** Parses the blob of §11.5; throws if malformed. */
export function parseHeld(blob: Uint8Array): Held {
  const reader = new Reader(blob);
  const hashes = (): Uint8Array[] => {
    const count = reader.u32();
    if (count > MAX_HELD) throw new Error('site closing: more than 100,000 entries');
    const list = reader.list(count, () => reader.bytes(32));
    if (!isAscending(list)) throw new Error('site closing: its list is not in ascending order');
    return list;
  };
  const held = { issues: hashes(), ballots: hashes() };
  reader.end();
  return held;
}

/** Returns whether the byte strings are in strictly ascending order. */
export const isAscending = (list: readonly Uint8Array[]): boolean =>
  list.every((item, i) => i === 0 || compareBytes(list[i - 1]!, item) < 0);

function assertCount(count: number): void {
  if (count < 1 || count > MAX_LIST) throw new Error('pool: 1 to 2,000 credentials');
}
