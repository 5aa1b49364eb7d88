/**
 * Comparison of this verifier with the test vectors: it must compute the same bytes and accept the same messages
 * (spec chapters 02, 04, 06 to 08).
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { isKind } from '../../election/kinds.ts';
import { judgeBallots } from '../../election/ballot/judge.ts';
import { casterOf, parseChallenged, trackerOf } from '../../election/ballot/parse.ts';
import { tryParse, encodeText, fromHex, ParseFailure, equalBytes, toHex, u16 } from '../../crypto/bytes.ts';
import { printCode } from '../../crypto/codes.ts';
import { type Election, electionOf } from '../../election/election.ts';
import { decodeElement, decodeElementOrIdentity, deriveElement, G, identity } from '../../crypto/group.ts';
import { verifyInclusion, leafHash, treeHash } from '../../board/log/merkle.ts';
import { judgeNote } from '../../board/log/note.ts';
import { parseReceipt } from '../../board/log/receipt.ts';
import { parseBundle } from '../../board/log/tiles.ts';
import { parseVkey } from '../../board/log/vkey.ts';
import { parseForm } from '../../election/manifest/form.ts';
import { meaningRules } from '../../election/manifest/rules.ts';
import { challenge, derivedPoint, frame, hash, sha256 } from '../../crypto/transcript.ts';

/** Statement about the vectors, and whether it holds. */
export type VectorCheck = readonly [says: string, holds: boolean];

const bytes = (hex: string): Uint8Array => fromHex(hex, hex.length / 2);

export const vectorFiles = ['rfc9496.json', 'log.json', 'messages.json'] as const;

/** Compares this verifier with one file of vectors. */
export async function judgeVectors(
  folder: string,
  file: (typeof vectorFiles)[number],
  arithmetic: Arithmetic,
): Promise<VectorCheck[]> {
  const value = JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown;
  if (file === 'rfc9496.json') return judgeGroup(value as Group);
  if (file === 'log.json') return judgeLog(value as Log);
  return judgeMessages(value as Messages, arithmetic);
}

interface Group {
  readonly multiples: readonly string[];
  readonly invalid: Readonly<Record<string, readonly string[]>>;
  readonly derivation: readonly { readonly uniform: string; readonly element: string }[];
}

/** Compares the group with the vectors of RFC 9496, appendix A. */
function judgeGroup({ multiples, invalid, derivation }: Group): VectorCheck[] {
  let sum = identity;
  const walked = multiples.every((multiple) => {
    const fits =
      equalBytes(sum.bytes, bytes(multiple)) && decodeElementOrIdentity(bytes(multiple)).equals(sum);
    sum = sum.plus(G);
    return fits;
  });
  const refused = Object.values(invalid)
    .flat()
    .every((encoding) => tryParse(() => decodeElement(bytes(encoding))) instanceof ParseFailure);
  const derived = derivation.every((one) => toHex(deriveElement(bytes(one.uniform)).bytes) === one.element);
  return [
    ['multiples of G', walked],
    ['encodings to be refused', refused],
    ['elements from 64 bytes', derived],
  ];
}

interface Log {
  readonly logVkey: string;
  readonly witnessVkey: string;
  readonly leaves: Readonly<Record<string, string>>;
  readonly roots: Readonly<Record<string, string>>;
  readonly bundle: string;
  readonly receiptIndex: number;
  readonly receipt: string;
}

function judgeLog(log: Log): VectorCheck[] {
  const entries = parseBundle(bytes(log.bundle), 5);
  const leaves = entries.map((entry) => leafHash(entry));
  const { index, proof, checkpoint } = parseReceipt(encodeText(log.receipt));
  const key = parseVkey(log.logVkey);
  const { signed, witnessed } = judgeNote(checkpoint, {
    origin: key.name,
    log: key,
    witnesses: [parseVkey(log.witnessVkey)],
    quorum: 1,
  });
  const { size, root } = checkpoint;
  const fits = index === log.receiptIndex && verifyInclusion({ index, size, root }, leaves[index]!, proof);
  return [
    ['leaf hashes', Object.entries(log.leaves).every(([i, leaf]) => toHex(leaves[Number(i)]!) === leaf)],
    [
      'roots',
      Object.entries(log.roots).every(([n, own]) => toHex(treeHash(leaves.slice(0, Number(n)))) === own),
    ],
    ['a checkpoint, signed and witnessed', signed && witnessed],
    ['a receipt', fits],
  ];
}

interface Messages {
  readonly primitives: {
    readonly label: string;
    readonly parts: readonly string[];
    readonly frame: string;
    readonly hash: string;
    readonly scalar: string;
    readonly point: string;
    readonly codes: readonly { readonly bytes: string; readonly characters: number; readonly code: string }[];
  };
  readonly manifest: string;
  readonly E: string;
  readonly blobs: readonly { readonly hash: string; readonly blob: string }[];
  readonly voting: {
    readonly key: string;
    readonly credential: string;
    readonly shortId: string;
    readonly seed: string;
    readonly choices: readonly (readonly number[])[];
    readonly firstRandomness: string;
    readonly ballot: string;
    readonly tracker: string;
    readonly printedTracker: string;
    readonly challenged: string;
  };
}

function judgeMessages(
  { primitives, manifest, E, blobs, voting }: Messages,
  arithmetic: Arithmetic,
): VectorCheck[] {
  const { label, codes } = primitives;
  const parts = primitives.parts.map(bytes);
  const id = sha256(encodeText(manifest));
  const form = parseForm(encodeText(manifest));
  return [
    ['frame', toHex(frame(label, parts)) === primitives.frame],
    ['hash', toHex(hash(label, ...parts)) === primitives.hash],
    ['scalar', toHex(challenge(label, ...parts)) === primitives.scalar],
    ['point', toHex(derivedPoint(label, ...parts).bytes) === primitives.point],
    ['codes', codes.every((own) => printCode(bytes(own.bytes), own.characters) === own.code)],
    ['manifest', toHex(id) === E && [...meaningRules(form)].length === 0],
    ['blobs', blobs.every((own) => toHex(sha256(bytes(own.blob))) === own.hash)],
    ...judgeVoting(voting, electionOf(form, id), arithmetic),
  ];
}

function judgeVoting(voting: Messages['voting'], election: Election, arithmetic: Arithmetic): VectorCheck[] {
  const [ballot, challenged] = [bytes(voting.ballot), bytes(voting.challenged)];
  const context = { election, arithmetic, K: decodeElement(bytes(voting.key)) };
  const [cast, opened] = judgeBallots([{ bytes: ballot }, { bytes: challenged }], context).ballots;
  if (cast?.kind !== 'ballot' || opened?.kind !== 'challenged') return [['a ballot, and one opened', false]];
  const style = election.styles[cast.stylePosition]!;
  const { X } = casterOf(ballot, style);
  const tracker = trackerOf(ballot, style);
  const { seed, choices } = parseChallenged(challenged, election, decodeElement);
  const randomness = challenge(
    'ballot-randomness/v1',
    election.id,
    u16(cast.stylePosition),
    seed,
    u16(style.contests[0]!.position),
    u16(0),
  );
  return [
    ['a ballot and its proofs', isKind(ballot, 'ballot') && cast.fault === undefined],
    [
      'a challenged ballot, which opens',
      isKind(challenged, 'challengedBallot') && opened.fault === undefined,
    ],
    [
      'its seed, choices and randomness',
      toHex(seed) === voting.seed &&
        toHex(randomness) === voting.firstRandomness &&
        [...choices].join() === voting.choices.flat().join(),
    ],
    [
      'credential and short id',
      toHex(X) === voting.credential &&
        printCode(hash('credential-id/v1', election.id, X), 10) === voting.shortId,
    ],
    ['tracker', toHex(tracker) === voting.tracker && printCode(tracker, 22) === voting.printedTracker],
  ];
}
