/**
 * Reader of the manifest entry, the first of the board, and of its manifest. Without them nothing else can be
 * judged (spec §8.5, checks 2.1 to 2.3).
 * @module
 */
import { ByteReader, tryParse, ParseFailure, equalBytes, toHex } from '../crypto/bytes.ts';
import { type Election, electionOf } from './election.ts';
import { openAct } from './acts/act.ts';
import { type BlobRef, fetchBlob, readBlobRef } from './entry.ts';
import { isKind } from './kinds.ts';
import type { LogFiles } from '../board/log/files.ts';
import { ManifestFault } from './manifest/fault.ts';
import { type Manifest, parseForm } from './manifest/form.ts';
import { meaningRules } from './manifest/rules.ts';
import type { BoardReader } from '../board/reader.ts';
import type { Findings } from '../findings/findings.ts';
import { sentences } from '../findings/sentences.ts';

/**
 * Reads the election and judges its manifest. Returns undefined if it cannot be used; the findings then have the
 * reason. `expected`: hash of the manifest that the user expects.
 */
export async function openElection(
  log: LogFiles,
  board: BoardReader,
  findings: Findings,
  expected: Uint8Array | undefined,
): Promise<Election | undefined> {
  if (!expected) findings.nothingToJudge(['2.3'], sentences.nothingToCompare());
  const bundle = log.size > 0 ? await log.bundle(0) : [];
  if (bundle instanceof ParseFailure) {
    findings.notRun(['2.1', '2.2', '2.3'], sentences.unreadEntry()); // check 1.3 reports the file
    return undefined;
  }
  findings.count('2.1');
  const [entry = new Uint8Array()] = bundle;
  const place = { entry: 0 };
  const read = tryParse(() => readManifestEntry(entry));
  const blob = read instanceof ParseFailure ? read : await fetchBlob(board, read);
  if (read instanceof ParseFailure || blob instanceof ParseFailure) {
    findings.add('2.1', place, blob instanceof ParseFailure ? blob.says : sentences.noManifest());
    findings.notRun(['2.2', '2.3'], sentences.unreadPart());
    return undefined;
  }
  const id = read.hash.slice();
  if (expected) {
    findings.count('2.3');
    if (!equalBytes(id, expected)) findings.add('2.3', place, sentences.wrongManifest(toHex(id)));
  }
  const election = judgeManifest(blob, id, findings);
  if (!election) findings.notRun(['2.1'], sentences.unreadPart());
  else judgeManifestEntry(entry, election, findings);
  return election;
}

/** Reads the blob reference of the manifest entry. The form of the rest depends on the manifest (§8.5). */
function readManifestEntry(bytes: Uint8Array): BlobRef {
  if (!isKind(bytes, 'manifest')) throw new ParseFailure(sentences.noManifest());
  return readBlobRef(new ByteReader(bytes.subarray(1)));
}

/** Judges form and signatures of the manifest entry by the keys and the quorum of its manifest. */
function judgeManifestEntry(bytes: Uint8Array, election: Election, findings: Findings): void {
  const opened = openAct(election, bytes, readBlobRef);
  const says = opened instanceof ParseFailure ? opened.says : opened.signatureFault();
  if (says) findings.add('2.1', { entry: 0 }, says);
}

/**
 * Judges check 2.2: adds the first fault of form, or every broken rule of meaning. Returns the election if there
 * is no fault.
 */
function judgeManifest(blob: Uint8Array, id: Uint8Array, findings: Findings): Election | undefined {
  findings.count('2.2');
  const faults: ManifestFault[] = [];
  const manifest = formOf(blob, faults);
  // Not spread into push(): a hostile manifest may break more rules than a call can have arguments.
  if (manifest) for (const fault of meaningRules(manifest)) faults.push(fault);
  for (const { at, says } of faults) findings.add('2.2', { file: 'manifest', member: at }, says);
  return manifest && faults.length === 0 ? electionOf(manifest, id) : undefined;
}

function formOf(blob: Uint8Array, faults: ManifestFault[]): Manifest | undefined {
  try {
    return parseForm(blob);
  } catch (error) {
    if (!(error instanceof ManifestFault)) throw error;
    faults.push(error);
    return undefined;
  }
}
