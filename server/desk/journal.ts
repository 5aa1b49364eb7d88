/**
 * Journal of the desk's events in order: one line of JSON each, written to the disk before a request is answered. Each
 * line has the hash of the line before it, so that removing or changing a line is detected.
 * @module
 */

import { open, statfs, type FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { ConfigurationError } from '../shared/exit-codes.ts';

/** An event of the desk. It refers to people by id: their names are in the kit and at the registry. */
export type DeskEvent =
  | { readonly is: 'opened' | 'closed'; readonly clerk: string; readonly supervisor: string }
  | { readonly is: 'device'; readonly name: string; readonly software: string; readonly token: string }
  | {
      readonly is: 'held';
      readonly device: string;
      readonly issues: readonly string[];
      readonly ballots: readonly string[];
    }
  | { readonly is: 'arrived'; readonly count: number }
  /** Request to the registry under this claim, which is repeated until the registry answers. */
  | { readonly is: 'claiming'; readonly person: string; readonly claim: string }
  | {
      readonly is: 'card';
      readonly person: string;
      readonly claim: string;
      readonly clerk: string;
      readonly supervisor?: string;
      readonly reason?: string;
      readonly ground: number;
      /** Index in the kit's codes. */
      readonly code: number;
      /** Entry that issues the card's credential, in base64. */
      readonly issue: string;
      /** Whether the card was given without a link, so that the registry must still be notified. */
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
  | { readonly is: 'reconciled'; readonly claim: string; readonly conflict?: string }
  /** Later end of the site's hours, POSIX seconds, after verified changes of hours. */
  | { readonly is: 'extended'; readonly end: number };

export type LoggedEvent = DeskEvent & { readonly at: number };

interface Line {
  readonly before: string;
  readonly event: LoggedEvent;
}

const START = '0'.repeat(64);
/** Free disk space that writing to the journal requires. A day's journal is far smaller. */
const MIN_FREE_BYTES = 16_777_216;
const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex');

/**
 * Replays the journal's lines and returns the hash of the last one. Removes an incomplete last line; throws if a line
 * was changed or is missing.
 */
async function read(file: FileHandle, path: string, replay: (event: LoggedEvent) => void): Promise<string> {
  const text = (await file.readFile('utf8')) || '';
  let last = START;
  let kept = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (!line.endsWith('\n')) break;
    const logged = parseLine(line);
    if (logged?.before !== last) throw broken(path, kept);
    replay(logged.event);
    last = hashOf(line);
    kept += Buffer.byteLength(line);
  }
  if (kept < Buffer.byteLength(text)) await file.truncate(kept); // a partial last line: its request was never answered
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
  /** Error of the last failed write, if any. */
  #failure: Error | undefined;

  /** Opens the journal and replays all its events. Truncates an incomplete last line; throws on any other fault. */
  static async open(path: string, now: () => number, replay: (event: LoggedEvent) => void): Promise<Journal> {
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

  /** Appends an event; resolves when it is on the disk. Writes run one after another. */
  append(event: DeskEvent): Promise<LoggedEvent> {
    const logged = this.#writing.then(async () => {
      const own: LoggedEvent = { ...event, at: this.#now() };
      const line = `${JSON.stringify({ before: this.#last, event: own } satisfies Line)}\n`;
      await this.#file.appendFile(line);
      await this.#file.datasync();
      this.#last = hashOf(line);
      return own;
    });
    this.#writing = logged.then(
      () => (this.#failure = undefined),
      (error: unknown) => (this.#failure = error as Error),
    );
    return logged;
  }

  /**
   * Rejects, with the reason, if the next line must not be written: the last write failed, or the disk is nearly full.
   */
  async assertWritable(): Promise<void> {
    if (this.#failure) throw new Error(`the journal could not be written: ${this.#failure.message}`);
    const { bavail, bsize } = await statfs(this.#path);
    if (bavail * bsize < MIN_FREE_BYTES)
      throw new Error(`the disk of the journal has ${bavail * bsize} bytes left`);
  }

  /** Hash of the last line, which commits to the whole journal. */
  get head(): string {
    return this.#last;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}
