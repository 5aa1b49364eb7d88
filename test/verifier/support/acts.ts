/** Acts of office for tests: incidents, builds and changes of hours (spec chapter 12). @module */
import { concat, toHex, u16, u64 } from '../../../verifier/crypto/bytes.ts';
import type { TestElection } from './election.ts';
import { printManifest } from './manifest.ts';

export const INTERNET = 0xffff;

/** Returns the content of an incident. */
export function incidentOf(e: TestElection) {
  return {
    format: 'sivei-incident/v2',
    election: toHex(e.id),
    category: 'outage',
    starts: '2026-01-10T10:00:00-06:00',
    ends: '2026-01-10T10:30:00-06:00' as string | null,
    places: ['internet'],
    people: 12 as number | null,
    what: { es: 'La casilla no respondía.', en: 'The booth did not answer.' },
    done: { es: 'Se cambió un servidor.', en: 'A server was replaced.' },
  };
}

export type TestIncident = ReturnType<typeof incidentOf>;

/** Returns the content of a build. */
export function buildOf(e: TestElection) {
  const item = (part: string, name: string) => ({ part, name, bytes: 1000, sha256: 'ab'.repeat(32) });
  return {
    format: 'sivei-build/v2',
    election: toHex(e.id),
    version: '2.0.1',
    commit: '0123456789'.repeat(4),
    items: [item('booth', 'index.html'), item('source', 'sivei.tar.gz'), item('source', 'verifier/main.ts')],
  };
}

export type TestBuild = ReturnType<typeof buildOf>;

/** Makes an incident. `content` is its blob, or a value that is printed. */
export function incident(e: TestElection, content: unknown = incidentOf(e), follows = 0): Uint8Array {
  return e.act(0x04, concat(u64(follows), e.blob(bytesOf(content))));
}

/** Makes a build with an incident as its reason. `content` is its blob, or a value that is printed. */
export function build(e: TestElection, content: unknown = buildOf(e), reason = 0): Uint8Array {
  return e.act(0x03, concat(u64(reason), e.blob(bytesOf(content))));
}

/** Item of a change of hours: place, the end before and the end after. */
export type TestItem = readonly [place: number, before: number, after: number];

export function changeOfHours(e: TestElection, reason: number, ...items: readonly TestItem[]): Uint8Array {
  const listed = items.map(([place, before, after]) => concat(u16(place), u64(before), u64(after)));
  return e.act(0x07, concat(u64(reason), u16(items.length), ...listed));
}

function bytesOf(content: unknown): Uint8Array {
  return content instanceof Uint8Array ? content : printManifest(content);
}
