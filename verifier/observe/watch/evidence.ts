/** Evidence of a misbehaviour, and its judgement for people who did not watch the board (spec §8.11). @module */
import {
  tryParse,
  decodeText,
  encodeText,
  fromBase64,
  ParseFailure,
  equalBytes,
  toBase64,
  toHex,
} from '../../crypto/bytes.ts';
import { type Election, electionOf } from '../../election/election.ts';
import { type Checkpoint, judgeNote, parseCheckpoint, cosignatureTime } from '../../board/log/note.ts';
import { prefixProofRoots } from '../../board/log/prefix-proof.ts';
import { ManifestFault } from '../../election/manifest/fault.ts';
import { type Manifest, parseForm } from '../../election/manifest/form.ts';
import { meaningRules } from '../../election/manifest/rules.ts';
import type { Misbehaviour } from '../mirror/misbehaviour.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { sha256 } from '../../crypto/transcript.ts';
import { evidenceSentences } from './sentences.ts';

/** Files of an evidence by name. */
export type EvidenceFiles = ReadonlyMap<string, Uint8Array>;

/** Maximum length in bytes of a file of an evidence. */
export const MAX_EVIDENCE_FILE_BYTES = 16_777_216;
export const evidenceFileNames = [
  'deed',
  'manifest',
  'kept.checkpoint',
  'served.checkpoint',
  'proof',
] as const;

/**
 * Judgement of an evidence.
 * - proven: the files prove the misbehaviour to anyone who trusts the manifest.
 * - attested: the files are genuine, but only the watcher attests that the board served them so.
 * - nothing: the files do not show the misbehaviour that they claim.
 */
export interface EvidenceReport {
  readonly worth: 'proven' | 'attested' | 'nothing';
  readonly says: readonly Sentence[];
  readonly manifestHash: string | undefined;
}

export function makeEvidence(
  { kind, evidence }: Misbehaviour,
  manifest: Uint8Array | undefined,
): EvidenceFiles {
  const { kept, served, proof } = evidence;
  const all: [string, Uint8Array | undefined][] = [
    ['deed', encodeText(`${kind}\n`)],
    ['manifest', manifest],
    ['kept.checkpoint', kept],
    ['served.checkpoint', served],
    ['proof', proof && encodeText(proof.map((hash) => `${toBase64(hash)}\n`).join(''))],
  ];
  return new Map(all.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : [])));
}

/** Judges an evidence by its files alone. `expected`: hash of the manifest that the user expects, if given. */
export function judgeEvidence(files: EvidenceFiles, expected: Uint8Array | undefined): EvidenceReport {
  const manifest = files.get('manifest');
  const hash = manifest && sha256(manifest);
  const manifestHash = hash && toHex(hash);
  const result = (worth: EvidenceReport['worth'], ...says: Sentence[]): EvidenceReport => ({
    worth,
    says,
    manifestHash,
  });
  const nothing = (why: Sentence): EvidenceReport => result('nothing', why);
  const deed = tryParse(() => decodeText(files.get('deed') ?? new Uint8Array()).trim());
  if (deed instanceof ParseFailure || !(deed in claims)) return nothing(evidenceSentences.noEvidence());
  const election = hash && readElection(manifest, hash);
  if (!election) return nothing(evidenceSentences.noManifest());
  if (expected && !equalBytes(expected, election.id)) return nothing(evidenceSentences.wrongManifest());
  const kept = readNote(files, 'kept.checkpoint', election);
  if (kept instanceof ParseFailure) return nothing(evidenceSentences.badNote('kept.checkpoint', kept.says));
  if (deed !== 'fork' && deed !== 'rewind')
    return result('attested', claims[deed]!, evidenceSentences.attested());
  const served = readNote(files, 'served.checkpoint', election);
  if (served instanceof ParseFailure)
    return nothing(evidenceSentences.badNote('served.checkpoint', served.says));
  if (!kept || !served) return nothing(evidenceSentences.noEvidence());
  const [small, large] = kept.size <= served.size ? [kept, served] : [served, kept];
  const broken = witnessesThat(
    (key) => cosignatureTime(small, key) !== undefined && cosignatureTime(large, key) !== undefined,
    election,
  );
  if (deed === 'fork') {
    if (!areContradictory(small, large, files.get('proof')))
      return nothing(evidenceSentences.noContradiction());
    return result(
      'proven',
      evidenceSentences.fork(small.size, large.size),
      ...broken.map(evidenceSentences.witnessOfBoth),
    );
  }
  if (served.size >= kept.size) return nothing(evidenceSentences.noContradiction());
  const backwards = witnessesThat((key) => {
    const [before, after] = [cosignatureTime(large, key), cosignatureTime(small, key)];
    return before !== undefined && after !== undefined && after > before;
  }, election);
  const clocks = backwards.map(evidenceSentences.witnessBackwards);
  return result(
    'attested',
    evidenceSentences.rewind(small.size, large.size),
    evidenceSentences.oldIsGenuine(),
    ...clocks,
    evidenceSentences.attested(),
  );
}

const claims: Readonly<Record<string, Sentence | undefined>> = {
  fork: evidenceSentences.claimFork(),
  rewind: evidenceSentences.claimRewind(),
  altered: evidenceSentences.altered(),
  unsigned: evidenceSentences.unsigned(),
  unwitnessed: evidenceSentences.unwitnessed(),
};

/** Tells whether no log can have both checkpoints. `file`: prefix proof, needed if the sizes differ. */
function areContradictory(small: Checkpoint, large: Checkpoint, file: Uint8Array | undefined): boolean {
  if (small.size === large.size) return !equalBytes(small.root, large.root);
  const proof = tryParse(() => parseProof(file ?? new Uint8Array()));
  const roots = proof instanceof ParseFailure ? undefined : prefixProofRoots(small.size, large.size, proof);
  return roots !== undefined && equalBytes(roots.next, large.root) && !equalBytes(roots.old, small.root);
}

function parseProof(bytes: Uint8Array): Uint8Array[] {
  const text = decodeText(bytes);
  if (!text.endsWith('\n')) throw new ParseFailure(sentences.badForm());
  const hashes = text.split('\n').slice(0, -1).map(fromBase64);
  if (hashes.some(({ length }) => length !== 32)) throw new ParseFailure(sentences.badForm());
  return hashes;
}

/**
 * Parses a checkpoint of the evidence. Returns undefined if it is missing, and a failure if the log did not
 * sign it.
 */
function readNote(
  files: EvidenceFiles,
  name: string,
  election: Election,
): Checkpoint | ParseFailure | undefined {
  const bytes = files.get(name);
  if (!bytes) return undefined;
  return tryParse(() => {
    const note = parseCheckpoint(bytes);
    if (!judgeNote(note, election.log).signed) throw new ParseFailure(sentences.notSignedByLog());
    return note;
  });
}

function witnessesThat(
  did: (key: Election['log']['witnesses'][number]) => boolean,
  { log }: Election,
): string[] {
  return log.witnesses.filter(did).map(({ name }) => name);
}

function readElection(manifest: Uint8Array, hash: Uint8Array): Election | undefined {
  try {
    const form: Manifest = parseForm(manifest);
    return [...meaningRules(form)].length === 0 ? electionOf(form, hash) : undefined;
  } catch (error) {
    if (error instanceof ManifestFault) return undefined;
    throw error;
  }
}
