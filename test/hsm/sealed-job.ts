/** Share sealed by a new token, and a request to the step process that decrypts a tally with it. @module */
import { toHex } from '#crypto/bytes.ts';
import { encrypt } from '#crypto/elgamal.ts';
import { encodeScalar, G, multiply, randomScalar, type Scalar } from '#crypto/group.ts';
import { encodeTally } from '#crypto/tally/tally.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import { sealShare, type SharePlace } from '#trustee-tool/shared/custody.ts';
import type { RunWork, StepRequest } from '#trustee-tool/step/messages.ts';
import { newParties } from '#server/rehearsal/parties/parties.ts';
import { heldCeremony, testElection, threeTrustees, type HeldCeremony } from '../support/elections.ts';
import { mini } from '../negative/mini.ts';
import { PIN } from './modules.ts';

type DecryptWork = Extract<RunWork, { readonly kind: 'decrypt' }>;

export interface SealedJob {
  readonly held: HeldCeremony;
  readonly place: SharePlace;
  readonly share: Scalar;
  readonly tally: Uint8Array;
  readonly sealed: Uint8Array;
  readonly job: StepRequest & { readonly work: DecryptWork };
}

export async function sealedJob(location: TokenLocation): Promise<SealedJob> {
  const token = await openToken(location, PIN, { rehearsal: true });
  const signer = await token.makeIdentityKey('custodia');
  const sealingKey = await token.makeSealingKey('custodia-seal');
  const parties = newParties(threeTrustees);
  const trustees = parties.trustees.map((own, i) => (i === 1 ? { ...own, signer } : own));
  const held = await heldCeremony(testElection(mini, threeTrustees, { ...parties, trustees }));
  const { election, ceremony, shares } = held;
  const share = shares.get(2)!;
  const place = { electionId: election.id, run: ceremony.run.number, trustee: 2, X: multiply(G, share) };
  const { sealed } = await sealShare(sealingKey, place, share);
  await token.close();
  const tally = encodeTally(
    election.contests.map(({ options }) => [
      {
        parts: election.manifest.units.map((_, unit) => unit),
        ballots: 3,
        sums: options.map(() => encrypt(ceremony.run.key, 1, randomScalar())),
      },
    ]),
  );
  const job = {
    token: location,
    key: 'custodia',
    work: {
      kind: 'decrypt',
      manifest: toHex(election.bytes),
      trustee: 2,
      startedAt: 0,
      ceremony: held.entries.map((entry) => ({ clock: 0, entry: toHex(entry) })),
      share: toHex(sealed),
      tally: toHex(tally),
    },
  } as const;
  return { held, place, share, tally, sealed, job };
}

/** Returns the forms in which a secret scalar might be written by mistake. */
export const shapes = (share: Scalar): string[] => [
  share.toString(),
  share.toString(16),
  toHex(encodeScalar(share)),
  Buffer.from(encodeScalar(share)).toString('base64'),
];
