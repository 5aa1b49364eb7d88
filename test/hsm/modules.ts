/** Temporary tokens of real PKCS#11 modules from Debian. @module */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialise } from '#hsm/pkcs11/initialise.ts';
import type { TokenLocation } from '#hsm/open.ts';

/** Module of Debian's package `softhsm2`. */
export const softhsmModule = findModule('softhsm/libsofthsm2.so');
/** Module of Debian's packages `libnss3` and `libnss3-tools` (certutil). */
export const nssModule = findModule('libsoftokn3.so') ?? findModule('nss/libsoftokn3.so');

/** Returns the Debian packages that are missing for both modules and for `certutil`, which makes NSS databases. */
export function missingPackages(): string[] {
  const certutil = existsSync('/usr/bin/certutil');
  return [
    ...(findModule('softhsm/libsofthsm2.so') ? [] : ['softhsm2']),
    ...(certutil && (findModule('libsoftokn3.so') ?? findModule('nss/libsoftokn3.so'))
      ? []
      : ['libnss3', 'libnss3-tools']),
  ];
}

export const PIN = 'ensayo-7391';
const SO_PIN = 'oficial-5162';

function findModule(name: string): string | undefined {
  const machine = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return [`/usr/lib/${machine}/${name}`, `/usr/lib/${name}`].find((path) => existsSync(path));
}

export interface Softhsm {
  readonly directory: string;
  /** Directory with one directory per token. */
  readonly tokens: string;
}

/** Sets up a SoftHSM for this process only. */
export function softhsm(): Softhsm {
  const directory = mkdtempSync(join(tmpdir(), 'sivei-softhsm-'));
  const tokens = join(directory, 'tokens');
  mkdirSync(tokens);
  const configuration = join(directory, 'softhsm2.conf');
  writeFileSync(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  process.env['SOFTHSM2_CONF'] = configuration;
  return { directory, tokens };
}

/** Makes a new SoftHSM token. */
export function softhsmToken(label: string, pin = PIN): TokenLocation & { kind: 'pkcs11' } {
  initialise({ module: softhsmModule! }, label, SO_PIN, pin);
  return { kind: 'pkcs11', module: softhsmModule!, label };
}

/** Makes a token of a new NSS key database. */
export function nssToken(): TokenLocation & { kind: 'pkcs11' } {
  const directory = mkdtempSync(join(tmpdir(), 'sivei-nss-'));
  const password = join(directory, 'pin');
  writeFileSync(password, `${PIN}\n`);
  execFileSync('certutil', ['-N', '-d', `sql:${directory}`, '-f', password]);
  // The parameters end with a character of the path, so a binding that drops the last character finds no database.
  const parameters = `certPrefix='' keyPrefix='' secmod='secmod.db' configdir=sql:${directory}`;
  return { kind: 'pkcs11', module: nssModule!, parameters, label: 'NSS Certificate DB' };
}
