/**
 * What the desk did, in the order in which it did it: one line of JSON each, on the disk before anyone is answered. Each
 * line has the hash of the one before it, so that none can be taken out or changed without its showing.
 * @module
 */

import { open, statfs, type FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { ConfigurationError } from '../shared/exit-codes.ts';

/** Of a person: names stand in the kit and at the registry. */
export type Deed =
  | { readonly is: 'opened' | 'closed'; readonly clerk: string; readonly supervisor: string }
  | { readonly is: 'device'; readonly name: string; readonly software: string; readonly token: string }
  | {
      readonly is: 'held';
      readonly device: string;
      readonly issues: readonly string[];
      readonly ballots: readonly string[];
    }
  | { readonly is: 'arrived'; readonly count: number }
  /** The registry is asked under this claim until it has answered. */
  | { readonly is: 'claiming'; readonly person: string; readonly claim: string }
  | {
      readonly is: 'card';
      readonly person: string;
      readonly claim: string;
      readonly clerk: string;
      readonly supervisor?: string;
      readonly reason?: string;
      readonly ground: number;
      /** Place in the kit's codes. */
      readonly code: number;
      /** The issue's entry, base64. */
      readonly issue: string;
      /** Given without a link: the registry has yet to hear of it. */
      readonly offline: boolean;
    }
  | { readonly is: 'posted' | 'refused'; readonly code: number; readonly why?: string }
  | {
      readonly is: 'spoiled';
      readonly code: number;
      readonly clerk: string;
      readonly supervisor: string;
      readonly reason: string;
    }
  | { readonly is: 'reconciled'; readonly claim: string; readonly conflict?: string };

export type Noted = Deed & { readonly at: number };

interface Line {
  readonly before: string;
  readonly deed: Noted;
}

const START = '0'.repeat(64);
/** Bytes: a day's journal is far smaller. */
const LEAST_FREE = 16_777_216;
const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex');

/** Gives the hash of the last line. */
async function read(file: FileHandle, path: string, replay: (deed: Noted) => void): Promise<string> {
  const text = (await file.readFile('utf8')) || '';
  let last = START;
  let kept = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (!line.endsWith('\n')) break;
    const noted = parseLine(line);
    if (noted?.before !== last) throw broken(path, kept);
    replay(noted.deed);
    last = hashOf(line);
    kept += Buffer.byteLength(line);
  }
  if (kept < Buffer.byteLength(text)) await file.truncate(kept); // nobody was answered
  return last;
}

function parseLine(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

const broken = (path: string, byte: number): ConfigurationError =>
  new ConfigurationError({
    es: `En el diario ${path} se cambió o falta una línea después del byte ${byte}. El módulo no arranca: ahí consta cada tarjeta dada. No toque la carpeta, copie todo y avise a la oficina electoral (docs/operations.md, «A desk's state folder»).`,
    en: `In the journal ${path} a line was changed or is missing after byte ${byte}. The desk does not start: every card given is in there. Leave the folder as it is, copy all of it and tell the election office (docs/operations.md, "A desk's state folder").`,
  });

const unusable = (path: string, { code }: NodeJS.ErrnoException): ConfigurationError =>
  new ConfigurationError({
    es: `El diario ${path} no se puede abrir (${code}). El módulo no arranca sin él. Revise la carpeta «state» de la configuración: que exista y sea del usuario del módulo.`,
    en: `The journal ${path} cannot be opened (${code}). The desk does not start without it. Check the folder "state" of the configuration: that it is there and belongs to the desk's user.`,
  });

export class Journal {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #now: () => number;
  #last: string;
  #writing: Promise<unknown> = Promise.resolve();
  /** Why the last line could not be kept, if it could not. */
  #failure: Error | undefined;

  /** Gives all that was noted to `replay`. A last line that broke off is cut away; any other fault throws. */
  static async open(path: string, now: () => number, replay: (deed: Noted) => void): Promise<Journal> {
    const file = await open(path, 'a+', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw unusable(path, error);
    });
    try {
      return new Journal(path, file, now, await read(file, path, replay));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private constructor(path: string, file: FileHandle, now: () => number, last: string) {
    this.#path = path;
    this.#file = file;
    this.#now = now;
    this.#last = last;
  }

  /** On the disk when it resolves; one after another. */
  note(deed: Deed): Promise<Noted> {
    const noted = this.#writing.then(async () => {
      const own: Noted = { ...deed, at: this.#now() };
      const line = `${JSON.stringify({ before: this.#last, deed: own } satisfies Line)}\n`;
      await this.#file.appendFile(line);
      await this.#file.datasync();
      this.#last = hashOf(line);
      return own;
    });
    this.#writing = noted.then(
      () => (this.#failure = undefined),
      (error: unknown) => (this.#failure = error as Error),
    );
    return noted;
  }

  /** Rejects, with the reason, if the next line may not be kept: the last was not, or the disk is nearly full. */
  async assertWritable(): Promise<void> {
    if (this.#failure) throw new Error(`the journal could not be written: ${this.#failure.message}`);
    const { bavail, bsize } = await statfs(this.#path);
    if (bavail * bsize < LEAST_FREE)
      throw new Error(`the disk of the journal has ${bavail * bsize} bytes left`);
  }

  /** The hash of the last line: it stands for the whole journal. */
  get head(): string {
    return this.#last;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}
