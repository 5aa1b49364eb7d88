/** Where the election stands, and whose turn it is; nothing is done. @module */

import { catalogue, type Language } from '../shared/words.ts';
import { Trustee } from '../driver/trustee.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Home } from '../shared/folder.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { toLog } from './dialogue.ts';
import { Presenter } from './present.ts';

export async function status(home: Home, exchange: Exchange, lang: Language): Promise<void> {
  const words = catalogue[lang];
  const { election } = home;
  if (!election) throw new TrusteeProblem('usage', 'attend');
  const presenter = new Presenter(toLog, words, lang);
  presenter.election(election, home.settings.signingKey);
  const trustee = new Trustee(home, election, exchange, () => Promise.reject(new TrusteeProblem('canceled')));
  const visit = await trustee.visit();
  presenter.visit(visit);
  const { turn } = visit;
  if ('step' in turn) toLog.say(`${words.yourTurn}: ${words.steps[turn.step].title}`);
  else if ('awaiting' in turn) presenter.awaiting(turn.awaiting, election);
  else toLog.say(words.awaiting.finished);
}
