/** Messages of a witness to its operator, in Spanish and English. @module */
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { Language } from '../../report/words.ts';

/** Error that stops the witness, with a message for the operator. */
export class WitnessError extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}

export const usage = {
  badName: (name: string): Sentence => ({
    es: `«${name}» no sirve de nombre: ni vacío, ni blancos, ni +`,
    en: `"${name}" cannot be a name: not empty, no blanks, no +`,
  }),
  openKey: (path: string): Sentence => ({
    es: `otros pueden leer la llave ${path}: debe ser solo de su dueño (chmod 600)`,
    en: `others may read the key ${path}: it must be its owner's alone (chmod 600)`,
  }),
  badKey: (path: string): Sentence => ({
    es: `${path} no es una llave de testigo`,
    en: `${path} is not a witness key`,
  }),
  missing: (option: string): Sentence => ({ es: `falta ${option}`, en: `${option} is missing` }),
  twice: (origin: string): Sentence => ({
    es: `la bitácora ${origin} está dos veces`,
    en: `the log ${origin} is there twice`,
  }),
  noState: (path: string, origin: string): Sentence => ({
    es: `no está ${path}, lo que se recuerda de ${origin}. Si esta bitácora es nueva: --new-logs. Si no, recupera el archivo: quien olvida puede atestiguar dos historias`,
    en: `${path} is not there, which is what is remembered of ${origin}. If this log is new: --new-logs. If not, get the file back: a witness that forgets may cosign two histories`,
  }),
  badState: (path: string): Sentence => ({
    es: `${path} está dañado, o es de otra llave: recupéralo de un respaldo que sea el último`,
    en: `${path} is damaged, or of another key: get it back from a backup that is the latest`,
  }),
  stateChanged: (path: string): Sentence => ({
    es: `otro programa cambió ${path}: un testigo debe ser uno solo`,
    en: `another program changed ${path}: there must be one witness only`,
  }),
} as const;

interface Words {
  readonly couldNotRun: string;
  readonly crash: string;
  readonly witness: (vkey: string) => string;
  readonly log: (origin: string, size: number | undefined) => string;
  readonly stopping: string;
}

export const words: Readonly<Record<Language, Words>> = {
  es: {
    couldNotRun: 'El testigo no puede trabajar',
    crash: 'error del testigo mismo',
    witness: (vkey) => `Testigo ${vkey}`,
    log: (origin, size) => `Bitácora ${origin}: ${size === undefined ? 'nueva' : `${size} mensajes`}`,
    stopping: 'Se detiene.',
  },
  en: {
    couldNotRun: 'The witness cannot run',
    crash: "an error of the witness's own",
    witness: (vkey) => `Witness ${vkey}`,
    log: (origin, size) => `Log ${origin}: ${size === undefined ? 'new' : `${size} entries`}`,
    stopping: 'Stopping.',
  },
};
