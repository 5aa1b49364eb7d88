/** Election data as the protocol uses them, and the parser of manifests (spec chapter 04). @module */

import type { VectorLayout } from '../arithmetic/bit-vector.ts';
import { fromHex } from '../bytes.ts';
import type { QuorumKeys } from '../entry/entry.ts';
import { decodeElement, type Element } from '../group.ts';
import { sha256 } from '../transcript.ts';
import { bitLayout } from './bits.ts';
import { contestOf, type Contest } from './contest.ts';
import { check, faultOf } from '../json-schema.ts';
import { join, DocumentError, parseStrictJson } from './json.ts';
import { checkRules } from './rules.ts';
import { manifestSchema, type Manifest } from './schema.ts';
import { parseSpan, parseTime } from './time.ts';

export interface Style {
  readonly position: number;
  readonly contests: readonly Contest[];
  /** Bits of a ballot and their relations (§7.3). */
  readonly layout: VectorLayout;
  /** Positions of the units whose voters may have this style. */
  readonly units: readonly number[];
}

export interface Trustee {
  /** Position among the candidates, from 1 (§4.2). */
  readonly number: number;
  readonly signingKey: Uint8Array;
  readonly encryptionKey: Element;
}

export interface Site {
  readonly position: number;
  /** Public key, 33 bytes, for the signatures of the site's desk. */
  readonly key: Uint8Array;
  /** Start and planned end of voting at the site, POSIX seconds. A change of hours can move the end (spec §12.3). */
  readonly starts: number;
  readonly ends: number;
  /** Grace and delivery times: seconds after `ends` (spec §11.1). */
  readonly grace: number;
  readonly delivery: number;
  readonly walkIns: number;
  /** Whether people who are registered to vote by internet may vote at the site. */
  readonly moves: boolean;
}

export interface Election {
  /** E, the SHA-256 hash of the manifest's bytes. */
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly authority: QuorumKeys;
  readonly registrarKey: Uint8Array;
  readonly boardKey: Uint8Array;
  readonly contests: readonly Contest[];
  readonly styles: readonly Style[];
  readonly sites: readonly Site[];
  readonly trustees: readonly Trustee[];
  /** Number of trustees who can decrypt together, t of §4.2. */
  readonly threshold: number;
  /** Number of trustees who hold a share, n of §4.2. */
  readonly trusteeCount: number;
  readonly unitCount: number;
  /** Start and planned end of voting, POSIX seconds. A change of hours can move the end (spec §12.3). */
  readonly opens: number;
  readonly closes: number;
}

/** Parses a manifest; throws DocumentError with the place and the rule. */
export function parseManifest(bytes: Uint8Array): Election {
  const value = parseStrictJson(bytes);
  if (!check(manifestSchema, value)) throw schemaError(value);
  const manifest: Manifest = value;
  checkRules(manifest);
  const contests = manifest.contests.map(contestOf);
  const voting = manifest.stages.find((stage) => stage.id === 'voting')!;
  return Object.freeze({
    id: sha256(bytes),
    bytes,
    manifest,
    authority: {
      keys: manifest.authority.keys.map((key) => fromHex(key, 33)),
      quorum: manifest.authority.quorum,
    },
    registrarKey: fromHex(manifest.registrar.key, 33),
    boardKey: fromHex(manifest.board.key, 33),
    contests,
    styles: manifest.styles.map((style, position) => {
      const own = style.contests.map((id) => contests.find((contest) => contest.id === id)!);
      const units = style.units.map((code) => manifest.units.findIndex((unit) => unit.code === code));
      return { position, contests: own, layout: bitLayout(own), units };
    }),
    sites: manifest.sites.map((site, position) => ({
      position,
      key: fromHex(site.key, 33),
      ...parseSpan(site, `sites[${position}]`),
      grace: site.graceSeconds,
      delivery: site.deliverySeconds,
      walkIns: site.walkIns,
      moves: site.moves,
    })),
    trustees: manifest.trustees.candidates.map((candidate, i) => ({
      number: i + 1,
      signingKey: fromHex(candidate.signingKey, 33),
      encryptionKey: decodeElement(fromHex(candidate.encryptionKey, 32)),
    })),
    threshold: manifest.trustees.threshold,
    trusteeCount: manifest.trustees.count,
    unitCount: manifest.units.length,
    opens: parseTime(voting.starts),
    closes: parseTime(voting.ends),
  });
}

/** Returns the first fault of a value that the schema rejects, as a DocumentError. */
function schemaError(value: unknown): DocumentError {
  const { steps, what } = faultOf(manifestSchema, value);
  const place = steps.reduce((path, step) => join(path, /^\d+$/.test(step) ? Number(step) : step), '');
  return new DocumentError(place === 'suite' ? 'M6' : 'M3', place, what);
}
