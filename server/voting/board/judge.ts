/**
 * Whether an official entry is valid at the log's edge (spec §8.8). What is not is refused, before it can become void on
 * the board. Ballots and clock marks do not come this way.
 * @module
 */

import { checkEntrySignature, matchesBlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { signerOf } from '#crypto/record/rules/signer.ts';
import { judgeResult, judgeShare } from './judge-count.ts';
import {
  judgeAdmissions,
  judgeClosing,
  judgeCredentials,
  judgeOpening,
  judgeRevocation,
} from './judge-roll.ts';
import { judgeIssue, judgePool, judgeSiteClosing } from './judge-sites.ts';
import { parsed, Refusal, type Judging, type Official } from './judging.ts';
import { isCeremony, type RecordState, type Stage } from '#crypto/record/record-state.ts';

interface Rule {
  readonly stages: readonly Stage[];
  /** Whose key must have signed; messages of trustees and sites say it themselves. */
  readonly signer?: 'authorityKey' | 'registrarKey' | 'boardKey';
  readonly judge?: (judging: Judging, official: Official) => Promise<void>;
}

const rules = new Map<number, Rule>([
  [Kind.manifest, { stages: [], signer: 'authorityKey' }],
  [Kind.credentials, { stages: ['setup'], signer: 'registrarKey', judge: judgeCredentials }],
  [Kind.revocation, { stages: ['setup', 'open'], signer: 'registrarKey', judge: judgeRevocation }],
  [Kind.pool, { stages: ['setup'], signer: 'registrarKey', judge: judgePool }],
  [Kind.issue, { stages: ['open'], judge: judgeIssue }],
  [Kind.siteClosing, { stages: ['open'], judge: judgeSiteClosing }],
  [Kind.opening, { stages: ['setup'], signer: 'authorityKey', judge: judgeOpening }],
  [Kind.closing, { stages: ['open'], signer: 'authorityKey', judge: judgeClosing }],
  [Kind.admissions, { stages: ['closed'], signer: 'registrarKey', judge: judgeAdmissions }],
  [Kind.tally, { stages: ['admitted'], signer: 'boardKey' }], // ours: ../tally made it
  [Kind.decryptionShare, { stages: ['tallied'], judge: judgeShare }],
  [Kind.result, { stages: ['tallied'], signer: 'authorityKey', judge: judgeResult }],
]);

/**
 * Returns the key of the party that signed the entry, wherever the election stands; undefined if its party did not. A
 * stranger's entry costs one signature check at most, and takes no room here.
 */
export function partyOf({ election }: RecordState, entry: Uint8Array): Uint8Array | undefined {
  const key = signerOf(election, entry);
  return key && checkEntrySignature(key, election.id, entry) ? key : undefined;
}

/** Throws a Refusal unless the entry is valid now; else writes what follows from it, and takes it into the state. */
export async function acceptOfficial(judging: Judging, official: Official): Promise<void> {
  const { state } = judging;
  const { entry, blob } = official;
  const kind = entry[0]!;
  if (isCeremony(kind)) {
    acceptCeremony(state, official);
    return;
  }
  const rule = rules.get(kind);
  if (!rule) throw new Refusal('entry-kind');
  // The board begins with the manifest: anything else there could never be mended.
  const isDue = state.size === 0 ? kind === Kind.manifest : rule.stages.includes(state.stage);
  if (!isDue) throw new Refusal('entry-stage');
  if (rule.signer && !checkEntrySignature(state.election[rule.signer], state.election.id, entry))
    throw new Refusal('entry-signature');
  const ref = parsed(() => blobRefOf(entry));
  if (ref ? !blob || !matchesBlobRef(ref, blob) : blob !== undefined) throw new Refusal('entry-blob');
  await rule.judge?.(judging, official);
  state.apply(state.size, entry);
}

function acceptCeremony(state: RecordState, { entry, blob }: Official): void {
  if (state.stage !== 'setup' || !state.ceremony) throw new Refusal('entry-stage');
  if (blob) throw new Refusal('entry-blob');
  try {
    state.apply(state.size, entry);
  } catch (error) {
    throw new Refusal('entry-refused', (error as Error).message); // it changed nothing
  }
}
