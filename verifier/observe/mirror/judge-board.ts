/**
 * Judgement of the checkpoint that a board serves, before any file is copied. The checkpoint must be signed and
 * witnessed, and must continue the one that the mirror kept (spec §8.11).
 * @module
 */
import { judgeNote, MAX_NOTE_BYTES, parseCheckpoint } from '../../board/log/note.ts';
import { makePrefixProof, prefixProofRoots } from '../../board/log/prefix-proof.ts';
import { type BoardReader, NoBoardError } from '../../board/reader.ts';
import { equalBytes, ParseFailure, tryParse } from '../../crypto/bytes.ts';
import { sentences } from '../../findings/sentences.ts';
import { type KeptCheckpoint, readElection } from './kept-checkpoint.ts';
import { Misbehaviour } from './misbehaviour.ts';
import { mirrorSentences } from './sentences.ts';
import type { MirrorState } from './state.ts';
import type { MirrorStore } from './store.ts';
import { readLeafHashes, TileHashes } from './tile-hashes.ts';

/** Checkpoint of a board that was accepted, and the hashes of the log at its size. */
export interface JudgedBoard {
  readonly served: KeptCheckpoint;
  readonly hashes: TileHashes;
}

/**
 * Judges the checkpoint of a board. Throws Misbehaviour if it is faulty, NoBoardError if the board never had a
 * checkpoint, and the errors of the source.
 */
export async function judgeBoard(
  source: BoardReader,
  store: MirrorStore,
  state: MirrorState,
  manifestHash: Uint8Array | undefined,
): Promise<JudgedBoard> {
  const { kept } = state;
  const note = await source.read('checkpoint', MAX_NOTE_BYTES);
  if (!note && !kept) throw new NoBoardError();
  if (!note)
    throw new Misbehaviour('altered', mirrorSentences.checkpointGone(), {
      kept: kept?.note,
      file: 'checkpoint',
    });
  const served = await judgeServed(note, source, kept, manifestHash);
  const { size, root } = served.checkpoint;
  if (!kept) return { served, hashes: await consistentHashes(source, state, served) };
  const before = kept.checkpoint;
  if (size < before.size) throw await judgeSmaller(served, kept, store);
  if (size === before.size && !equalBytes(root, before.root))
    throw new Misbehaviour('fork', mirrorSentences.fork(size, size), { kept: kept.note, served: note });
  if (size === before.size && state.checkedSize > 0) return { served, hashes: state.hashes };
  return { served, hashes: await consistentHashes(source, state, served) };
}

/** Parses the checkpoint and reads the election. Throws Misbehaviour unless log and enough witnesses signed it. */
async function judgeServed(
  note: Uint8Array,
  source: BoardReader,
  kept: KeptCheckpoint | undefined,
  manifestHash: Uint8Array | undefined,
): Promise<KeptCheckpoint> {
  const evidence = { kept: kept?.note, served: note };
  const checkpoint = tryParse(() => parseCheckpoint(note));
  if (checkpoint instanceof ParseFailure)
    throw new Misbehaviour('unsigned', mirrorSentences.checkpoint(checkpoint.says), evidence);
  const election = kept?.election ?? (await readElection(source, checkpoint, manifestHash));
  const { signed, witnessed } = judgeNote(checkpoint, election.log);
  if (!signed)
    throw new Misbehaviour('unsigned', mirrorSentences.checkpoint(sentences.notSignedByLog()), evidence);
  if (!witnessed)
    throw new Misbehaviour('unwitnessed', mirrorSentences.checkpoint(sentences.notWitnessed()), evidence);
  return { note, checkpoint, election };
}

/** Returns the misbehaviour in a checkpoint smaller than the kept one: a rewind of the log, or a fork. */
async function judgeSmaller(
  { note, checkpoint }: KeptCheckpoint,
  kept: KeptCheckpoint,
  store: MirrorStore,
): Promise<Misbehaviour> {
  const { size } = kept.checkpoint;
  const evidence = { kept: kept.note, served: note };
  const proof = await makePrefixProof(checkpoint.size, size, readLeafHashes(store, size));
  if (equalBytes(prefixProofRoots(checkpoint.size, size, proof)!.old, checkpoint.root))
    return new Misbehaviour('rewind', mirrorSentences.rewind(checkpoint.size, size), evidence);
  return new Misbehaviour('fork', mirrorSentences.fork(checkpoint.size, size), { ...evidence, proof });
}

/** Returns the hashes of the served log. Throws Misbehaviour unless the log begins with the kept one. */
async function consistentHashes(
  source: BoardReader,
  { kept, hashes }: MirrorState,
  { note, checkpoint }: KeptCheckpoint,
): Promise<TileHashes> {
  const { size, root } = checkpoint;
  const old = kept?.checkpoint;
  const oldSize = old?.size ?? 0;
  const extended = await hashes.extend(source, size);
  const isExtended = extended instanceof TileHashes && equalBytes(extended.root(), root);
  if (isExtended && hashes.size === oldSize) return extended;
  // The known hashes are incomplete or do not fit. Read all hashes to find out why.
  const evidence = { kept: kept?.note, served: note };
  try {
    const proof = await makePrefixProof(oldSize, size, readLeafHashes(source, size));
    const roots = prefixProofRoots(oldSize, size, proof)!;
    if (!equalBytes(roots.next, root))
      throw new Misbehaviour('altered', mirrorSentences.wrongHashes(), evidence);
    if (old && !equalBytes(roots.old, old.root))
      throw new Misbehaviour('fork', mirrorSentences.fork(old.size, size), { ...evidence, proof });
    const whole = await new TileHashes().extend(source, size);
    if (whole instanceof ParseFailure) throw whole;
    if (!whole || !equalBytes(whole.root(), root))
      throw new Misbehaviour('altered', mirrorSentences.wrongHashes(), evidence);
    return whole;
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    const file = 'file' in error ? String(error.file) : 'checkpoint';
    throw new Misbehaviour('altered', mirrorSentences.file(file, error.says), { ...evidence, file });
  }
}
