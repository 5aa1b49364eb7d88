/** Cases of key ceremonies with a cheating party (spec chapter 05, checks 2.4 and 3.1 to 3.5). @module */

import {
  commitHash,
  encodeAbsence,
  encodeCertificate,
  encodeCommit,
  encodeComplaint,
  encodeDeal,
  encodeReveal,
  encodeSeal,
  parseDeal,
} from '#crypto/ceremony/messages.ts';
import { makeSeal, makeShareCheck, RunSecrets } from '#crypto/ceremony/trustee.ts';
import { G, add, multiply, randomScalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { accepted, failure, incident, type Case } from '../case.ts';
import type { Scenario } from '../scenario.ts';

/** Key ceremony with the secrets of all trustees in the current run. Posts each honest round when told. */
class Room {
  readonly s: Scenario;
  readonly numbers: number[];
  readonly secrets: Map<number, RunSecrets>;

  constructor(s: Scenario) {
    this.s = s;
    const { election, ceremony } = s.e;
    this.numbers = ceremony.run.trustees.map(({ number }) => number);
    this.secrets = new Map(
      this.numbers.map((i) => [i, new RunSecrets(election, ceremony.run, i, randomBytes(32))]),
    );
  }

  async round(name: 'commit' | 'reveal' | 'deal' | 'certify', numbers = this.numbers): Promise<void> {
    for (const i of numbers) {
      const secrets = this.secrets.get(i)!;
      if (name === 'certify')
        this.s.e.shares.set(i, secrets.share(this.s.e.parties.trustees[i - 1]!.encryption));
      await this.s.e.ceremonyMessage(i, secrets[name]());
    }
  }

  /** Posts a void message, which is not applied to the public state. */
  async post(signer: number, unsigned: Uint8Array): Promise<void> {
    await this.s.e.post(this.s.e.parties.trustees[signer - 1]!.signer, unsigned);
  }

  async checks(numbers = this.numbers): Promise<void> {
    const { election, ceremony, shares } = this.s.e;
    for (const i of numbers) {
      await this.s.e.ceremonyMessage(i, makeShareCheck(election, ceremony.run, i, shares.get(i)!));
    }
  }

  async seals(numbers = this.numbers): Promise<void> {
    for (const i of numbers) await this.s.e.ceremonyMessage(i, makeSeal(this.s.e.ceremony.run, i));
    await this.s.e.mark(30);
  }

  /** Runs all rounds after the certificates. */
  async finish(): Promise<void> {
    await this.checks();
    await this.seals();
  }
}

type Moment = 'commit' | 'reveal' | 'deal' | 'certify' | 'checks' | 'seals';
const moments: Moment[] = ['commit', 'reveal', 'deal', 'certify', 'checks', 'seals'];

/** Returns an honest ceremony with additional steps before one of its rounds. */
function before(moment: Moment, act: (room: Room) => Promise<void>): (s: Scenario) => Promise<void> {
  return async (s) => {
    const room = new Room(s);
    for (const round of moments) {
      if (round === moment) await act(room);
      if (round === 'checks') await room.checks();
      else if (round === 'seals') await room.seals();
      else await room.round(round);
    }
  };
}

const badMessage = (
  id: string,
  check: string,
  defect: string,
  moment: Moment,
  act: (room: Room) => Promise<void>,
): Case => incident(id, check, defect, { ceremony: before(moment, act) });

const fakeProof = { R: G, z: 1n };

export const ceremony: Case[] = [
  badMessage(
    'commit-signed-by-another',
    '3.1',
    "A trustee's commit signed by another trustee",
    'commit',
    (room) => room.post(2, room.secrets.get(1)!.commit()),
  ),
  badMessage('commit-twice', '3.1', 'A second commit of one trustee', 'reveal', (room) =>
    room.post(1, new RunSecrets(room.s.e.election, room.s.e.ceremony.run, 1, randomBytes(32)).commit()),
  ),
  badMessage('commit-of-alternate', '3.1', 'A commit of somebody who is not of this run', 'reveal', (room) =>
    room.post(4, encodeCommit({ run: 1, trustee: 4, hash: new Uint8Array(32) })),
  ),
  badMessage(
    'commit-of-another-run',
    '3.1',
    'A commit that names a run that is not the current one',
    'commit',
    (room) => room.post(1, encodeCommit({ run: 2, trustee: 1, hash: new Uint8Array(32) })),
  ),
  badMessage('reveal-too-early', '3.1', 'A reveal before all have committed', 'commit', (room) =>
    room.post(1, room.secrets.get(1)!.reveal()),
  ),
  badMessage('reveal-raises-threshold', '3.1', 'A reveal with one coefficient too many', 'reveal', (room) =>
    room.post(1, encodeReveal({ run: 1, trustee: 1, commitments: [G, G, G], proof: fakeProof })),
  ),
  badMessage('reveal-lowers-threshold', '3.1', 'A reveal with one coefficient too few', 'reveal', (room) =>
    room.post(1, encodeReveal({ run: 1, trustee: 1, commitments: [G], proof: fakeProof })),
  ),
  badMessage('certificate-of-another-key', '3.1', 'A certificate that names another key', 'certify', (room) =>
    room.post(1, encodeCertificate({ run: 1, trustee: 1, key: multiply(G, randomScalar()) })),
  ),
  badMessage(
    'reveal-of-something-else',
    '3.2',
    'A reveal of coefficients that were not committed to',
    'reveal',
    (room) =>
      room.post(1, new RunSecrets(room.s.e.election, room.s.e.ceremony.run, 1, randomBytes(32)).reveal()),
  ),
  incident('rogue-key', '3.2', 'A committed key whose secret the trustee cannot prove to know', {
    ceremony: async (s) => {
      // The alternate takes part in place of trustee 3, who is caught and later declared absent.
      const room = new Room(s);
      const { election } = s.e;
      const rogue = [multiply(G, randomScalar()), multiply(G, randomScalar())];
      await room.round('commit', [1, 2]);
      await s.e.ceremonyMessage(
        3,
        encodeCommit({ run: 1, trustee: 3, hash: commitHash(election.id, { run: 1, trustee: 3 }, rogue) }),
      );
      await room.round('reveal', [1, 2]);
      await room.post(3, encodeReveal({ run: 1, trustee: 3, commitments: rogue, proof: fakeProof }));
      await s.e.mark(30);
      await absence(s, 3, 3600);
      await s.e.holdCeremony();
    },
    shares: (s) => s.publishShares(1, 4),
  }),
  badMessage('complaint-too-early', '3.3', 'A complaint before all have dealt', 'deal', (room) =>
    room.post(1, encodeComplaint({ run: 1, trustee: 1, dealer: 2 })),
  ),
  badMessage('complaint-about-oneself', '3.3', 'A complaint about oneself', 'certify', (room) =>
    room.post(1, encodeComplaint({ run: 1, trustee: 1, dealer: 1 })),
  ),
  badMessage(
    'answer-to-no-complaint',
    '3.3',
    'A share is opened though nobody complained',
    'certify',
    (room) => room.post(1, room.secrets.get(1)!.answer(2)),
  ),
  badMessage(
    'absence-too-early',
    '3.3',
    'A trustee is declared absent before the deadline',
    'commit',
    async ({ s }) => {
      await s.e.post(s.e.parties.authority, encodeAbsence({ run: 1, trustee: 1, owed: Kind.commit }));
    },
  ),
  incident('absence-before-due', '3.3', 'A trustee is declared absent as soon as it owes something', {
    ceremony: async (s) => {
      const room = new Room(s);
      await room.round('commit', [1, 2]);
      await s.e.mark(30);
      await s.e.mark(3600); // the third trustee is late, and the others owe their reveals from its commit on
      await room.round('commit', [3]);
      await s.e.post(s.e.parties.authority, encodeAbsence({ run: 1, trustee: 1, owed: Kind.reveal }));
      for (const round of ['reveal', 'deal', 'certify'] as const) await room.round(round);
      await room.finish();
    },
  }),
  badMessage(
    'absence-with-one-signature',
    '3.3',
    'An absence that one official signed',
    'commit',
    async ({ s }) => {
      await s.e.mark(30);
      await s.e.mark(3600);
      await s.e.post(
        s.e.parties.authority.slice(1),
        encodeAbsence({ run: 1, trustee: 1, owed: Kind.commit }),
      );
      await s.e.mark(30);
    },
  ),
  incident(
    'absence-for-another-message',
    '3.3',
    'An absence signed for one message is used for a later one',
    {
      ceremony: async (s) => {
        const room = new Room(s);
        await room.round('commit');
        await s.e.mark(30);
        await s.e.mark(3600);
        await s.e.post(s.e.parties.authority, encodeAbsence({ run: 1, trustee: 1, owed: Kind.commit }));
        for (const round of ['reveal', 'deal', 'certify'] as const) await room.round(round);
        await room.finish();
      },
    },
  ),
  badMessage(
    'absence-by-a-trustee',
    '3.3',
    'An absence that the authority did not sign',
    'commit',
    async (room) => {
      await room.s.e.mark(30);
      await room.s.e.mark(3600);
      await room.post(1, encodeAbsence({ run: 1, trustee: 2, owed: Kind.commit }));
      await room.s.e.mark(30);
    },
  ),
  badMessage(
    'share-check-with-another-share',
    '3.4',
    'A share check made with the share of another',
    'checks',
    (room) => {
      const { election, ceremony: own, shares } = room.s.e;
      return room.post(1, makeShareCheck(election, own.run, 1, shares.get(2)!));
    },
  ),
  badMessage('seal-of-another-key', '2.4', 'A seal that names another key', 'seals', (room) =>
    room.post(1, encodeSeal({ run: 1, trustee: 1, key: G })),
  ),
  badMessage('seal-too-early', '2.4', 'A seal before all share checks', 'checks', (room) =>
    room.post(1, makeSeal(room.s.e.ceremony.run, 1)),
  ),
  failure('opening-with-one-seal', '3.5', 'The election opens with fewer than t seals', {
    ceremony: async (s) => {
      const room = new Room(s);
      for (const round of ['commit', 'reveal', 'deal', 'certify'] as const) await room.round(round);
      await room.checks();
      await room.seals([1]);
    },
  }),
  failure(
    'opening-without-a-share-check',
    '3.5',
    'The election opens although a trustee never showed its share',
    {
      ceremony: async (s) => {
        const room = new Room(s);
        for (const round of ['commit', 'reveal', 'deal', 'certify'] as const) await room.round(round);
        await room.checks([1, 2]);
        await s.e.mark(30);
      },
    },
  ),
];

export const ceremoniesThatRecover: Case[] = [
  accepted('bad-share', 'A dealer cheats, is convicted, and an alternate takes its place', {
    ceremony: async (s) => {
      const room = new Room(s);
      for (const round of ['commit', 'reveal'] as const) await room.round(round);
      await room.round('deal', [1, 3]);
      const { election, parties } = s.e;
      const honest = parseDeal(
        await signEntry(parties.trustees[1]!.signer, election.id, room.secrets.get(2)!.deal()),
        election.trusteeCount,
      );
      const [first, second] = honest.shares;
      const bad = { R: second!.R, m: add(second!.m, 1n) };
      await s.e.ceremonyMessage(2, encodeDeal({ ...honest, shares: [first!, bad] }));
      await s.e.ceremonyMessage(3, room.secrets.get(3)!.complain(2));
      await s.e.ceremonyMessage(2, room.secrets.get(2)!.answer(3));
      await s.e.holdCeremony();
    },
    shares: (s) => s.publishShares(3, 4),
  }),
  accepted('false-complaint', 'An accuser is convicted by a good share, and an alternate takes its place', {
    ceremony: async (s) => {
      const room = new Room(s);
      for (const round of ['commit', 'reveal', 'deal'] as const) await room.round(round);
      await s.e.ceremonyMessage(3, room.secrets.get(3)!.complain(2));
      await s.e.ceremonyMessage(2, room.secrets.get(2)!.answer(3));
      await s.e.holdCeremony();
    },
    shares: (s) => s.publishShares(2, 4),
  }),
  accepted('silent-trustee', 'A trustee who never shows up is declared absent and replaced', {
    ceremony: async (s) => {
      const room = new Room(s);
      await room.round('commit', [1, 2]);
      await s.e.mark(30);
      await absence(s, 3, 3600);
      await s.e.holdCeremony();
    },
    shares: (s) => s.publishShares(1, 4),
  }),
];

/** Declares a trustee absent after a silence, as the authority. */
async function absence(s: Scenario, trustee: number, seconds: number): Promise<void> {
  const { e } = s;
  await e.mark(seconds);
  const { run } = e.ceremony;
  const unsigned = encodeAbsence({ run: run.number, trustee, owed: run.owedBy(trustee)! });
  e.ceremony.accept(await e.post(e.parties.authority, unsigned), e.now);
}
