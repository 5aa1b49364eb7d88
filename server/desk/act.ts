/**
 * Signed certificates ("acts") of a site's opening and closing: facts as JSON, signed with the site's key. The desk's
 * page prints them.
 * @module
 */

import { toHex, utf8 } from '#crypto/bytes.ts';
import { grounds } from '#crypto/record/in-person.ts';
import { frame } from '#crypto/transcript.ts';
import type { SiteAct } from '../api/desk.ts';
import type { SiteNumbers } from './board-link.ts';
import type { Desk } from './desk.ts';

export type ActKind = SiteAct['kind'];

export interface SignedAct {
  readonly act: SiteAct;
  /** JSON text of the act, exactly as it was signed. */
  readonly bytes: Uint8Array;
  /** ECDSA P-256 signature by the site's key over frame("site-act/v1", E, bytes). */
  readonly signature: Uint8Array;
}

export interface ActFacts {
  readonly clerk: string;
  readonly supervisor: string;
  readonly board: SiteNumbers | undefined;
  readonly explanations: string;
  readonly held?: SiteAct['held'];
  readonly without?: readonly string[];
}

export async function makeAct(desk: Desk, kind: ActKind, facts: ActFacts): Promise<SignedAct> {
  const { election, site, ledger, kit, journal, signer, now } = desk;
  const { board, held = { issues: 0, ballots: 0 }, without = [] } = facts;
  const { manifest } = election;
  const { code, name, zone } = manifest.sites[site.position]!;
  const registered = ledger.served(grounds.registered);
  const walkIns = ledger.served(grounds.walkIn);
  const moved = ledger.served(grounds.moved);
  const act: SiteAct = {
    kind,
    election: { id: toHex(election.id), title: manifest.title },
    authority: manifest.authority.name,
    rehearsal: manifest.rehearsal,
    site: { code, name, zone },
    at: now(),
    clerk: facts.clerk,
    supervisor: facts.supervisor,
    board: board ? { issued: board.issued, ballots: board.ballots } : null,
    pool: { codes: kit.codes.length, left: kit.codes.length - ledger.nextCode },
    cards: {
      given: ledger.cards.length,
      registered,
      walkIns,
      moved,
      spoiled: ledger.count(({ state }) => state === 'spoiled'),
      refused: ledger.count(({ state }) => state === 'refused'),
      pending: ledger.count(({ state }) => state === 'given'),
      unused: board ? registered + walkIns + moved - board.ballots - held.ballots : null,
    },
    held,
    conflicts: ledger.count(({ conflict }) => conflict !== undefined),
    devices: [...ledger.devices.values()].map((device) => ({
      name: device.name,
      software: device.software,
      silent: without.includes(device.name),
    })),
    explanations: facts.explanations,
    journal: journal.head,
  };
  const bytes = utf8(`${JSON.stringify(act, null, 2)}\n`);
  return { act, bytes, signature: await signer.sign(frame('site-act/v1', election.id, bytes)) };
}
