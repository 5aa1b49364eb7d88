/** Sentences about the manifest, the stages and the clock. @module */
import { sentence, type Sentence } from './sentence.ts';

export const stageSentences = {
  noManifest: () => sentence('el primer mensaje no es un manifiesto', 'the first entry is not a manifest'),
  wrongManifest: (hash: string) =>
    sentence(`el manifiesto de esta pizarra es ${hash}`, `the manifest of this board is ${hash}`),
  clockWentBack: () => sentence('es anterior a la marca previa', 'it is earlier than the mark before'),
  clockGap: (s: bigint) =>
    sentence(
      `pasaron ${s} segundos desde la marca previa, con mensajes entre ambas`,
      `it is ${s} seconds after the mark before, with entries between them`,
    ),
  firstIsNoMark: () => sentence('el mensaje 1 no es una marca de tiempo', 'entry 1 is no clock mark'),
  lastIsNoMark: () =>
    sentence('el último mensaje no es una marca de tiempo', 'the last entry is no clock mark'),
  wrongWitnessTimes: (agreeing: number, quorum: number) =>
    sentence(
      `concuerda con la marca la hora de ${agreeing} testigos, y debe la de ${quorum}`,
      `the times of ${agreeing} witnesses agree with the mark, and those of ${quorum} must`,
    ),
  wrongStage: (kind: Sentence) =>
    sentence(`${kind.es} no corresponde a esta etapa`, `${kind.en} does not belong to this stage`),
  unknownKind: (kind: number) =>
    sentence(
      `los mensajes de clase ${kind} no tienen lugar aquí`,
      `entries of kind ${kind} have no place here`,
    ),
  outsidePeriod: () => sentence('no está dentro del periodo de votación', 'it is outside the voting period'),
  tooEarly: () => sentence('es anterior a su hora', 'it is before its time'),
  noOpening: () => sentence('no hay apertura', 'there is no opening'),
  noClosing: () => sentence('no hay cierre', 'there is no closing'),
  noAdmissions: () => sentence('no hay admisiones', 'there are no admissions'),
  noTally: () => sentence('no hay suma cifrada', 'there is no encrypted tally'),
  noResult: () => sentence('no hay resultado', 'there is no result'),
};
