/** What a mirror goes by: the last checkpoint that it took over, and the election whose keys signed it. @module */
import { attempt, Refusal } from '../../crypto/bytes.ts';
import { openElection } from '../../election/bootstrap.ts';
import type { Election } from '../../election/election.ts';
import { LogFiles } from '../../board/log/files.ts';
import { type Checkpoint, judgeNote, MAX_NOTE, parseCheckpoint } from '../../board/log/note.ts';
import { type BoardReader, Unreadable } from '../../board/reader.ts';
import { Findings } from '../../findings/findings.ts';
import { say } from '../../findings/sentences.ts';
import { Misbehaviour } from './misbehaviour.ts';
import { tell } from './sentences.ts';

export interface Kept {
  readonly note: Uint8Array;
  readonly checkpoint: Checkpoint;
  readonly election: Election;
}

/** Undefined of a mirror that is new. Unreadable if it is damaged where nothing can be mended. */
export async function keptOf(
  store: BoardReader,
  expected: Uint8Array | undefined,
): Promise<Kept | undefined> {
  const note = await store.read('checkpoint', MAX_NOTE);
  if (!note) return undefined;
  const checkpoint = attempt(() => parseCheckpoint(note));
  if (checkpoint instanceof Refusal) throw new Unreadable(tell.badMirror());
  const findings = new Findings();
  const election = await openElection(new LogFiles(store, checkpoint.size), store, findings, expected);
  if (!election || !judgeNote(checkpoint, election.log).signed) throw new Unreadable(tell.badMirror());
  refuseOther(findings);
  return { note, checkpoint, election };
}

/** Of a board that is seen for the first time: whose election it is, it says itself. */
export async function electionAt(
  source: BoardReader,
  { size }: Checkpoint,
  expected: Uint8Array | undefined,
): Promise<Election> {
  const findings = new Findings();
  const election = await openElection(new LogFiles(source, size), source, findings, expected);
  refuseOther(findings);
  if (election) return election;
  const [finding] = findings.report().flatMap((check) => check.findings);
  throw new Misbehaviour('manifest', tell.manifest(finding?.says ?? say.entryUnread()));
}

function refuseOther(findings: Findings): void {
  const other = findings.report().find(({ id }) => id === '2.3')?.findings[0];
  if (other) throw new Misbehaviour('manifest', tell.manifest(other.says));
}
