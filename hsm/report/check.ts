/** Examination of a device against a profile, by reading its description and by trying its functions. @module */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Sentence, TokenError } from '../errors.ts';
import { isHardware, pkcs11 as p } from '../pkcs11/library.ts';
import type { Session } from '../pkcs11/session.ts';
import type { TokenInfo } from '../token.ts';
import { verbatim } from './observation.ts';
import { tryKeys } from './try-keys.ts';
import { randomFault } from './try-random.ts';
import { titles, type Add, type CheckName, type Level } from './titles.ts';

export interface Profile {
  readonly name: string;
  readonly title: Sentence;
  readonly cryptoki: readonly [major: number, minor: number];
  readonly shortestPin: number;
  readonly mechanisms: readonly { readonly code: number; readonly name: string; readonly level: Level }[];
  /** Software tokens, recognized by the name of their maker. */
  readonly software: readonly { readonly maker: string; readonly name: string }[];
  /** Requirements that no call can prove. */
  readonly certificate: readonly Sentence[];
}

export interface Check {
  readonly name: string;
  readonly title: Sentence;
  readonly level: Level;
  readonly passed: boolean;
  /** Value or error code that was seen on the device. */
  readonly seen: Sentence;
}

export interface Report {
  readonly profile: string;
  readonly library: { readonly description: string; readonly version: string; readonly cryptoki: string };
  readonly token: TokenInfo;
  readonly checks: readonly Check[];
  /** Whether every check of level "must" passed. This does not prove that the device is certified. */
  readonly meets: boolean;
  /** `no` if the profile lists the maker as one of software tokens, or if the slot does not claim to be hardware. */
  readonly isHardware: 'says so' | 'no';
  readonly checkTheCertificate: readonly Sentence[];
}

export const readProfile = (): Profile =>
  JSON.parse(readFileSync(new URL('./profile.json', import.meta.url), 'utf8')) as Profile;

/** Examines the device. It makes keys under a unique name and removes them again. */
export async function examine(session: Session, profile: Profile): Promise<Report> {
  const { library, slot } = session;
  const about = library.call((raw) => raw.C_GetInfo());
  const token = library.call((raw) => raw.C_GetTokenInfo(slot.handle));
  const { major, minor } = about.cryptokiVersion;
  const has = (flag: number): boolean => (token.flags & flag) !== 0;
  const checks: Check[] = [];
  const add: Add = (name, level, passed, seen) =>
    void checks.push({ name, title: titles[name], level, passed, seen });
  const addFlag = (name: CheckName, level: Level, set: boolean, wanted = true): void =>
    add(name, level, set === wanted, verbatim(set ? '1' : '0'));

  const [wantedMajor, wantedMinor] = profile.cryptoki;
  add(
    'cryptoki',
    'must',
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor),
    verbatim(`${major}.${minor}`),
  );
  addFlag('login-required', 'must', has(p.CKF_LOGIN_REQUIRED));
  addFlag('not-write-protected', 'must', has(p.CKF_WRITE_PROTECTED), false);
  addFlag('random-generator', 'must', has(p.CKF_RNG));
  addFlag('hardware', 'should', isHardware(slot));
  add(
    'pin-length',
    'should',
    token.minPinLen >= profile.shortestPin,
    verbatim(`${token.minPinLen} - ${token.maxPinLen}`),
  );
  const offered = new Set(library.call((raw) => raw.C_GetMechanismList(slot.handle)));
  for (const { code, name, level } of profile.mechanisms)
    add('mechanism', level, offered.has(code), verbatim(name));
  const fault = randomFault(session);
  add('random-sanity', 'must', fault === undefined, fault ?? verbatim('4096 bytes'));
  const name = `sivei-check-${randomBytes(6).toString('hex')}`;
  try {
    await tryKeys(session, name, add);
  } finally {
    removeAll(session, name);
  }
  const software = profile.software.find(({ maker }) => slot.info.maker.startsWith(maker));
  return {
    profile: profile.name,
    library: {
      description: `${about.manufacturerID.trim()}, ${about.libraryDescription.trim()}`,
      version: `${about.libraryVersion.major}.${about.libraryVersion.minor}`,
      cryptoki: `${major}.${minor}`,
    },
    token: slot.info,
    checks,
    meets: checks.every(({ level, passed }) => passed || level !== 'must'),
    isHardware: !software && isHardware(slot) ? 'says so' : 'no',
    checkTheCertificate: profile.certificate,
  };
}

function removeAll(session: Session, name: string): void {
  const objects = [name, `${name}-seal`].flatMap((own) => session.find([{ type: p.CKA_LABEL, value: own }]));
  for (const object of objects) {
    try {
      session.call((raw, handle) => raw.C_DestroyObject(handle, object));
    } catch (error) {
      if (!(error instanceof TokenError)) throw error; // the object stays in the token, under a name that tells its origin
    }
  }
}
