/** Sentences about evidence and alarms, in Spanish and English. @module */
import type { Sentence } from '../../findings/sentences/sentence.ts';

export const evidenceSentences = {
  noEvidence: (): Sentence => ({
    es: 'aquí no hay una evidencia completa',
    en: 'there is no complete evidence here',
  }),
  noManifest: (): Sentence => ({
    es: 'falta el manifiesto, o no es válido: sin él no hay llaves con qué juzgar',
    en: 'the manifest is missing or not valid: without it there are no keys to judge by',
  }),
  wrongManifest: (): Sentence => ({
    es: 'el manifiesto no es el que esperas',
    en: 'the manifest is not the one that you expect',
  }),
  badNote: (name: string, why: Sentence): Sentence => ({
    es: `${name}: ${why.es}`,
    en: `${name}: ${why.en}`,
  }),
  noContradiction: (): Sentence => ({
    es: 'los dos puntos de control no muestran lo que se dice de ellos',
    en: 'the two checkpoints do not show what is claimed of them',
  }),
  fork: (small: number, large: number): Sentence =>
    small === large
      ? {
          es: `la llave de la bitácora firmó dos historias distintas de ${small} mensajes`,
          en: `the log's key signed two different histories of ${small} entries`,
        }
      : {
          es: `la llave de la bitácora firmó ${small} mensajes, y ${large} que no empiezan con ellos`,
          en: `the log's key signed ${small} entries, and ${large} that do not begin with them`,
        },
  witnessOfBoth: (name: string): Sentence => ({
    es: `el testigo ${name} atestiguó ambas: faltó a su regla (§8.10)`,
    en: `the witness ${name} cosigned both: it broke its rule (§8.10)`,
  }),
  rewind: (small: number, large: number): Sentence => ({
    es: `la bitácora firmó ${large} mensajes y después se mostró un punto de control de ${small}`,
    en: `the log signed ${large} entries, and a checkpoint of ${small} was shown after it`,
  }),
  oldIsGenuine: (): Sentence => ({
    es: 'un punto de control anterior está bien firmado: por sí solo no prueba nada contra nadie',
    en: 'an earlier checkpoint is properly signed: alone it proves nothing against anybody',
  }),
  witnessBackwards: (name: string): Sentence => ({
    es: `el testigo ${name} puso al menor una hora posterior que al mayor: su reloj se atrasó, y eso no prueba nada contra nadie`,
    en: `the witness ${name} gave the smaller one a later time than the larger: its clock was set back, which proves nothing against anybody`,
  }),
  attested: (): Sentence => ({
    es: 'los archivos son auténticos, pero no convencen a quien no estuvo ahí: es la palabra de quien vigiló. Varios que vigilan por separado valen más',
    en: "the files are genuine, but do not convince anyone who was not there: it is the watcher's word. Several who watch apart are worth more",
  }),
  claimFork: (): Sentence => ({ es: 'dos historias', en: 'two histories' }),
  claimRewind: (): Sentence => ({ es: 'un retroceso', en: 'a rewind' }),
  altered: (): Sentence => ({
    es: 'la pizarra dejó de mostrar archivos de este punto de control, o mostró otros en su lugar',
    en: 'the board ceased to show files of this checkpoint, or showed others in their place',
  }),
  unsigned: (): Sentence => ({
    es: 'la pizarra mostró un checkpoint que su bitácora no firmó',
    en: 'the board showed a checkpoint that its log did not sign',
  }),
  unwitnessed: (): Sentence => ({
    es: 'la pizarra mostró un checkpoint sin suficientes testigos',
    en: 'the board showed a checkpoint without enough witnesses',
  }),
};

export const alarmSentences = {
  noMark: (minutes: number): Sentence => ({
    es: `la votación sigue abierta y no hay una nueva marca de tiempo desde hace ${minutes} minutos`,
    en: `voting is open, and there has been no new clock mark for ${minutes} minutes`,
  }),
  silent: (minutes: number): Sentence => ({
    es: `la pizarra no responde desde hace ${minutes} minutos`,
    en: `the board has not answered for ${minutes} minutes`,
  }),
};
