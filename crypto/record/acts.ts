/**
 * Entries of the acts of office: builds, incidents, changes of hours (spec chapter 12). Encoders return `kind || body`,
 * to be signed by the authority; parsers take the whole signed entry and do not verify signatures.
 * @module
 */

import { concat, u16, u64, u8 } from '../bytes.ts';
import {
  encodeBlobRef,
  readBlobRef,
  readSignedByQuorum,
  type BlobRef,
  type QuorumKeys,
} from '../entry/entry.ts';
import { Kind } from '../entry/kinds.ts';

/** Place of the internet in a change of hours; all others are positions of sites. */
export const INTERNET = 0xffff;

export interface IncidentEntry {
  /** Index of the incident that this one continues; 0 if there is none. */
  readonly follows: number;
  readonly document: BlobRef;
}

export interface BuildEntry {
  /** Index of the incident that says why the software changed; 0 if there is none. */
  readonly incident: number;
  readonly document: BlobRef;
}

/** New end of one place, in POSIX seconds, with the end in force that it replaces. */
export interface NewEnd {
  readonly place: number;
  readonly before: number;
  readonly after: number;
}

export interface ChangeOfHours {
  /** Index of the incident that states the reason. */
  readonly incident: number;
  /** At least one, by ascending place. */
  readonly ends: readonly NewEnd[];
}

export const encodeIncident = ({ follows, document }: IncidentEntry): Uint8Array =>
  concat(u8(Kind.incident), u64(follows), encodeBlobRef(document));
export const parseIncident = (entry: Uint8Array, authority: QuorumKeys): IncidentEntry =>
  readSignedByQuorum(entry, Kind.incident, authority, (reader) => ({
    follows: reader.u64(),
    document: readBlobRef(reader),
  }));

export const encodeBuild = ({ incident, document }: BuildEntry): Uint8Array =>
  concat(u8(Kind.build), u64(incident), encodeBlobRef(document));
export const parseBuild = (entry: Uint8Array, authority: QuorumKeys): BuildEntry =>
  readSignedByQuorum(entry, Kind.build, authority, (reader) => ({
    incident: reader.u64(),
    document: readBlobRef(reader),
  }));

export const encodeChangeOfHours = ({ incident, ends }: ChangeOfHours): Uint8Array =>
  concat(
    u8(Kind.changeOfHours),
    u64(incident),
    u16(ends.length),
    ...ends.flatMap(({ place, before, after }) => [u16(place), u64(before), u64(after)]),
  );

/** Parses a change of hours; throws unless places ascend. That they exist is not checked here. */
export const parseChangeOfHours = (entry: Uint8Array, authority: QuorumKeys): ChangeOfHours =>
  readSignedByQuorum(entry, Kind.changeOfHours, authority, (reader) => {
    const [incident, count] = [reader.u64(), reader.u16()];
    if (count === 0) throw new Error('change of hours: no place');
    const ends = reader.list(count, () => ({
      place: reader.u16(),
      before: reader.u64(),
      after: reader.u64(),
    }));
    if (ends.some(({ place }, i) => i > 0 && place <= ends[i - 1]!.place))
      throw new Error('change of hours: the places are not in ascending order');
    return { incident, ends };
  });
