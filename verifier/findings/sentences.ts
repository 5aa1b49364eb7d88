/** Sentences of all findings and errors, in Spanish and English. @module */
import { actSentences } from './sentences/acts.ts';
import { ballotSentences } from './sentences/ballots.ts';
import { boardSentences } from './sentences/board.ts';
import { ceremonySentences } from './sentences/ceremony.ts';
import { countSentences } from './sentences/count.ts';
import { formSentences } from './sentences/form.ts';
import { logSentences } from './sentences/log.ts';
import { reasonSentences } from './sentences/reasons.ts';
import { siteSentences } from './sentences/sites.ts';
import { stageSentences } from './sentences/stages.ts';

export const sentences = {
  ...formSentences,
  ...logSentences,
  ...boardSentences,
  ...stageSentences,
  ...ceremonySentences,
  ...ballotSentences,
  ...siteSentences,
  ...countSentences,
  ...actSentences,
  ...reasonSentences,
};
