/** Somebody on the demonstration's roll: what came by mail and SMS, and what a booth would do with it. @module */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { toHex } from '#crypto/bytes.ts';
import { deriveCredential, type Credential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { provePossession } from '#crypto/proof/possession.ts';
import { Refusal } from '../../shared/exit-codes.ts';
import type { ProblemBody } from '../../shared/http/problem.ts';

/** A message of the demonstration's outbox. */
interface Message {
  readonly to: string;
  readonly text: string;
}

export interface DemoVoter {
  readonly email: string;
  readonly link: string;
  /** The voting code, as it came. */
  readonly code: string;
  readonly credential: Credential;
}

const LINK = /#([A-Za-z0-9_-]{20,})/;
const CODE = /^([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})$/m;

/** Everyone whose two messages have come, in the order of the roll. */
export async function readVoters(outbox: string, election: Election): Promise<DemoVoter[]> {
  const links = new Map<string, string>();
  const codes = new Map<string, string>();
  for (const { to, text } of await readOutbox(outbox)) {
    const [link, code] = [LINK.exec(text)?.[1], CODE.exec(text)?.[1]];
    if (link !== undefined) links.set(to, link);
    if (code !== undefined) codes.set(to, code);
  }
  return [...codes]
    .filter(([email]) => links.has(email))
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([email, code]) => ({
      email,
      link: links.get(email)!,
      code,
      credential: deriveCredential(election.id, code),
    }));
}

/** Link, last digits of the mobile, code by SMS, proof of the credential; gives the ticket. */
export async function logIn(
  registry: string,
  outbox: string,
  election: Election,
  voter: DemoVoter,
): Promise<string> {
  const mobile = mobileOf(voter);
  const asked = Date.now();
  const started = await post(`${registry}/login`, { link: voter.link });
  const { login } = started;
  if (started['next'] === 'mobile')
    await post(`${registry}/login/mobile`, { login, digits: mobile.slice(-4) });
  const code = await smsCode(outbox, mobile, asked);
  const { challenge } = await post(`${registry}/login/code`, { login, code });
  const proof = provePossession(election.id, voter.credential, Buffer.from(challenge as string, 'hex'));
  const shown = { login, credential: toHex(encodeElement(voter.credential.X)), proof: toHex(proof) };
  return (await post(`${registry}/login/credential`, shown))['ticket'] as string;
}

/** As election.ts made the roll. */
export const mobileOf = ({ email }: Pick<DemoVoter, 'email'>): string =>
  `+1202555${email.slice('persona'.length, 'persona'.length + 4)}`;

/** The last code that was sent since a time (milliseconds); waits for it. */
export async function smsCode(outbox: string, mobile: string, after: number): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const message = (await readOutbox(outbox, after)).findLast(({ to }) => to === mobile);
    const code = /\b(\d{6})\b/.exec(message?.text ?? '')?.[1];
    if (code !== undefined) return code;
    await wait(100);
  }
  throw new Error('no code came by SMS');
}

/** Messages since a time (milliseconds), oldest first: a file's name begins with it. */
async function readOutbox(outbox: string, after = 0): Promise<Message[]> {
  const names = (await readdir(outbox)).filter(
    (name) => /^\d/.test(name) && Number(name.slice(0, 15)) >= after,
  );
  return Promise.all(
    names.toSorted().map(async (name) => JSON.parse(await readFile(join(outbox, name), 'utf8')) as Message),
  );
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown> & Pick<ProblemBody, 'message'>;
  if (!response.ok) throw new Refusal(answer.message);
  return answer;
}
