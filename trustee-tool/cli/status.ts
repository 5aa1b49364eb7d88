/** Command `status`: verifies the board and shows whose turn it is. @module */

import { catalogue, type Language } from '../shared/words.ts';
import { Trustee } from '../driver/trustee.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { TrusteeFolder } from '../shared/folder.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { toLog } from './dialogue.ts';
import { Presenter } from './present.ts';

export async function status(folder: TrusteeFolder, exchange: Exchange, lang: Language): Promise<void> {
  const words = catalogue[lang];
  const { election } = folder;
  if (!election) throw new TrusteeProblem('usage', 'attend');
  const presenter = new Presenter(toLog, words, lang);
  presenter.election(election, folder.settings.signingKey);
  const trustee = new Trustee(folder, election, exchange, () =>
    Promise.reject(new TrusteeProblem('canceled')),
  );
  const visit = await trustee.visit();
  presenter.visit(visit);
  const { turn } = visit;
  if ('step' in turn) toLog.info(`${words.yourTurn}: ${words.steps[turn.step].title}`);
  else if ('awaiting' in turn) presenter.awaiting(turn.awaiting, election);
  else toLog.info(words.awaiting.finished);
}
