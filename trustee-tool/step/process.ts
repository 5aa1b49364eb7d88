/**
 * One step of a trustee's that needs the token, in a process of its own that ends with it: job on the standard input,
 * PIN on descriptor 3, answer on the standard output. Nothing secret goes anywhere else.
 * @module
 */

import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { parseManifest } from '#crypto/manifest/election.ts';
import { toTokenError } from '#hsm/errors.ts';
import { openToken } from '#hsm/open.ts';
import { enrol } from './enrol.ts';
import { bytesFrom, fromMade, type Answer, type Job, type Made } from './job.ts';
import { RunWorker } from './run-work.ts';

// Not at once: a dependency makes this descriptor one that does not wait, and whoever starts a step may be slow.
const job = JSON.parse(await text(process.stdin)) as Job;
process.stdout.write(JSON.stringify(await answer()));

async function answer(): Promise<Answer> {
  try {
    return { made: fromMade(await run(job)) };
  } catch (error) {
    const { kind, detail } = toTokenError(error);
    return { fault: kind, ...(detail !== undefined && { detail }) };
  }
}

async function run({ token: location, key, work }: Job): Promise<Made> {
  const rehearsal =
    work.kind === 'enrol' ? work.rehearsal : parseManifest(bytesFrom(work.manifest)).manifest.rehearsal;
  const token = await openToken(location, readFileSync(3, 'utf8'), { rehearsal });
  try {
    return work.kind === 'enrol'
      ? await enrol(token, key, work)
      : await (await RunWorker.on(token, key, work)).do();
  } finally {
    await token.close();
  }
}
