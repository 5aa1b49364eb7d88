/**
 * Checkpoint from which a mirror continues: the last accepted checkpoint, and the election whose keys signed it.
 * @module
 */
import { tryParse, ParseFailure } from '../../crypto/bytes.ts';
import { openElection } from '../../election/bootstrap.ts';
import type { Election } from '../../election/election.ts';
import { LogFiles } from '../../board/log/files.ts';
import { type Checkpoint, judgeNote, MAX_NOTE_BYTES, parseCheckpoint } from '../../board/log/note.ts';
import { type BoardReader, UnreadableError } from '../../board/reader.ts';
import { Findings } from '../../findings/findings.ts';
import { sentences } from '../../findings/sentences.ts';
import { Misbehaviour } from './misbehaviour.ts';
import { mirrorSentences } from './sentences.ts';

export interface KeptCheckpoint {
  readonly note: Uint8Array;
  readonly checkpoint: Checkpoint;
  readonly election: Election;
}

/**
 * Reads the kept checkpoint. Returns undefined if the mirror is new. Throws UnreadableError if the mirror is
 * damaged beyond repair, and Misbehaviour if the manifest is not the expected one.
 */
export async function readKept(
  store: BoardReader,
  expected: Uint8Array | undefined,
): Promise<KeptCheckpoint | undefined> {
  const note = await store.read('checkpoint', MAX_NOTE_BYTES);
  if (!note) return undefined;
  const checkpoint = tryParse(() => parseCheckpoint(note));
  if (checkpoint instanceof ParseFailure) throw new UnreadableError(mirrorSentences.damagedMirror());
  const findings = new Findings();
  const election = await openElection(new LogFiles(store, checkpoint.size), store, findings, expected);
  if (!election || !judgeNote(checkpoint, election.log).signed)
    throw new UnreadableError(mirrorSentences.damagedMirror());
  rejectOtherManifest(findings);
  return { note, checkpoint, election };
}

/**
 * Reads the election of a board that is read for the first time. The board itself states which election it is.
 * Throws Misbehaviour if there is no election, or the manifest is not the expected one.
 */
export async function readElection(
  source: BoardReader,
  { size }: Checkpoint,
  expected: Uint8Array | undefined,
): Promise<Election> {
  const findings = new Findings();
  const election = await openElection(new LogFiles(source, size), source, findings, expected);
  rejectOtherManifest(findings);
  if (election) return election;
  const [finding] = findings.report().flatMap((check) => check.findings);
  throw new Misbehaviour('manifest', mirrorSentences.manifest(finding?.says ?? sentences.unreadEntry()));
}

function rejectOtherManifest(findings: Findings): void {
  const other = findings.report().find(({ id }) => id === '2.3')?.findings[0];
  if (other) throw new Misbehaviour('manifest', mirrorSentences.manifest(other.says));
}
