/** The registry, as a site's desk asks it. @module */

import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { toHex } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { Problem } from '../shared/http/problem.ts';
import { deskGreeting } from '../api/desk-greeting.ts';
import { registryProblems, type RegistryProblemCode } from '../registry/problems.ts';
import { NoLink } from './no-link.ts';

const found = Type.Object({
  person: Type.String(),
  voterKey: Type.String(),
  name: Type.String(),
  unit: Type.Integer(),
  modality: Type.String(),
});
const status = Type.Object({
  person: Type.String(),
  voterKey: Type.String(),
  name: Type.String(),
  unit: Type.Integer(),
  style: Type.Integer(),
  modality: Type.String(),
  site: Type.Union([Type.Integer(), Type.Null()]),
  inForce: Type.Boolean(),
  served: Type.Union([Type.Integer(), Type.Null()]),
  ballot: Type.Enum(['yes', 'no', 'unknown']),
});
const claimed = Type.Object({ unit: Type.Integer(), style: Type.Integer(), ground: Type.Integer() });
const conflicts = Type.Object({
  conflicts: Type.Array(Type.Object({ claim: Type.String(), person: Type.String(), error: Type.String() })),
});

export type FoundPerson = Static<typeof found>;
export type RegistryStatus = Static<typeof status>;
export type Claimed = Static<typeof claimed>;

/** By whom something is asked. */
export interface By {
  readonly clerk: string;
  readonly supervisor?: string | undefined;
  readonly reason?: string | undefined;
}

/** Milliseconds for which a clerk waits before the link counts as down. */
const PATIENCE = 5_000;

export interface RegistryLinkOptions {
  readonly url: string;
  readonly electionId: Uint8Array;
  /** Position in the manifest. */
  readonly site: number;
  readonly signer: Signer;
  readonly now: () => number;
}

/** Every method rejects with NoLink if no answer came, or with the registry's own problem. */
export class RegistryLink {
  readonly #options: RegistryLinkOptions;
  #session: { readonly session: string; readonly expires: number } | undefined;

  constructor(options: RegistryLinkOptions) {
    this.#options = options;
  }

  async find(by: 'voterKey' | 'name', text: string, clerk: string): Promise<FoundPerson[]> {
    const { people } = await this.#ask(
      'find',
      { by, text, clerk },
      Type.Object({ people: Type.Array(found) }),
    );
    return people;
  }

  status(person: string, clerk: string): Promise<RegistryStatus> {
    return this.#ask('status', { person, clerk }, status);
  }

  claim(person: string, claim: string, by: By): Promise<Claimed> {
    return this.#ask('claim', { person, claim, ...by }, claimed);
  }

  async spoil(person: string, claim: string, credential: Uint8Array, by: By): Promise<void> {
    await this.#ask('spoil', { person, claim, credential: toHex(credential), ...by }, Type.Null());
  }

  /** Gives the claims that the registry could not take over, and why. */
  async reconcile(
    claims: readonly { readonly person: string; readonly claim: string }[],
    clerk: string,
  ): Promise<Static<typeof conflicts>['conflicts']> {
    return (await this.#ask('reconcile', { clerk, claims }, conflicts)).conflicts;
  }

  async #ask<T extends TSchema>(what: string, body: object, schema: T): Promise<Static<T>> {
    const first = await this.#post(`desk/${what}`, body, await this.#bearer());
    // The registry may have started anew since.
    const answer =
      first.status === 401 ? await this.#post(`desk/${what}`, body, await this.#bearer(true)) : first;
    return accepted(answer, schema);
  }

  async #bearer(anew = false): Promise<string> {
    const { site, signer, electionId, now } = this.#options;
    const seconds = now();
    if (anew || !this.#session || seconds > this.#session.expires - 60) {
      const signature = toHex(await signer.sign(deskGreeting(electionId, site, seconds)));
      const opened = Type.Object({ session: Type.String(), expires: Type.Integer() });
      this.#session = accepted(await this.#post('desk/session', { site, seconds, signature }), opened);
    }
    return this.#session.session;
  }

  async #post(path: string, body: object, bearer?: string): Promise<Answer> {
    try {
      const response = await fetch(`${this.#options.url}/${path}`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
        headers: {
          'content-type': 'application/json',
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    } catch {
      throw new NoLink();
    }
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refused = Type.Object({ error: Type.String(), detail: Type.Optional(Type.String()) });

function accepted<T extends TSchema>({ status: code, body }: Answer, schema: T): Static<T> {
  if (code < 300 && Value.Check(schema, body)) return body;
  if (code >= 500 || code === 429 || !Value.Check(refused, body)) throw new NoLink();
  const kind = registryProblems[body.error as RegistryProblemCode];
  if (!kind) throw new NoLink();
  throw new Problem(body.error, kind, body.detail);
}
