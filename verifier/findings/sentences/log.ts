/** Sentences about the log. @module */
import { sentence } from './sentence.ts';

export const logSentences = {
  wrongTile: () => sentence('no coincide con los mensajes', 'it does not agree with the entries'),
  notSignedByLog: () =>
    sentence(
      'no lleva el origen y una firma válida de la bitácora',
      "it lacks the manifest's origin or one valid signature of the log",
    ),
  notWitnessed: () =>
    sentence(
      'no lleva firmas válidas de suficientes testigos',
      'it lacks valid cosignatures of enough witnesses',
    ),
  wrongSize: (size: number, right: number) =>
    sentence(
      `es de una bitácora de ${size} mensajes y no de ${right}`,
      `it is for a log of ${size} entries, not ${right}`,
    ),
  wrongRoot: () => sentence('su raíz no es la de los mensajes', 'its root is not that of the entries'),
  logShrank: (size: number) =>
    sentence(
      `la bitácora tuvo ${size} mensajes y ahora tiene menos`,
      `the log had ${size} entries and now has fewer`,
    ),
  olderThanReceipt: (size: number, right: number) =>
    sentence(
      `esta copia de la pizarra es más vieja que el comprobante: tiene ${size} mensajes y el comprobante es de ${right}. Actualiza la copia y comprueba otra vez; si es la pizarra misma, perdió mensajes`,
      `this copy of the board is older than the receipt: it has ${size} entries and the receipt is of ${right}. Bring the copy up to date and check again; if it is the board itself, it has lost entries`,
    ),
  differentEntry: (index: number) =>
    sentence(
      `la bitácora firmó en el comprobante otro mensaje ${index} que el de esta pizarra`,
      `in the receipt the log signed another entry ${index} than that of this board`,
    ),
  wrongInclusionProof: () =>
    sentence(
      'su prueba no lleva del mensaje de esta bitácora a la raíz',
      "its proof does not lead from this log's entry to the root",
    ),
  notABallotReceipt: () => sentence('el mensaje no es un voto válido', 'the entry is not a valid ballot'),
};
