/** What the registry asks of the voting process: entries, stages, credentials. It never sends anything of a person. @module */

import { setTimeout as delay } from 'node:timers/promises';
import { Type, type Static } from 'typebox';
import Value from 'typebox/value';
import { concat, fromHex, toHex, u32 } from '#crypto/bytes.ts';
import { registryProblem } from './problems.ts';

/** It may say more than we read. */
const statusSchema = Type.Object({
  stage: Type.Enum(['setup', 'open', 'closed', 'admitted', 'tallied', 'finished']),
  electionId: Type.String(),
});
const credentialSchema = Type.Object({
  listed: Type.Boolean(),
  revoked: Type.Boolean(),
  voted: Type.Boolean(),
});
const postedSchema = Type.Object({ index: Type.Integer({ minimum: 0 }) });
const keySchema = Type.Object({ key: Type.String({ pattern: '^0[23][0-9a-f]{64}$' }) });
const refusedSchema = Type.Object({ error: Type.String() });

export type VotingStatus = Static<typeof statusSchema>;
export type CredentialStatus = Static<typeof credentialSchema>;

interface Patience {
  readonly tries: number;
  /** Milliseconds for each. */
  readonly timeout: number;
}

const LONG: Patience = { tries: 4, timeout: 20_000 };
/** While a person waits for something else. */
const SHORT: Patience = { tries: 1, timeout: 3_000 };

export interface VotingClientOptions {
  readonly url: string;
  readonly electionId: Uint8Array;
  /** Before the second try, in milliseconds; each further one waits twice as long. */
  readonly firstWait?: number;
}

export class VotingClient {
  readonly #url: string;
  readonly #electionId: Uint8Array;
  readonly #firstWait: number;

  constructor({ url, electionId, firstWait = 500 }: VotingClientOptions) {
    this.#url = url;
    this.#electionId = electionId;
    this.#firstWait = firstWait;
  }

  /** Throws if it is the voting process of another election. */
  async status(): Promise<VotingStatus> {
    const { status, body } = await this.#ask('/status');
    if (status !== 200 || !Value.Check(statusSchema, body)) throw registryProblem('voting-refused', 'status');
    if (body.electionId !== toHex(this.#electionId))
      throw registryProblem('voting-refused', 'another election');
    return body;
  }

  /** Appends an entry, signed already. The same bytes again are no second entry. Gives its index. */
  async postEntry(entry: Uint8Array): Promise<number> {
    const { status, body } = await this.#ask('/entries', concat(u32(entry.length), entry));
    if (status === 200 && Value.Check(postedSchema, body)) return body.index;
    const error = Value.Check(refusedSchema, body) ? body.error : String(status);
    if (status === 409 && error === 'entry-known' && Value.Check(postedSchema, body)) return body.index;
    throw registryProblem('voting-refused', error);
  }

  async credential(X: Uint8Array, patience = LONG): Promise<CredentialStatus> {
    const { status, body } = await this.#ask(`/credentials/${toHex(X)}`, undefined, patience);
    if (status !== 200 || !Value.Check(credentialSchema, body))
      throw registryProblem('voting-refused', 'credential');
    return body;
  }

  /** Whether a ballot of the credential is on the board, by the first answer. */
  async hasVoted(X: Uint8Array): Promise<boolean> {
    return (await this.credential(X, SHORT)).voted;
  }

  /** The public key under which the voting process takes tickets, by its first answer. */
  async ticketKey(): Promise<Uint8Array> {
    const { status, body } = await this.#ask('/tickets/key', undefined, SHORT);
    if (status !== 200 || !Value.Check(keySchema, body))
      throw registryProblem('voting-refused', 'tickets/key');
    return fromHex(body.key, 33);
  }

  /** The voting process honours the ticket no longer once this resolves. Asked once: the order is kept. */
  async revokeTicket(order: Uint8Array): Promise<void> {
    const { status } = await this.#ask('/tickets/revoke', order, SHORT);
    if (status !== 204) throw registryProblem('voting-refused', 'revocation');
  }

  /** Tries again while it cannot be reached: all that is asked may be asked twice. */
  async #ask(
    path: string,
    octets?: Uint8Array,
    { tries, timeout }: Patience = LONG,
  ): Promise<{ status: number; body: unknown }> {
    for (let tried = 1; ; tried++) {
      const answer = await this.#askOnce(path, octets, timeout).catch(() => undefined);
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      if (tried === tries) throw registryProblem('voting-unreachable');
      await delay(this.#firstWait * 2 ** (tried - 1));
    }
  }

  async #askOnce(
    path: string,
    octets: Uint8Array | undefined,
    timeout: number,
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.#url}${path}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      ...(octets && {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: Uint8Array.from(octets),
      }),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
