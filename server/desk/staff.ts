/** Staff accounts of the desk, each with a name, a role and a PIN. They work without a link to the registry. @module */

import { readFile, rename, writeFile } from 'node:fs/promises';
import { hashPassword, isPassword } from '../shared/password.ts';
import { newBearer } from '../shared/secrets.ts';
import { PIN_PATTERN, ROLES } from '../api/desk.ts';
import { deskProblem } from './problems.ts';

export type Role = (typeof ROLES)[number];

export interface Member {
  readonly name: string;
  readonly role: Role;
}

interface Account extends Member {
  /** Salt and hash of the PIN, in base64. */
  readonly salt: string;
  readonly hash: string;
}

const SESSION_SECONDS = 43_200;
const IDLE_SECONDS = 1_800;
const MAX_TRIES = 5;
const LOCK_SECONDS = 300;

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

export class Staff {
  readonly #file: string;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Member & { readonly expires: number; idle: number }>();
  readonly #failures = new Map<string, { count: number; at: number }>();

  constructor(file: string, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  async add(name: string, role: Role, pin: string): Promise<void> {
    if (!new RegExp(PIN_PATTERN).test(pin))
      throw new Error('el PIN tiene de 6 a 12 cifras / a PIN has 6 to 12 digits');
    const accounts = (await this.#accounts()).filter((own) => own.name !== plain(name));
    const { salt, hash } = await hashPassword(pin);
    const account = { name: plain(name), role, salt: salt.toString('base64'), hash: hash.toString('base64') };
    await writeFile(`${this.#file}.new`, JSON.stringify([...accounts, account]), { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
  }

  /**
   * Checks a PIN and returns the account's name and role. Throws `staff-refused`, or `staff-locked` after several
   * failures with the name.
   */
  async check(name: string, pin: string): Promise<Member> {
    const key = plain(name);
    const failed = this.#failures.get(key);
    if (failed && failed.count >= MAX_TRIES) {
      if (this.#now() < failed.at + LOCK_SECONDS) throw deskProblem('staff-locked');
      this.#failures.delete(key);
    }
    const account = (await this.#accounts()).find((own) => own.name === key);
    const known = {
      salt: Buffer.from(account?.salt ?? 'AAAAAAAAAAAAAAAAAAAAAA==', 'base64'),
      hash: Buffer.from(account?.hash ?? 'A'.repeat(43), 'base64'),
    };
    if (!(await isPassword(pin, known)) || !account) {
      this.#failures.set(key, { count: (this.#failures.get(key)?.count ?? 0) + 1, at: this.#now() });
      throw deskProblem('staff-refused');
    }
    this.#failures.delete(key);
    return { name: account.name, role: account.role };
  }

  async logIn(name: string, pin: string): Promise<Member & { readonly session: string }> {
    const member = await this.check(name, pin);
    const session = newBearer();
    const now = this.#now();
    this.#sessions.set(session, { ...member, expires: now + SESSION_SECONDS, idle: now + IDLE_SECONDS });
    return { session, ...member };
  }

  /** Returns the member of staff of a session, and extends the session; throws `staff-session` if it has expired. */
  memberOf(session: string): Member {
    const own = this.#sessions.get(session);
    const now = this.#now();
    if (!own || now >= Math.min(own.expires, own.idle)) {
      this.#sessions.delete(session);
      throw deskProblem('staff-session');
    }
    own.idle = now + IDLE_SECONDS;
    return own;
  }

  logOut(session: string): void {
    this.#sessions.delete(session);
  }

  async #accounts(): Promise<Account[]> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as Account[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}
