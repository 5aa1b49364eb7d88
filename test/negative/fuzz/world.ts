/** Valid election for the fuzzer to change, with all secret keys and other elections of the same parties. @module */

import { newParties, type Parties } from '#server/rehearsal/parties/parties.ts';
import { threeTrustees } from '../../support/elections.ts';
import { seedRandomness } from '../../support/seed-randomness.ts';
import { smallElection } from './boards.ts';
import type { Draft } from './draft.ts';
import { LogMaker } from './log.ts';
import { play, type Played } from './play.ts';

export interface Donor {
  readonly name: string;
  readonly draft: Draft;
}

export interface World extends Played {
  readonly name: string;
  readonly parties: Parties;
  readonly log: LogMaker;
  /** Valid elections of the same parties. */
  readonly donors: readonly Donor[];
}

/** Makes the world of a board in ./boards.ts. The same name always gives the same bytes. */
export async function makeWorld(name: string): Promise<World> {
  const small = smallElection(name);
  seedRandomness(`${name}/parties`);
  const parties = newParties(threeTrustees);
  const own = await play(small, parties, { setUp: `${name}/set-up`, votes: 1 });
  // An election with the same manifest, credentials and key, but with other ballots.
  const fork = await play(small, parties, { setUp: `${name}/set-up`, votes: 2 });
  const otherKey = await play(small, parties, { setUp: `${name}/other set-up`, votes: 3 });
  const otherElection = await play(
    { ...small, template: { ...small.template, id: `${small.template.id}-2` } },
    parties,
    { setUp: `${name}/set-up`, votes: 4 },
  );
  return {
    name,
    ...own,
    parties,
    log: new LogMaker(small.template.board.origin, parties),
    donors: [
      { name: 'another history of it', draft: fork.draft },
      { name: 'another ceremony of it', draft: otherKey.draft },
      { name: 'another election', draft: otherElection.draft },
    ],
  };
}
