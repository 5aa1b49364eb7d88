/** Sentences of a mirror about its board, in Spanish and English. @module */
import type { Sentence } from '../../findings/sentences/sentence.ts';

export const mirrorSentences = {
  fork: (small: number, large: number): Sentence =>
    small === large
      ? {
          es: `la bitácora firmó dos historias distintas de ${small} mensajes`,
          en: `the log signed two different histories of ${small} entries`,
        }
      : {
          es: `la bitácora firmó ${small} mensajes y ${large} mensajes que no empiezan con ellos`,
          en: `the log signed ${small} entries, and ${large} entries that do not begin with them`,
        },
  rewind: (now: number, before: number): Sentence => ({
    es: `la pizarra muestra ${now} mensajes y ya había mostrado ${before}`,
    en: `the board shows ${now} entries and had shown ${before}`,
  }),
  checkpointGone: (): Sentence => ({
    es: 'la pizarra ya no tiene checkpoint',
    en: 'the board has no checkpoint any more',
  }),
  file: (path: string, why: Sentence): Sentence => ({
    es: `archivo ${path}: ${why.es}`,
    en: `file ${path}: ${why.en}`,
  }),
  wrongHashes: (): Sentence => ({
    es: 'sus resúmenes no llevan a la raíz firmada',
    en: 'its hashes do not lead to the signed root',
  }),
  wrongEntries: (): Sentence => ({
    es: 'sus mensajes no son los firmados',
    en: 'its entries are not the signed ones',
  }),
  changedFile: (): Sentence => ({
    es: 'no es el que esta pizarra mostró antes',
    en: 'it is not the one that this board showed before',
  }),
  checkpoint: (why: Sentence): Sentence => ({
    es: `el checkpoint que muestra la pizarra: ${why.es}`,
    en: `the checkpoint that the board shows: ${why.en}`,
  }),
  manifest: (why: Sentence): Sentence => ({ es: `manifiesto: ${why.es}`, en: `manifest: ${why.en}` }),
  damagedMirror: (): Sentence => ({
    es: 'la copia está dañada: falta su checkpoint, su primer mensaje o su manifiesto, o no son válidos. Empieza otra en otro directorio y conserva esta',
    en: 'the mirror is damaged: its checkpoint, first entry or manifest is missing or not valid. Begin another one in another directory, and keep this one',
  }),
};
