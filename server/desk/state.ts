/** What everyone at the site may see of where it stands. @module */

import { Type, type Static } from 'typebox';
import { grounds } from '#crypto/record/in-person.ts';
import { strict, text } from '../shared/http/registry-schemas.ts';
import { stageOf, type Desk } from './desk.ts';

export const stateSchema = Type.Object(
  {
    site: Type.Object({ code: Type.String(), name: text, zone: Type.String() }, strict),
    election: Type.Object({ title: text, rehearsal: Type.Boolean() }, strict),
    stage: Type.Enum(['before', 'open', 'closed']),
    /** The opening act was made; before the hour the stage is still `before`. */
    opened: Type.Boolean(),
    /** POSIX seconds. */
    now: Type.Integer(),
    starts: Type.Integer(),
    ends: Type.Integer(),
    /** Until then those who stood in the queue may vote. */
    graceEnds: Type.Integer(),
    link: Type.Object({ up: Type.Boolean(), since: Type.Integer() }, strict),
    /** When the registrar made the kit. */
    snapshot: Type.Integer(),
    poolLeft: Type.Integer(),
    cards: Type.Object(
      { given: Type.Integer(), spoiled: Type.Integer(), pending: Type.Integer(), conflicts: Type.Integer() },
      strict,
    ),
    walkIns: Type.Object({ given: Type.Integer(), of: Type.Integer() }, strict),
    devices: Type.Array(
      Type.Object(
        { name: Type.String(), software: Type.String(), holds: Type.Integer(), said: Type.Integer() },
        strict,
      ),
    ),
  },
  strict,
);

export type DeskState = Static<typeof stateSchema>;

export function deskState(desk: Desk): DeskState {
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
    ends: site.ends,
    graceEnds: site.ends + site.grace,
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
