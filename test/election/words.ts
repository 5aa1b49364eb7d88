/** Messages of the election runner, in Spanish and English. @module */

import type { Phase } from './run.ts';

export type Language = 'es' | 'en';

interface Words {
  readonly source: string;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly verification: string;
  readonly seconds: string;
  readonly option: string;
  readonly votes: string;
  readonly plain: string;
  readonly parties: string;
  readonly candidacies: string;
  readonly withheld: string;
  readonly equal: string;
  readonly different: string;
  /** Verdicts for the last line of the output. Each has one word that is the same in both languages. */
  readonly verdict: { readonly verified: string; readonly notVerified: string };
  board(directory: string, entries: number, cores: number): string;
  noResult(present: number, threshold: number): string;
}

export const words: Readonly<Record<Language, Words>> = {
  es: {
    source: 'Datos',
    phases: {
      ceremony: 'Creación de la llave',
      credentials: 'Credenciales',
      ballots: 'Boletas cifradas',
      tally: 'Suma cifrada',
      decryption: 'Apertura',
    },
    verification: 'Verificación',
    seconds: 'Segundos por etapa',
    option: 'Opción',
    votes: 'Votos',
    plain: 'En claro',
    parties: 'Votos por partido (LGIPE, art. 311.1.c)',
    candidacies: 'Votos por candidatura',
    withheld: 'No se abre: hay tan pocas boletas que se sabría cómo votó cada persona.',
    equal: 'El resultado abierto es igual a la cuenta en claro de los votos.',
    verdict: { verified: 'VERIFICADA (VERIFIED)', notVerified: 'NO VERIFICADA (NOT VERIFIED)' },
    different: 'EL RESULTADO ABIERTO NO ES IGUAL A LA CUENTA EN CLARO.',
    board: (directory, entries, cores) =>
      `Pizarra pública: ${directory} (${entries} entradas; ${cores} núcleos)`,
    noResult: (present, threshold) =>
      `No hay resultado: llegaron ${present} custodias y hacen falta ${threshold}. Nadie puede abrir la suma con menos.`,
  },
  en: {
    source: 'Data',
    phases: {
      ceremony: 'Key ceremony',
      credentials: 'Credentials',
      ballots: 'Encrypted ballots',
      tally: 'Encrypted tally',
      decryption: 'Decryption',
    },
    verification: 'Verification',
    seconds: 'Seconds by phase',
    option: 'Option',
    votes: 'Votes',
    plain: 'In clear',
    parties: 'Votes by party (LGIPE, art. 311.1.c)',
    candidacies: 'Votes by candidacy',
    withheld: 'Not opened: there are so few ballots that they would tell how each person voted.',
    equal: 'The opened result equals the count of the votes in the clear.',
    verdict: { verified: 'VERIFIED', notVerified: 'NOT VERIFIED' },
    different: 'THE OPENED RESULT DOES NOT EQUAL THE COUNT IN THE CLEAR.',
    board: (directory, entries, cores) => `Public board: ${directory} (${entries} entries; ${cores} cores)`,
    noResult: (present, threshold) =>
      `There is no result: ${present} trustees came and ${threshold} are needed. Nobody can open the tally with fewer.`,
  },
};
