/**
 * One step of a ceremony that needs the share, in a process of its own that ends with it: job on the standard input,
 * PIN on descriptor 3, answer on the standard output. Nothing secret goes anywhere else.
 * @module
 */

import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { toHex } from '#crypto/bytes.ts';
import { makeShareCheck } from '#crypto/ceremony/trustee.ts';
import type { Scalar } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { makeShare } from '#crypto/tally/share.ts';
import { toTokenError } from '#hsm/errors.ts';
import { openToken } from '#hsm/open.ts';
import { withShare } from '../custody.ts';
import { bytesFrom, elementFrom, placeOf, type Answer, type Job } from './job.ts';

// Not at once: a dependency makes this descriptor one that does not wait, and whoever starts a step may be slow.
const job = JSON.parse(await text(process.stdin)) as Job;
process.stdout.write(JSON.stringify(await answer()));

async function answer(): Promise<Answer> {
  try {
    return { bytes: toHex(await run()) };
  } catch (error) {
    const { kind, detail } = toTokenError(error);
    return { fault: kind, ...(detail !== undefined && { detail }) };
  }
}

async function run(): Promise<Uint8Array> {
  const election = parseManifest(bytesFrom(job.manifest));
  const pin = readFileSync(3, 'utf8');
  const token = await openToken(job.token, pin, { rehearsal: election.manifest.rehearsal });
  try {
    const key = await token.sealingKey(job.sealingKey);
    return await withShare(key, placeOf(job, election.id), bytesFrom(job.sealed), (share) =>
      work(election, share),
    );
  } finally {
    await token.close();
  }
}

function work(election: Election, share: Scalar): Uint8Array {
  if (job.work.kind === 'decrypt') return makeShare(election, bytesFrom(job.work.tally), job.trustee, share);
  const state = { number: job.run, key: elementFrom(job.work.K), verificationKey: () => elementFrom(job.X) };
  return makeShareCheck(election, state, job.trustee, share);
}
