/** State of a site's day that everybody at the site may see. @module */

import type { AnswerOf } from '../api/endpoint.ts';
import type { readState } from '../api/desk.ts';
import { grounds } from '#crypto/record/in-person.ts';
import { endOf } from './hours.ts';
import { stageOf, type Desk } from './desk.ts';

export function deskState(desk: Desk): AnswerOf<typeof readState> {
  const { election, site, ledger, kit, link, now } = desk;
  const { manifest } = election;
  const { code, name, zone } = manifest.sites[site.position]!;
  return {
    site: { code, name, zone },
    election: { title: manifest.title, rehearsal: manifest.rehearsal },
    stage: stageOf(desk),
    opened: ledger.openedAt !== undefined,
    now: now(),
    starts: site.starts,
    ends: endOf(desk),
    graceEnds: endOf(desk) + site.grace,
    link: { up: link.up, since: link.since },
    snapshot: kit.made,
    poolLeft: kit.codes.length - ledger.nextCode,
    cards: {
      given: ledger.cards.length,
      spoiled: ledger.count(({ state }) => state === 'spoiled'),
      pending: ledger.count(({ state }) => state === 'given'),
      conflicts: ledger.count(({ conflict }) => conflict !== undefined),
    },
    walkIns: {
      given: ledger.served(grounds.walkIn),
      of: site.walkIns,
    },
    devices: [...ledger.devices.values()].map(({ name: own, software, held }) => ({
      name: own,
      software,
      holds: held.ballots.length,
      said: held.at,
    })),
  };
}
