/** Content of a build: the software on which the election runs (spec §12.2). @module */
import type { Election } from '../election.ts';
import { integer, list, matching, object, oneOf, type Parsed, string } from '../manifest/json.ts';
import { parseContent, sha256Hex } from './content.ts';

const item = object({
  part: oneOf(
    'authority',
    'booth',
    'check',
    'desk',
    'image',
    'kiosk',
    'registry',
    'sbom',
    'source',
    'trustee',
    'verifier',
    'voting',
  ),
  name: matching(/^[A-Za-z0-9._/@+-]{1,200}$/),
  bytes: integer,
  sha256: sha256Hex,
});

type Item = Parsed<typeof item>;

const readBuild = object({
  format: oneOf('sivei-build/v2'),
  election: sha256Hex,
  version: string,
  commit: matching(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  items: list(item),
});

/** Build without its items, of which a board may have millions. Its blob has them. */
export interface Build {
  readonly version: string;
  readonly commit: string;
  /** Number of files that the build names. */
  readonly items: number;
}

/** Maximum length of the blob of a build in bytes. */
export const MAX_BUILD_BYTES = 1_048_576;

/** Parses the blob of a build (§12.2). Throws a ParseFailure. */
export function parseBuild(blob: Uint8Array, election: Election): Build {
  const { version, commit, items } = parseContent(blob, election, readBuild, (build) => faultAt(build.items));
  return { version, commit, items: items.length };
}

function faultAt(items: readonly Item[]): string | undefined {
  if (items.length < 1 || items.length > 2000) return 'items';
  const wrong = items.findIndex((own, i) => own.name.includes('..') || !isAfter(own, items[i - 1]));
  return wrong < 0 ? undefined : `items[${wrong}]`;
}

/** Tells whether the item follows another in the order of part and name. Both are ASCII. */
function isAfter(own: Item, before: Item | undefined): boolean {
  if (!before) return true;
  return own.part === before.part ? own.name > before.name : own.part > before.part;
}
