/**
 * File with a witness's state of one log: the checkpoint that it cosigned last, or a line that the log is new.
 * @module
 */
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tryParse, encodeText, ParseFailure, equalBytes } from '../../crypto/bytes.ts';
import { type Checkpoint, judgeNote, parseCheckpoint } from '../../board/log/note.ts';
import type { Vkey } from '../../board/log/vkey.ts';
import { sentences } from '../../findings/sentences.ts';
import { type LogState, logId } from '../../witness/witness.ts';
import { WitnessError, usage } from './words.ts';

interface Parties {
  readonly log: Vkey;
  readonly witness: Vkey;
}

export class WitnessStateFile implements LogState {
  readonly #path: string;
  /** Bytes that the file must have. */
  #text: Uint8Array;
  #last: Checkpoint | undefined;

  private constructor(path: string, text: Uint8Array, last: Checkpoint | undefined) {
    this.#path = path;
    this.#text = text;
    this.#last = last;
  }

  /**
   * Opens the state of a log. With `mayBeNew` creates the file of a new log if there is none. Without it a
   * missing file is an error, because the state may have been lost.
   */
  static async open(folder: string, parties: Parties, mayBeNew: boolean): Promise<WitnessStateFile> {
    const origin = parties.log.name;
    const path = join(folder, logId(origin));
    const fresh = encodeText(`${origin}\nnew\n`);
    if (mayBeNew) await createDurably(path, fresh);
    const bytes = await readFile(path).catch((error: unknown) => {
      throw isCode(error, 'ENOENT') ? new WitnessError(usage.noState(path, origin)) : error;
    });
    const last = equalBytes(bytes, fresh) ? undefined : noteOf(bytes, parties);
    if (last instanceof ParseFailure) throw new WitnessError(usage.badState(path));
    return new WitnessStateFile(path, bytes, last);
  }

  get last(): Checkpoint | undefined {
    return this.#last;
  }

  async replace(next: string): Promise<void> {
    const text = encodeText(next);
    // If another program changed the file, it may have cosigned another checkpoint.
    if (!equalBytes(await readFile(this.#path), this.#text))
      throw new WitnessError(usage.stateChanged(this.#path));
    await writeDurably(`${this.#path}.next`, text);
    await rename(`${this.#path}.next`, this.#path);
    await syncFolder(this.#path);
    this.#text = text;
    this.#last = parseCheckpoint(text);
  }
}

/** Parses the checkpoint. Requires the signatures of log and witness and no others, so that no byte is unsigned. */
function noteOf(bytes: Uint8Array, { log, witness }: Parties): Checkpoint | ParseFailure {
  return tryParse(() => {
    const note = parseCheckpoint(bytes);
    const { signed, witnessed } = judgeNote(note, { origin: log.name, log, witnesses: [witness], quorum: 1 });
    if (!signed || !witnessed || note.lines.length !== 2) throw new ParseFailure(sentences.badNote());
    return note;
  });
}

/** Creates a file, so that it is complete or absent after an interruption. Leaves an existing file as it is. */
async function createDurably(path: string, bytes: Uint8Array): Promise<void> {
  const next = `${path}.next`;
  await writeDurably(next, bytes);
  await link(next, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await unlink(next);
  await syncFolder(path);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Syncs the folder of a file. Only then is the file's new name durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
