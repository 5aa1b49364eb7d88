/** What authority and trustees need of the voting process, over HTTP. @module */

import { concat, u32 } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { signEntry } from '#crypto/entry/entry.ts';

export interface BoardStatus {
  readonly stage: string;
  readonly clock: number;
  readonly graceEnds: number;
  readonly size: number;
  readonly ballots: number;
  readonly challenged: number;
  /** Hash of the encrypted tally's blob, in hexadecimal. */
  readonly tally?: string;
}

export class BoardClient {
  /** Changes when the server has moved. */
  url: string;
  readonly #electionId: Uint8Array;

  constructor(url: string, electionId: Uint8Array) {
    this.url = url;
    this.#electionId = electionId;
  }

  /** Signs `kind || body` and puts it on the board; gives the entry once it is published. */
  async post(signer: Signer, unsigned: Uint8Array, blob: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
    const entry = await signEntry(signer, this.#electionId, unsigned);
    const response = await fetch(`${this.url}/entries`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(concat(u32(entry.length), entry, blob)),
    });
    if (!response.ok) throw new Error(`entry 0x${entry[0]!.toString(16)}: ${await response.text()}`);
    return entry;
  }

  async status(): Promise<BoardStatus> {
    const response = await fetch(`${this.url}/status`);
    if (!response.ok) throw new Error(`status: ${await response.text()}`);
    return (await response.json()) as BoardStatus;
  }

  /** Waits until the election has got to `stage`. */
  async reached(stage: string): Promise<BoardStatus> {
    for (;;) {
      const status = await this.status();
      if (status.stage === stage) return status;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async blob(hash: string): Promise<Uint8Array> {
    const response = await fetch(`${this.url}/board/blob/${hash}`);
    if (!response.ok) throw new Error(`blob: status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
