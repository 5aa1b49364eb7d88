/**
 * Form of the manifest: one JSON value, printed canonically, of exactly these members (spec §4.1 to §4.3).
 * @module
 */
import { SUITE } from '../../crypto/transcript.ts';
import { EarlierVersionFault, ManifestFault } from './fault.ts';
import {
  flag,
  integer,
  list,
  matching,
  object,
  oneOf,
  orNull,
  type Parsed,
  parseCanonical,
  type Parser,
  string,
  textOf,
} from './json.ts';

export interface Text {
  readonly es: string;
  readonly en: string;
}

/**
 * Parses the form (M1 to M6). Throws the first fault, because a malformed manifest cannot be judged further.
 */
export function parseForm(bytes: Uint8Array): Manifest {
  return parseCanonical(bytes, readManifest);
}

/** Suite of record version 1. */
const EARLIER_SUITE = 'SIVEI-RISTRETTO255-SHA512-V1';

const suite: Parser<string> = (value, at) => {
  const name = string(value, at);
  if (name === EARLIER_SUITE) throw new EarlierVersionFault(at);
  if (name !== SUITE) throw new ManifestFault('M6', at);
  return SUITE;
};

const text = textOf(200);
const id = matching(/^[a-z0-9][a-z0-9-]{0,62}$/);
const key = matching(/^[0-9a-f]{66}$/);

const option = object({ id, title: text, candidacy: orNull(id), parties: list(id) });

const contest = object({
  id,
  title: text,
  kind: oneOf('single', 'question', 'select'),
  blank: flag,
  parties: list(object({ id, name: string })),
  candidacies: list(object({ id, name: string, parties: list(id) })),
  groups: list(object({ id, title: text, min: integer, max: integer, options: list(option) })),
  specials: list(object({ id, kind: oneOf('unregistered', 'null'), title: text })),
});

const site = object({
  code: id,
  name: text,
  key,
  zone: string,
  starts: string,
  ends: string,
  graceSeconds: integer,
  deliverySeconds: integer,
  walkIns: integer,
  moves: flag,
});

const readManifest = object({
  suite,
  id,
  title: text,
  rehearsal: flag,
  authority: object({ name: text, keys: list(key), quorum: integer }),
  registrar: object({ name: text, key }),
  board: object({ name: text, key, origin: string, logKey: string }),
  witnesses: object({ quorum: integer, keys: list(string) }),
  stages: list(
    object({
      id: oneOf('ceremony', 'practice', 'voting', 'count'),
      title: text,
      starts: string,
      ends: string,
    }),
  ),
  zone: string,
  graceSeconds: integer,
  extensionSeconds: integer,
  silenceSeconds: integer,
  trustees: object({
    threshold: integer,
    count: integer,
    candidates: list(object({ name: text, signingKey: key, encryptionKey: matching(/^[0-9a-f]{64}$/) })),
  }),
  revoting: oneOf('none', 'last'),
  smallUnit: integer,
  units: list(object({ code: string, name: string })),
  sites: list(site),
  contests: list(contest),
  styles: list(object({ id, title: text, contests: list(id), units: list(string) })),
});

export type Manifest = Parsed<typeof readManifest>;
export type ManifestContest = Parsed<typeof contest>;
