/** Command `enrol`: makes a trustee's keys and writes the enrollment file for the authority. @module */

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { utf8 } from '#crypto/bytes.ts';
import { parseStrictJson, printJson } from '#crypto/manifest/json.ts';
import { TokenError } from '#hsm/errors.ts';
import { writeNew } from '#hsm/files.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import { fingerprintOf } from '../certificates/fingerprint.ts';
import { printEnrollment } from '../shared/enrollment.ts';
import { TrusteeFolder } from '../shared/folder.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import { bytesFrom } from '../step/messages.ts';
import { runStep } from '../step/run-step.ts';
import { catalogue } from '../shared/words.ts';
import type { Common } from './options.ts';

export interface EnrollOptions extends Common {
  readonly home: string;
  readonly name: string;
  readonly module?: string;
  readonly parameters?: string;
  readonly label?: string;
  readonly serial?: string;
  readonly software?: true;
  readonly rehearsal?: true;
  readonly key: string;
  readonly out: string;
}

export async function enroll(
  options: EnrollOptions,
  pin: () => Promise<string>,
  { log }: Pick<Console, 'log'>,
): Promise<void> {
  const [home, out] = [resolve(options.home), resolve(options.out)];
  TrusteeFolder.assertFree(home);
  if (existsSync(out)) throw new TokenError('file-exists', out);
  if (!existsSync(dirname(out))) throw new TokenError('file', dirname(out)); // keys without the file would be useless
  orProblem('usage', () => parseStrictJson(utf8(printJson({ name: options.name })))); // before keys are made
  const token = await tokenOf(options, home, pin);
  const work = { kind: 'enroll', rehearsal: options.rehearsal ?? false, name: options.name } as const;
  const keys = await runStep({ token, key: options.key, work }, await pin());
  const enrollment = printEnrollment(options.name, keys);
  const { signingKey, encryptionKey } = keys;
  TrusteeFolder.create(
    home,
    {
      format: 'sivei-trustee/v1',
      name: options.name,
      token,
      key: options.key,
      signingKey,
      encryptionKey,
    },
    bytesFrom(keys.sealed),
  );
  writeNew(out, enrollment);
  const words = catalogue[options.lang];
  const { words: read, figures } = fingerprintOf(enrollment);
  log(`${words.enrolled}\n  ${out}\n  ${read.join(' ')}\n  ${figures}\n${words.enrolNext}`);
}

/**
 * Returns the location of the token. Makes a software token in the trustee's folder; a token with a PKCS#11 module must
 * exist already.
 */
async function tokenOf(
  { module, parameters, label, serial, software, rehearsal }: EnrollOptions,
  home: string,
  pin: () => Promise<string>,
): Promise<TokenLocation> {
  if (software) {
    if (!rehearsal) throw new TrusteeProblem('usage', '--software --rehearsal');
    const location = { kind: 'software', directory: join(home, 'token') } as const;
    const made = existsSync(location.directory)
      ? await openToken(location, await pin(), { rehearsal: true })
      : await SoftwareToken.create(location.directory, 'software', await pin());
    await made.close();
    return location;
  }
  if (module === undefined || label === undefined)
    throw new TrusteeProblem('usage', '--module <path> --label <label>');
  return {
    kind: 'pkcs11',
    module,
    label,
    ...(parameters !== undefined && { parameters }),
    ...(serial !== undefined && { serial }),
  };
}
