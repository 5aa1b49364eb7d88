/**
 * Voter on a demonstration's roll, who reads mail and SMS from the outbox and sends the requests of a voters' page.
 * @module
 */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { toHex } from '#crypto/bytes.ts';
import { deriveCredential, type Credential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { provePossession } from '#crypto/proof/possession.ts';
import { HttpClient } from '../../api/http-client.ts';
import * as api from '../../api/log-in.ts';

/** Message in the demonstration's outbox. */
interface Message {
  readonly to: string;
  readonly text: string;
}

export interface DemoVoter {
  readonly email: string;
  readonly link: string;
  /** Voting code, as the voter received it. */
  readonly code: string;
  readonly credential: Credential;
}

const LINK = /#([A-Za-z0-9_-]{20,})/;
const CODE = /^([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})$/m;

/** Time limit of a request. */
const TIMEOUT_MS = 60_000;

/** Returns all voters whose two messages have arrived, in the order of their addresses. */
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

/**
 * Logs in with the link, the mobile's last digits, the code by SMS and the proof of the credential; returns the ticket.
 */
export async function logIn(
  registry: string,
  outbox: string,
  election: Election,
  voter: DemoVoter,
): Promise<string> {
  const http = new HttpClient(registry, TIMEOUT_MS);
  const mobile = mobileOf(voter);
  const asked = Date.now();
  const { login, next } = await http.call(api.startLogin, { body: { link: voter.link } });
  if (next === 'mobile') await http.call(api.checkMobile, { body: { login, digits: mobile.slice(-4) } });
  const code = await smsCode(outbox, mobile, asked);
  const { challenge } = await http.call(api.checkCode, { body: { login, code } });
  const proof = toHex(provePossession(election.id, voter.credential, Buffer.from(challenge, 'hex')));
  const credential = toHex(encodeElement(voter.credential.X));
  return (await http.call(api.finishLogin, { body: { login, credential, proof } })).ticket;
}

/** Returns the mobile number that election.ts put on the roll. */
export const mobileOf = ({ email }: Pick<DemoVoter, 'email'>): string =>
  `+1202555${email.slice('persona'.length, 'persona'.length + 4)}`;

/** Waits for the latest code sent since `after` (milliseconds), and returns it; throws after about ten seconds. */
export async function smsCode(outbox: string, mobile: string, after: number): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const message = (await readOutbox(outbox, after)).findLast(({ to }) => to === mobile);
    const code = /\b(\d{6})\b/.exec(message?.text ?? '')?.[1];
    if (code !== undefined) return code;
    await wait(100);
  }
  throw new Error('no code came by SMS');
}

/**
 * Returns the messages sent since `after` (milliseconds), oldest first. The name of a message's file begins with its
 * time.
 */
async function readOutbox(outbox: string, after = 0): Promise<Message[]> {
  const names = (await readdir(outbox)).filter(
    (name) => /^\d/.test(name) && Number(name.slice(0, 15)) >= after,
  );
  return Promise.all(
    names.toSorted().map(async (name) => JSON.parse(await readFile(join(outbox, name), 'utf8')) as Message),
  );
}
