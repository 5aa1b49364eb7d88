/** Sentences about acts of office: incidents, builds and changes of hours. @module */
import { sentence } from './sentence.ts';

export const actSentences = {
  badContent: (member: string) =>
    sentence(
      `el contenido de su anexo no es el debido: ${member === '' ? 'el archivo' : member}`,
      `the content of its blob is not as required: ${member === '' ? 'the file' : member}`,
    ),
  statedBefore: () => sentence('ya se había declarado lo mismo', 'the same was stated before'),
  noIncident: () => sentence('no nombra el incidente que es su motivo', 'it names no incident as its reason'),
  notAnIncident: (entry: number) =>
    sentence(
      `el mensaje ${entry} no es un incidente válido anterior`,
      `entry ${entry} is no valid incident before it`,
    ),
  tooManyActs: (limit: number) =>
    sentence(
      `ya hay ${limit} mensajes válidos de esta clase`,
      `there are ${limit} valid entries of this kind already`,
    ),
  noBuild: () =>
    sentence(
      'no consta antes con qué programas se hace la elección',
      'it is not stated before on which software the election runs',
    ),
  noPlaces: () => sentence('no nombra ningún lugar', 'it names no place'),
  badPlaces: () =>
    sentence(
      'sus lugares no son los de la elección, distintos y en orden',
      'its places are not those of the election, each once and in order',
    ),
  noClock: () =>
    sentence('no hay antes ninguna marca de tiempo válida', 'there is no valid clock mark before it'),
  allClosed: () =>
    sentence('todos los sitios que nombra ya habían cerrado', 'every site that it names had closed'),
  otherEnd: (place: string) =>
    sentence(
      `el fin anterior que dice de ${place} no es el vigente`,
      `the end before that it states for ${place} is not the one in force`,
    ),
  notExtended: (place: string) =>
    sentence(`el nuevo fin de ${place} no es posterior`, `the new end of ${place} is not later`),
  endHasPassed: (place: string) =>
    sentence(`el nuevo fin de ${place} ya había pasado`, `the new end of ${place} had passed`),
  extendedTooFar: (place: string) =>
    sentence(
      `el nuevo fin de ${place} pasa de la prórroga que permite el manifiesto`,
      `the new end of ${place} is beyond the extension that the manifest allows`,
    ),
  changedTooLate: (place: string) =>
    sentence(
      `${place} ya había terminado, y la pizarra no estaba fuera de servicio en ese momento`,
      `${place} had ended, and the board was not out at that moment`,
    ),
};
