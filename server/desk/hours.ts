/** End of a site's hours that is in force, which a change of hours on the board may move (spec §12.3). @module */

import { provenEnd } from '#crypto/record/proven-end.ts';
import type { Desk } from './desk.ts';

/** Returns the end of the site's hours, POSIX seconds: that of the manifest until a later one was verified. */
export const endOf = ({ ledger, site }: Pick<Desk, 'ledger' | 'site'>): number =>
  ledger.extendedTo ?? site.ends;

/**
 * Reads the changes of hours from the board and keeps a later end in the journal, so that it holds without a link too.
 * Without a link nothing changes. Throws if a change is not proved to be on the board, or not signed by the authority.
 */
export async function followHours(desk: Desk): Promise<void> {
  const { board, link, election, site, ledger } = desk;
  const answered = await link.try(() => board.changesOfHours());
  if (!answered) return;
  const end = provenEnd(election, site.position, answered.answer);
  if (end > endOf(desk)) await ledger.record({ is: 'extended', end });
}
