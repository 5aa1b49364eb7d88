/**
 * What a watcher keeps of a board's misdeed, and what it proves to somebody who was not there (spec §8.11).
 * @module
 */
import {
  attempt,
  decodeText,
  encodeText,
  fromBase64,
  Refusal,
  same,
  toBase64,
  toHex,
} from '../../crypto/bytes.ts';
import { type Election, electionOf } from '../../election/election.ts';
import { type Checkpoint, judgeNote, parseCheckpoint, timeOf } from '../../board/log/note.ts';
import { rootsOf } from '../../board/log/prefix.ts';
import { Fault } from '../../election/manifest/fault.ts';
import { type Manifest, parseForm } from '../../election/manifest/form.ts';
import { meaningRules } from '../../election/manifest/rules.ts';
import type { Misbehaviour } from '../mirror/misbehaviour.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { sha256 } from '../../crypto/transcript.ts';
import { show } from './sentences.ts';

/** The files of an evidence, by their name in its folder. */
export type EvidenceFiles = ReadonlyMap<string, Uint8Array>;

/** No file of an evidence is longer. */
export const MAX_EVIDENCE_FILE = 16_777_216;
export const evidenceNames = ['deed', 'manifest', 'kept.checkpoint', 'served.checkpoint', 'proof'] as const;

/**
 * proven: whoever trusts the manifest need not believe the watcher. told: the files are genuine, and that they were
 * served so is the watcher's word. nothing: they do not show what they claim.
 */
export interface EvidenceReport {
  readonly worth: 'proven' | 'told' | 'nothing';
  readonly says: readonly Sentence[];
  readonly manifestHash: string | undefined;
}

export function evidenceOf({ deed, exhibit }: Misbehaviour, manifest: Uint8Array | undefined): EvidenceFiles {
  const { kept, served, proof } = exhibit;
  const all: [string, Uint8Array | undefined][] = [
    ['deed', encodeText(`${deed}\n`)],
    ['manifest', manifest],
    ['kept.checkpoint', kept],
    ['served.checkpoint', served],
    ['proof', proof && encodeText(proof.map((hash) => `${toBase64(hash)}\n`).join(''))],
  ];
  return new Map(all.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : [])));
}

/** Judges them by nothing but themselves, and the manifest's hash if the user brings it. */
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
  const deed = attempt(() => decodeText(files.get('deed') ?? new Uint8Array()).trim());
  if (deed instanceof Refusal || !(deed in claims)) return nothing(show.noEvidence());
  const election = hash && electionFrom(manifest, hash);
  if (!election) return nothing(show.noManifest());
  if (expected && !same(expected, election.id)) return nothing(show.otherManifest());
  const kept = noteIn(files, 'kept.checkpoint', election);
  if (kept instanceof Refusal) return nothing(show.badNote('kept.checkpoint', kept.says));
  if (deed !== 'fork' && deed !== 'rewind') return result('told', claims[deed]!, show.told());
  const served = noteIn(files, 'served.checkpoint', election);
  if (served instanceof Refusal) return nothing(show.badNote('served.checkpoint', served.says));
  if (!kept || !served) return nothing(show.noEvidence());
  const [small, large] = kept.size <= served.size ? [kept, served] : [served, kept];
  const broken = witnessesThat(
    (key) => timeOf(small, key) !== undefined && timeOf(large, key) !== undefined,
    election,
  );
  if (deed === 'fork') {
    if (!contradict(small, large, files.get('proof'))) return nothing(show.noContradiction());
    return result('proven', show.fork(small.size, large.size), ...broken.map(show.witnessOfBoth));
  }
  if (served.size >= kept.size) return nothing(show.noContradiction());
  const backwards = witnessesThat((key) => {
    const [before, after] = [timeOf(large, key), timeOf(small, key)];
    return before !== undefined && after !== undefined && after > before;
  }, election);
  const clocks = backwards.map(show.witnessBackwards);
  return result('told', show.rewind(small.size, large.size), show.oldIsGenuine(), ...clocks, show.told());
}

const claims: Readonly<Record<string, Sentence | undefined>> = {
  fork: show.claimFork(),
  rewind: show.claimRewind(),
  altered: show.altered(),
  unsigned: show.unsigned(),
  unwitnessed: show.unwitnessed(),
};

/** Whether no log can have both, in the order of their sizes. */
function contradict(small: Checkpoint, large: Checkpoint, file: Uint8Array | undefined): boolean {
  if (small.size === large.size) return !same(small.root, large.root);
  const proof = attempt(() => parseProof(file ?? new Uint8Array()));
  const roots = proof instanceof Refusal ? undefined : rootsOf(small.size, large.size, proof);
  return roots !== undefined && same(roots.next, large.root) && !same(roots.old, small.root);
}

function parseProof(bytes: Uint8Array): Uint8Array[] {
  const text = decodeText(bytes);
  if (!text.endsWith('\n')) throw new Refusal(say.badForm());
  const hashes = text.split('\n').slice(0, -1).map(fromBase64);
  if (hashes.some(({ length }) => length !== 32)) throw new Refusal(say.badForm());
  return hashes;
}

/** Undefined if it is not there; refused if the log did not sign it. */
function noteIn(files: EvidenceFiles, name: string, election: Election): Checkpoint | Refusal | undefined {
  const bytes = files.get(name);
  if (!bytes) return undefined;
  return attempt(() => {
    const note = parseCheckpoint(bytes);
    if (!judgeNote(note, election.log).signed) throw new Refusal(say.notSignedByLog());
    return note;
  });
}

function witnessesThat(
  did: (key: Election['log']['witnesses'][number]) => boolean,
  { log }: Election,
): string[] {
  return log.witnesses.filter(did).map(({ name }) => name);
}

function electionFrom(manifest: Uint8Array, hash: Uint8Array): Election | undefined {
  try {
    const form: Manifest = parseForm(manifest);
    return [...meaningRules(form)].length === 0 ? electionOf(form, hash) : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
