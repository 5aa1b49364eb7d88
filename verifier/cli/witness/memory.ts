/** What a witness remembers of a log, in a file: the note that it cosigned last, or that there is none. @module */
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attempt, encodeText, Refusal, same } from '../../crypto/bytes.ts';
import { type Checkpoint, judgeNote, parseCheckpoint } from '../../board/log/note.ts';
import type { Vkey } from '../../board/log/vkey.ts';
import { say } from '../../findings/sentences.ts';
import { type Memory, nameOf } from '../../witness/witness.ts';
import { Unusable, usage } from './words.ts';

interface Parties {
  readonly log: Vkey;
  readonly witness: Vkey;
}

export class FileMemory implements Memory {
  readonly #path: string;
  /** As it must stand in the file, to the byte. */
  #text: Uint8Array;
  #last: Checkpoint | undefined;

  private constructor(path: string, text: Uint8Array, last: Checkpoint | undefined) {
    this.#path = path;
    this.#text = text;
    this.#last = last;
  }

  /** Nothing is ever taken for a new log that may be a forgotten one: a new log has a file that says so. */
  static async open(folder: string, parties: Parties, mayBeNew: boolean): Promise<FileMemory> {
    const origin = parties.log.name;
    const path = join(folder, nameOf(origin));
    const fresh = encodeText(`${origin}\nnew\n`);
    if (mayBeNew) await createDurably(path, fresh);
    const bytes = await readFile(path).catch((error: unknown) => {
      throw isCode(error, 'ENOENT') ? new Unusable(usage.noState(path, origin)) : error;
    });
    const last = same(bytes, fresh) ? undefined : noteOf(bytes, parties);
    if (last instanceof Refusal) throw new Unusable(usage.badState(path));
    return new FileMemory(path, bytes, last);
  }

  get last(): Checkpoint | undefined {
    return this.#last;
  }

  async replace(next: string): Promise<void> {
    const text = encodeText(next);
    // Whoever changed the file may have cosigned: to go on would be to forget that.
    if (!same(await readFile(this.#path), this.#text)) throw new Unusable(usage.stateChanged(this.#path));
    await writeDurably(`${this.#path}.next`, text);
    await rename(`${this.#path}.next`, this.#path);
    await syncFolder(this.#path);
    this.#text = text;
    this.#last = parseCheckpoint(text);
  }
}

/** Both signatures must hold, so that no byte of it can be another than was written. */
function noteOf(bytes: Uint8Array, { log, witness }: Parties): Checkpoint | Refusal {
  return attempt(() => {
    const note = parseCheckpoint(bytes);
    const { signed, witnessed } = judgeNote(note, { origin: log.name, log, witnesses: [witness], quorum: 1 });
    if (!signed || !witnessed || note.lines.length !== 2) throw new Refusal(say.badNote());
    return note;
  });
}

/** Complete or not there at all; one that is there stays as it is. */
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

/** A new name is durable only when its folder is. */
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
