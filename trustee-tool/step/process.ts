/**
 * Process of one step that needs the token. It ends with the step: request on the standard input, PIN on descriptor 3,
 * answer on the standard output. Nothing secret goes anywhere else.
 * @module
 */

import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseManifest } from '#crypto/manifest/election.ts';
import { toTokenError } from '#hsm/errors.ts';
import { openToken } from '#hsm/open.ts';
import { enroll } from './enroll.ts';
import { bytesFrom, parseRequest, type StepAnswer, type StepRequest, type StepResult } from './messages.ts';
import { StepRunner } from './step-runner.ts';

// The request is read asynchronously: a dependency makes this descriptor non-blocking, and the parent may write late.
const request = await text(process.stdin);
process.stdout.write(JSON.stringify(await answer()));

async function answer(): Promise<StepAnswer> {
  try {
    return { result: await run(parseRequest(request)) };
  } catch (error) {
    const { kind, detail } = toTokenError(error);
    return { fault: kind, ...(detail !== undefined && { detail }) };
  }
}

async function run({ token: location, key, work }: StepRequest): Promise<StepResult> {
  const rehearsal =
    work.kind === 'enroll' ? work.rehearsal : parseManifest(bytesFrom(work.manifest)).manifest.rehearsal;
  const token = await openToken(location, readFileSync(3, 'utf8'), { rehearsal });
  try {
    return work.kind === 'enroll'
      ? await enroll(token, key, work)
      : await (await StepRunner.open(token, key, work)).run();
  } finally {
    await token.close();
  }
}
