/** All that the trustees' program says, in Spanish and English. @module */

import type { Step } from './acts/act.ts';

export type Language = 'es' | 'en';

/** Of a step: what happens now, what to check with one's own eyes, what to read aloud, what comes next. */
export interface StepWords {
  readonly title: string;
  readonly now: string;
  readonly check: string;
  readonly next: string;
}

const es = {
  steps: {
    commit: {
      title: 'Compromiso',
      now: 'Su dispositivo sortea los secretos de esta ronda y usted publica solo su huella. Nadie puede cambiar los suyos después de ver los de otros.',
      check: 'Que en la sala estén las custodias de la lista.',
      next: 'Cuando todas hayan publicado su compromiso se revelan las partes públicas.',
    },
    reveal: {
      title: 'Revelación',
      now: 'Usted publica las partes públicas de sus secretos y prueba que los conoce. Los secretos no salen.',
      check: 'Nada que comparar todavía.',
      next: 'Cada custodia entrega a las otras su parte, cifrada.',
    },
    deal: {
      title: 'Reparto',
      now: 'Usted publica la parte de cada una de las otras custodias, cifrada para que solo ella pueda abrirla.',
      check: 'Nada que comparar todavía.',
      next: 'Cada custodia comprueba las partes que recibió.',
    },
    certify: {
      title: 'Comprobación',
      now: 'Su programa abre las partes que le tocan y las comprueba contra lo publicado. Si todas cuadran, lo certifica y su dispositivo sella su parte de la llave. Si una no cuadra, presenta una queja que nombra a quien la dio.',
      check: 'Que nadie retire su dispositivo antes de que termine.',
      next: 'Copie esta carpeta a un segundo medio; después se prueba que su parte puede usarse.',
    },
    answer: {
      title: 'Respuesta a una queja',
      now: 'Otra custodia dice que la parte que usted le dio no cuadra. Usted la abre ante todos: si era buena, la queja era falsa; si no, usted queda fuera. En ambos casos la ronda termina y se empieza otra.',
      check: 'Quién presentó la queja: dígalo en voz alta.',
      next: 'Empieza una ronda nueva con secretos nuevos.',
    },
    'share-check': {
      title: 'Prueba de la parte',
      now: 'Su dispositivo abre la parte sellada y prueba, ante todos, que puede usarla.',
      check:
        'Que haya una copia de esta carpeta en un segundo medio. Lo que contiene solo lo abre su dispositivo; sin la carpeta, su parte se pierde.',
      next: 'Con la prueba de todas las custodias se sella la apertura.',
    },
    seal: {
      title: 'Sello de apertura',
      now: 'Usted firma que el manifiesto, la llave de la elección, la pizarra y los testigos son los de esta sala. No puede retirarse.',
      check:
        'Lea en voz alta las dos huellas y compárelas, palabra por palabra, con las de las demás pantallas y con el acta impresa.',
      next: 'La elección podrá abrirse. Guarde su dispositivo y esta carpeta hasta el cómputo.',
    },
    decrypt: {
      title: 'Cómputo',
      now: 'Su programa suma otra vez todas las boletas de la pizarra. Solo si obtiene la misma suma que se le pide abrir, usted abre esa suma, y ninguna otra nunca más. No se abre ninguna boleta por separado.',
      check: 'Que la votación esté cerrada y el número de boletas sea el del acta de cierre.',
      next: 'Cuando haya bastantes custodias, cualquiera puede calcular el resultado.',
    },
  },
  awaiting: {
    start: 'La autoridad todavía no publica el manifiesto y la hora de inicio.',
    opening: 'La ceremonia terminó. Guarde su dispositivo y esta carpeta: se necesitan para el cómputo.',
    closing: 'La votación está en curso. No hay nada que hacer hasta el cierre.',
    admissions: 'La votación cerró. Falta que el registro publique cuántas personas se admitieron.',
    tally: 'Falta que la pizarra publique la suma cifrada.',
    result: 'Su parte está hecha. Falta el resultado, que cualquiera puede calcular con bastantes partes.',
    trustees: 'Se espera a otras custodias',
    waiting: 'Esperando. Puede detener con Ctrl+C y continuar después: nada se pierde.',
    carry: 'Lleve el medio al equipo con red, ejecute allí `carry`, y regrese con él a este equipo.',
    finished: 'La elección terminó y el resultado está publicado.',
  },
  words: 'palabras',
  figures: 'cifras',
  manifest: 'Manifiesto',
  key: 'Llave de la elección',
  trustee: 'Custodia',
  trustees: 'Custodias',
  you: 'usted',
  threshold: (t: number, n: number) => `${n} custodias, ${t} bastan para el cómputo`,
  hours: 'Votación',
  authority: 'Autoridad',
  rehearsal: 'ENSAYO: no es una elección real.',
  board: (size: number) => `Pizarra verificada: ${size} mensajes`,
  witnesses: 'testigos',
  voids: (n: number) => `ATENCIÓN: mensajes de la pizarra que no son válidos y no cuentan: ${n}`,
  ballots: (n: number, counted: number) => `Boletas válidas en la pizarra: ${n}; se suman: ${counted}`,
  smallUnit: (n: number) => `Grupos de menos de ${n} boletas se suman con otros antes de abrirse`,
  quorum: (k: number, n: number) => `${n} testigos, ${k} deben firmar la pizarra`,
  accuser: 'La queja es de',
  excluded: 'Fuera de la ceremonia por lo que está en la pizarra',
  run: 'ronda',
  now: 'Ahora',
  check: 'Compruebe',
  next: 'Después',
  fetch: 'Copiando la pizarra',
  verify: 'Verificando la pizarra',
  add: 'Sumando las boletas',
  working: 'El dispositivo trabaja',
  done: 'Hecho',
  act: 'Acta',
  asksManifest: '¿Son estas la elección y la huella del acta impresa?',
  asksStep: '¿Hacerlo ahora?',
  asksTyped: (word: string) => `No se puede deshacer. Escriba ${word} para hacerlo`,
  typed: { seal: 'SELLAR', decrypt: 'ABRIR' },
  enrolled: 'Registro hecho. Entregue este archivo a la autoridad y lea en voz alta su huella:',
  enrolNext: 'No pierda la carpeta ni el dispositivo: sin los dos no se puede usar su parte.',
  carried: (delivered: number, size: number) =>
    `Entregados: ${delivered}. La pizarra en el medio tiene ${size} mensajes.`,
  carriedRefused: 'La pizarra no aceptó',
  actHolds: 'La firma del acta corresponde a la custodia del manifiesto.',
  yes: 'Sí',
  no: 'No',
  pin: 'PIN del dispositivo',
  yourTurn: 'Le toca a usted',
};

export type Words = typeof es;

const en: Words = {
  steps: {
    commit: {
      title: 'Commitment',
      now: 'Your token draws the secrets of this run and you publish only their fingerprint. Nobody can change theirs after having seen those of others.',
      check: 'That the trustees of the list are in the room.',
      next: 'When all have published their commitment, the public parts are revealed.',
    },
    reveal: {
      title: 'Reveal',
      now: 'You publish the public parts of your secrets and prove that you know them. The secrets stay.',
      check: 'Nothing to compare yet.',
      next: 'Every trustee deals the others their parts, encrypted.',
    },
    deal: {
      title: 'Dealing',
      now: 'You publish the part of each other trustee, encrypted so that only that one can open it.',
      check: 'Nothing to compare yet.',
      next: 'Every trustee checks the parts that came.',
    },
    certify: {
      title: 'Checking',
      now: 'Your program opens the parts that are yours and checks them against what was published. If all fit, it certifies so and your token seals your share of the key. If one does not fit, it complains and names who dealt it.',
      check: 'That nobody takes your token away before it is done.',
      next: 'Copy this folder to a second medium; then your share is proved to be usable.',
    },
    answer: {
      title: 'Answer to a complaint',
      now: 'Another trustee says that the part which you dealt does not fit. You open it before everyone: if it was good the complaint was false; if not, you are excluded. Either way the run ends and another begins.',
      check: 'Who complained: say it aloud.',
      next: 'A new run begins, with new secrets.',
    },
    'share-check': {
      title: 'Share check',
      now: 'Your token opens the sealed share and proves before everyone that it can be used.',
      check:
        'That there is a copy of this folder on a second medium. Only your token opens what is in it; without the folder your share is lost.',
      next: 'With the proofs of all trustees the opening is sealed.',
    },
    seal: {
      title: 'Seal of opening',
      now: 'You sign that manifest, election key, board and witnesses are those of this room. It cannot be taken back.',
      check:
        'Read both fingerprints aloud and compare them, word by word, with those on the other screens and with the printed act.',
      next: 'The election can be opened. Keep your token and this folder until the count.',
    },
    decrypt: {
      title: 'Count',
      now: 'Your program adds up all ballots of the board again. Only if it gets the very sum that you are asked to open, you open that sum, and never another. No ballot is opened by itself.',
      check: 'That voting is closed, and that the number of ballots is the one of the closing act.',
      next: 'When enough trustees have done it, anyone can compute the result.',
    },
  },
  awaiting: {
    start: 'The authority has not published the manifest and the hour of the beginning yet.',
    opening: 'The ceremony is over. Keep your token and this folder: they are needed for the count.',
    closing: 'Voting is under way. There is nothing to do until it closes.',
    admissions: 'Voting has closed. The registry has yet to publish how many people were admitted.',
    tally: 'The board has yet to publish the encrypted sum.',
    result: 'Your part is done. The result is to come: anyone can compute it from enough shares.',
    trustees: 'Waiting for other trustees',
    waiting: 'Waiting. You can stop with Ctrl+C and go on later: nothing is lost.',
    carry: 'Take the medium to the machine with a network, run `carry` there, and bring it back to this one.',
    finished: 'The election is over and the result is published.',
  },
  words: 'words',
  figures: 'figures',
  manifest: 'Manifest',
  key: 'Election key',
  trustee: 'Trustee',
  trustees: 'Trustees',
  you: 'you',
  threshold: (t, n) => `${n} trustees, ${t} of them suffice for the count`,
  hours: 'Voting',
  authority: 'Authority',
  rehearsal: 'REHEARSAL: this is not a real election.',
  board: (size) => `Board verified: ${size} messages`,
  witnesses: 'witnesses',
  voids: (n) => `ATTENTION: messages of the board that are not valid and do not count: ${n}`,
  ballots: (n, counted) => `Valid ballots on the board: ${n}; added up: ${counted}`,
  smallUnit: (n) => `Groups of fewer than ${n} ballots are added to others before they are opened`,
  quorum: (k, n) => `${n} witnesses, ${k} of whom must sign the board`,
  accuser: 'The complaint is by',
  excluded: 'Excluded from the ceremony by what is on the board',
  run: 'run',
  now: 'Now',
  check: 'Check',
  next: 'Next',
  fetch: 'Copying the board',
  verify: 'Verifying the board',
  add: 'Adding up the ballots',
  working: 'The token is at work',
  done: 'Done',
  act: 'Act',
  asksManifest: 'Are these the election and the fingerprint of the printed act?',
  asksStep: 'Do it now?',
  asksTyped: (word) => `It cannot be undone. Type ${word} to do it`,
  typed: { seal: 'SEAL', decrypt: 'OPEN' },
  enrolled: 'Enrolled. Hand this file to the authority and read its fingerprint aloud:',
  enrolNext: 'Lose neither the folder nor the token: without both your share cannot be used.',
  carried: (delivered, size) => `Handed in: ${delivered}. The board on the medium has ${size} messages.`,
  carriedRefused: 'The board did not take',
  actHolds: 'The signature of the act is that of the trustee in the manifest.',
  yes: 'Yes',
  no: 'No',
  pin: 'PIN of the token',
  yourTurn: 'It is your turn',
};

export const catalogue: Readonly<Record<Language, Words>> = { es, en };

export const titleOf = (words: Words, step: Step): string => words.steps[step].title;
