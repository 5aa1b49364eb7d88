/** A share that a new token has sealed, and the step that decrypts with it. @module */
import { toHex } from '#crypto/bytes.ts';
import { encrypt } from '#crypto/elgamal.ts';
import { encodeScalar, G, multiply, randomScalar, type Scalar } from '#crypto/group.ts';
import { encodeTally } from '#crypto/tally/tally.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import { sealShare, type SharePlace } from '#trustee-tool/custody.ts';
import { placed, type Job } from '#trustee-tool/step/job.ts';
import { heldCeremony, type HeldCeremony } from '../support/elections.ts';
import { PIN } from './modules.ts';

export interface SealedJob {
  readonly held: HeldCeremony;
  readonly place: SharePlace;
  readonly share: Scalar;
  readonly tally: Uint8Array;
  readonly job: Job;
}

export async function sealedJob(location: TokenLocation): Promise<SealedJob> {
  const held = await heldCeremony();
  const { election, ceremony, shares } = held;
  const share = shares.get(2)!;
  const place = { electionId: election.id, run: ceremony.run.number, trustee: 2, X: multiply(G, share) };
  const token = await openToken(location, PIN, { rehearsal: true });
  const { sealed } = await sealShare(await token.makeSealingKey('sello'), place, share);
  await token.close();
  const tally = encodeTally(
    election.contests.map(({ options }) => [
      {
        units: election.manifest.units.map((_, unit) => unit),
        ballots: 3,
        sums: options.map(() => encrypt(ceremony.run.key, 1, randomScalar())),
      },
    ]),
  );
  const job: Job = {
    token: location,
    sealingKey: 'sello',
    manifest: toHex(election.bytes),
    sealed: toHex(sealed),
    ...placed(place),
    work: { kind: 'decrypt', tally: toHex(tally) },
  };
  return { held, place, share, tally, job };
}

/** How a secret scalar might be written by mistake. */
export const shapes = (share: Scalar): string[] => [
  share.toString(),
  share.toString(16),
  toHex(encodeScalar(share)),
  Buffer.from(encodeScalar(share)).toString('base64'),
];
