/** From the first entry to the election: without it nothing else can be judged (spec §8.5, checks 2.1 to 2.3). @module */
import { attempt, Refusal, same, toHex } from '../crypto/bytes.ts';
import { type Election, electionOf } from './election.ts';
import { fetchBlob, readBlobRef, readSigned } from './entry.ts';
import type { LogFiles } from '../board/log/files.ts';
import { Fault } from './manifest/fault.ts';
import { type Manifest, parseForm } from './manifest/form.ts';
import { meaningRules } from './manifest/rules.ts';
import type { BoardReader } from '../board/reader.ts';
import type { Findings } from '../findings/findings.ts';
import { say } from '../findings/sentences.ts';

const MANIFEST_KIND = 0x01;

/** The election, or undefined after the findings that say why there is none. */
export async function openElection(
  log: LogFiles,
  board: BoardReader,
  findings: Findings,
  expected: Uint8Array | undefined,
): Promise<Election | undefined> {
  if (!expected) findings.nothingToJudge(['2.3'], say.nothingBrought());
  const bundle = log.size > 0 ? await log.bundle(0) : [];
  if (bundle instanceof Refusal) {
    findings.notRun(['2.1', '2.2', '2.3'], say.entryUnread()); // 1.3 names the file
    return undefined;
  }
  findings.count('2.1');
  const [entry] = bundle;
  const place = { entry: 0 };
  const read = attempt(() => readManifestEntry(entry));
  const blob = read instanceof Refusal ? read : await fetchBlob(board, read.body);
  if (read instanceof Refusal || blob instanceof Refusal) {
    findings.add('2.1', place, blob instanceof Refusal ? blob.says : say.noManifest());
    findings.notRun(['2.2', '2.3'], say.partUnread());
    return undefined;
  }
  const id = read.body.hash.slice();
  if (expected) {
    findings.count('2.3');
    if (!same(id, expected)) findings.add('2.3', place, say.otherManifest(toHex(id)));
  }
  const election = judgeManifest(blob, id, findings);
  if (!election) findings.notRun(['2.1'], say.partUnread());
  else if (!read.signedBy(election.authority)) findings.add('2.1', place, say.badSignature());
  return election;
}

/** The manifest, whose hash is the E that its own signature covers. */
function readManifestEntry(
  bytes: Uint8Array | undefined,
): ReturnType<typeof readSigned<ReturnType<typeof readBlobRef>>> {
  if (bytes?.[0] !== MANIFEST_KIND) throw new Refusal(say.noManifest());
  return readSigned(bytes.subarray(1, 33), bytes, readBlobRef);
}

/** Check 2.2. The form's first fault, or every broken rule of meaning. */
function judgeManifest(blob: Uint8Array, id: Uint8Array, findings: Findings): Election | undefined {
  findings.count('2.2');
  const faults: Fault[] = [];
  const manifest = formOf(blob, faults);
  // Not by spreading: a hostile manifest may break more rules than a call has arguments.
  if (manifest) for (const fault of meaningRules(manifest)) faults.push(fault);
  for (const { at, says } of faults) findings.add('2.2', { file: 'manifest', member: at }, says);
  return manifest && faults.length === 0 ? electionOf(manifest, id) : undefined;
}

function formOf(blob: Uint8Array, faults: Fault[]): Manifest | undefined {
  try {
    return parseForm(blob);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(error);
    return undefined;
  }
}
