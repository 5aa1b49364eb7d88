/** Asking witnesses for their cosignatures (C2SP tlog-witness v1.0.0, add-checkpoint). @module */

import { utf8 } from '#crypto/bytes.ts';
import { parseNote, verifyNote } from '#crypto/log/note.ts';
import { encodeBase64, parseDecimal } from '#crypto/log/text.ts';
import { parseVkey, type Vkey } from '#crypto/log/vkey.ts';
import { sha256 } from '#crypto/transcript.ts';

/** Milliseconds: voters wait for the slowest witness. */
const PATIENCE = 3_000;
/** Milliseconds for which a witness that did not answer is left alone. */
const REST = 20_000;
/** Bytes of an answer: 64 signature lines at most. */
const LONGEST_ANSWER = 65_536;

export interface WitnessAddress {
  readonly vkey: string;
  /** The submission prefix. */
  readonly url: string;
}

/** Gives the consistency proof from an older size to the one that is submitted. */
export type ProveFrom = (old: number) => Promise<readonly Uint8Array[]>;

export class Witness {
  readonly key: Vkey;
  private readonly url: string;
  private readonly log: Vkey;
  /** The size that it cosigned last, as far as we know. */
  private old = 0;
  private restsUntil = 0;

  constructor({ vkey, url }: WitnessAddress, log: Vkey) {
    this.key = parseVkey(vkey);
    this.url = url.replace(/\/$/, '');
    this.log = log;
  }

  get isResting(): boolean {
    return Date.now() < this.restsUntil;
  }

  /** The witness's signature lines on `note`, which is of `size`; throws if it gives none that is right. */
  async cosign(note: Uint8Array, size: number, prove: ProveFrom): Promise<string> {
    try {
      return await this.submit(note, size, prove);
    } catch (error) {
      this.restsUntil = Date.now() + REST;
      throw new Error(`witness ${this.key.name}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** The size of our log that it cosigned last; 0 if it never saw the log. */
  async latestSize(): Promise<number> {
    const origin = Buffer.from(sha256(utf8(this.log.name))).toString('hex');
    const response = await fetch(`${this.url}/${origin}/checkpoint`, {
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'error',
    });
    if (response.status === 404) return 0;
    if (!response.ok) throw new Error(`witness ${this.key.name}: status ${response.status}`);
    const note = parseNote(await bodyOf(response));
    if (!verifyNote(note, [this.log, this.key]).some(({ key }) => key === this.log))
      throw new Error(`witness ${this.key.name}: its checkpoint is not of this log`);
    return parseDecimal(note.text.split('\n')[1]!);
  }

  private async submit(note: Uint8Array, size: number, prove: ProveFrom): Promise<string> {
    // It may know another size than we remember: then it says which, once.
    for (let turn = 0; turn < 3; turn += 1) {
      const proof = await prove(Math.min(this.old, size));
      const head = [`old ${Math.min(this.old, size)}`, ...proof.map(encodeBase64), '', ''].join('\n');
      const response = await fetch(`${this.url}/add-checkpoint`, {
        method: 'POST',
        body: Buffer.concat([utf8(head), note]),
        signal: AbortSignal.timeout(PATIENCE),
        redirect: 'error',
      });
      const body = await bodyOf(response);
      if (response.status === 409) {
        this.old = parseDecimal(body.toString('utf8').trimEnd());
        if (this.old > size) throw new Error(`has seen size ${this.old} of this log, more than ${size}`);
        continue;
      }
      if (!response.ok) throw new Error(`status ${response.status}`);
      this.verify(note, body);
      this.old = size;
      return body.toString('utf8');
    }
    throw new Error('does not agree with itself on the size that it has seen');
  }

  private verify(note: Uint8Array, lines: Buffer): void {
    const verified = verifyNote(parseNote(Buffer.concat([note, lines])), [this.log, this.key]);
    if (!verified.some(({ key }) => key === this.key)) throw new Error('its signature is not there');
  }
}

/** All of an answer of bounded length. */
async function bodyOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length > LONGEST_ANSWER) throw new Error('its answer is too long');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}
