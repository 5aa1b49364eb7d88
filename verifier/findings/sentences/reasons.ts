/** Reasons why a check was not run. @module */
import { sentence } from './sentence.ts';

export const reasonSentences = {
  nothingToCompare: () => sentence('no trajiste nada que comparar', 'you brought nothing to compare'),
  unreadPart: () =>
    sentence('depende de una parte que no se pudo leer', 'it depends on a part that could not be read'),
  integerTooLarge: () => sentence('un número pasa de 2^53 - 1', 'a number is above 2^53 - 1'),
  unsignedEntries: () =>
    sentence(
      'los mensajes no son los que se firmaron (comprobación 1.3)',
      'the entries are not those that were signed (check 1.3)',
    ),
  unreadEntry: () => sentence('no se pudieron leer todos los mensajes', 'not all entries could be read'),
  missingManifest: () =>
    sentence('sin manifiesto no hay con qué juzgar', 'without the manifest there is nothing to judge by'),
  noElectionKey: () =>
    sentence(
      'sin la llave de la elección no se pueden juzgar los votos',
      'without the election key ballots cannot be judged',
    ),
  cellsUnusable: () =>
    sentence('las celdas publicadas no se pueden usar', 'the published cells cannot be used'),
  cannotDecrypt: () =>
    sentence('falta la suma cifrada o descifrados parciales', 'the tally or decryption shares are missing'),
  earlierMissing: () =>
    sentence('la elección no llegó a esta etapa', 'the election did not come to this stage'),
  notYet: () =>
    sentence('la elección no ha llegado a esta etapa', 'the election has not come to this stage yet'),
};
