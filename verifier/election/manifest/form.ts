/**
 * Form of the manifest: one JSON value, printed canonically, of exactly these members (spec §4.1 to §4.3).
 * @module
 */
import { tryParse, decodeText, ParseFailure } from '../../crypto/bytes.ts';
import { SUITE } from '../../crypto/transcript.ts';
import { EarlierVersionFault, ManifestFault } from './fault.ts';

export interface Text {
  readonly es: string;
  readonly en: string;
}

type Parser<T> = (value: unknown, at: string) => T;
type Parsed<P> = P extends Parser<infer T> ? T : never;

/**
 * Parses the form (M1 to M6). Throws the first fault, because a malformed manifest cannot be judged further.
 */
export function parseForm(bytes: Uint8Array): Manifest {
  if (bytes.length > 1_048_576) throw new ManifestFault('M1', '');
  const text = tryParse(() => decodeText(bytes));
  if (text instanceof ParseFailure || text.startsWith('\u{FEFF}')) throw new ManifestFault('M1', '');
  const value = parseJson(text);
  const manifest = readManifest(value, '');
  // After the parsing of members, because printing a value of unknown depth could exhaust the stack.
  if (`${JSON.stringify(value, null, 2)}\n` !== text) throw new ManifestFault('M2', '');
  return manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ManifestFault('M1', '');
  }
}

// ---- members ----

const flag: Parser<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ManifestFault('M3', at);
  return value;
};

const integer: Parser<number> = (value, at) => {
  if (typeof value !== 'number') throw new ManifestFault('M3', at);
  if (!Number.isInteger(value) || value < 0 || value > 4_294_967_295) throw new ManifestFault('M4', at);
  return value;
};

/**
 * Latin letters with their marks, and the punctuation and signs that go with them. None is beyond the basic
 * plane.
 */
const PERMITTED =
  /^[\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{34E}\u{350}-\u{36F}\u{1E00}-\u{1EFF}\u{2010}-\u{2027}\u{2030}-\u{205E}\u{20A0}-\u{20BF}\u{2116}\u{2122}\u{A78B}\u{A78C}]{1,200}$/u;

const string: Parser<string> = (value, at) => {
  if (typeof value !== 'string') throw new ManifestFault('M3', at);
  const good =
    PERMITTED.test(value) &&
    value.normalize('NFC') === value &&
    !value.startsWith(' ') &&
    !value.endsWith(' ');
  if (!good) throw new ManifestFault('M5', at);
  return value;
};

function matching(pattern: RegExp): Parser<string> {
  return (value, at) => {
    const text = string(value, at);
    if (!pattern.test(text)) throw new ManifestFault('M3', at);
    return text;
  };
}

function oneOf<const T extends string>(...values: readonly T[]): Parser<T> {
  return (value, at) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw new ManifestFault('M3', at);
    return found;
  };
}

function orNull<T>(parser: Parser<T>): Parser<T | null> {
  return (value, at) => (value === null ? null : parser(value, at));
}

function list<T>(parser: Parser<T>): Parser<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ManifestFault('M3', at);
    return value.map((item, i) => parser(item, `${at}[${i}]`));
  };
}

/** Parses an object of exactly these members: an unknown member might mean something to another program. */
function object<M extends Record<string, Parser<unknown>>>(
  members: M,
): Parser<{ readonly [K in keyof M]: Parsed<M[K]> }> {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ManifestFault('M3', at);
    const path = (name: string): string => (at === '' ? name : `${at}.${name}`);
    const given = new Map<string, unknown>(Object.entries(value));
    for (const name of given.keys())
      if (!Object.hasOwn(members, name)) throw new ManifestFault('M3', path(name));
    const read = Object.entries(members).map(([name, parser]) => {
      if (!given.has(name)) throw new ManifestFault('M3', path(name));
      return [name, parser(given.get(name), path(name))] as const;
    });
    return Object.fromEntries(read) as { readonly [K in keyof M]: Parsed<M[K]> };
  };
}

/** Suite of record version 1. */
const EARLIER_SUITE = 'SIVEI-RISTRETTO255-SHA512-V1';

const suite: Parser<string> = (value, at) => {
  const name = string(value, at);
  if (name === EARLIER_SUITE) throw new EarlierVersionFault(at);
  if (name !== SUITE) throw new ManifestFault('M6', at);
  return SUITE;
};

const text = object({ es: string, en: string });
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
