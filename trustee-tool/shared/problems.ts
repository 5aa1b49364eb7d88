/** Problems of the trustees' program, in sentences that say what happened, what it means and what to do. @module */

import type { Sentence } from '#hsm/errors.ts';

const sentence = (es: string, en: string): Sentence => ({ es, en });

export const problems = {
  // The board
  network: sentence(
    'La pizarra pública no responde. Nada se perdió: se intentará de nuevo.',
    'The public board does not answer. Nothing was lost: it will be tried again.',
  ),
  'board-missing': sentence(
    'Falta una parte de la pizarra pública. No se actuó. Pida una copia completa e inténtelo de nuevo.',
    'A part of the public board is missing. Nothing was done. Ask for a whole copy and try again.',
  ),
  'board-signature': sentence(
    'La pizarra no lleva las firmas que el manifiesto exige. No se actuó: detenga la ceremonia y avise a la autoridad.',
    'The board does not carry the signatures that the manifest demands. Nothing was done: stop the ceremony and tell the authority.',
  ),
  'board-root': sentence(
    'Los mensajes de la pizarra no son los que firmó. No se actuó. Pida otra copia; si vuelve a ocurrir, guárdela: es una prueba.',
    'The messages of the board are not the ones that it signed. Nothing was done. Ask for another copy; if it happens again, keep it: it is evidence.',
  ),
  'board-old': sentence(
    'Esta copia de la pizarra es más vieja que la que usted ya vio. No se actuó: traiga una reciente.',
    'This copy of the board is older than what you have seen. Nothing was done: bring a recent one.',
  ),
  'board-rewritten': sentence(
    'La pizarra ya no contiene lo que usted vio antes. ALTO: se reescribió. Las dos versiones firmadas quedan guardadas como prueba; avise a la autoridad y a los testigos.',
    'The board no longer contains what you saw before. STOP: it was rewritten. Both signed versions are kept as evidence; tell the authority and the witnesses.',
  ),
  'board-faulty': sentence(
    'La pizarra no cumple las reglas de la elección. ALTO: no se actuó. Avise a la autoridad.',
    'The board breaks the rules of the election. STOP: nothing was done. Tell the authority.',
  ),
  refused: sentence(
    'La pizarra no aceptó el mensaje. Nada se perdió. Lea la causa y avise a quien dirige la ceremonia.',
    'The board did not take the message. Nothing was lost. Read the reason and tell whoever leads the ceremony.',
  ),
  // The manifest
  'manifest-form': sentence(
    'El manifiesto no es válido. No se actuó: pida a la autoridad uno correcto.',
    'The manifest is not valid. Nothing was done: ask the authority for a right one.',
  ),
  'manifest-other': sentence(
    'El manifiesto de la pizarra no es el de esta sala. ALTO: no se actuó. Compare la huella con el acta impresa.',
    'The manifest of the board is not the one of this room. STOP: nothing was done. Compare the fingerprint with the printed act.',
  ),
  'not-a-trustee': sentence(
    'Las llaves de este dispositivo no están en el manifiesto. No se actuó: compare el registro que usted entregó.',
    'The keys of this token are not in the manifest. Nothing was done: compare the enrolment that you handed in.',
  ),
  // This trustee
  'home-there': sentence(
    'En esta carpeta ya hay una custodia. Nunca se sobrescribe: elija otra carpeta.',
    'There is a trustee in this folder already. It is never overwritten: choose another folder.',
  ),
  'home-missing': sentence(
    'En esta carpeta no hay una custodia. Revise la ruta, o regístrese primero con `enrol`.',
    'There is no trustee in this folder. Check the path, or enrol first with `enrol`.',
  ),
  'secrets-missing': sentence(
    'La pizarra tiene un mensaje suyo de esta ronda, y en esta carpeta no están los secretos con que se hizo. No se actuó: use la carpeta original. Si se perdió, la autoridad debe declarar su ausencia.',
    'The board has a message of yours in this run, and the secrets that it was made with are not in this folder. Nothing was done: use the original folder. If it is lost, the authority must declare you absent.',
  ),
  'said-otherwise': sentence(
    'La pizarra tiene un mensaje a nombre de usted que no está en esta carpeta. ALTO: esta es una copia vieja de su carpeta, o alguien más usó su llave. Use la carpeta original; si es esta, avise a la autoridad.',
    'The board has a message in your name that is not in this folder. STOP: this is an old copy of your folder, or someone else has used your key. Use the original folder; if this is it, tell the authority.',
  ),
  excluded: sentence(
    'Usted quedó fuera de la ceremonia por lo que está en la pizarra. Su parte no cuenta más.',
    'You were excluded from the ceremony by what is on the board. Your part counts no more.',
  ),
  'ceremony-failed': sentence(
    'Quedan muy pocas custodias: con este manifiesto no se puede crear la llave. La autoridad debe hacer otro.',
    'Too few trustees remain: no key can be made under this manifest. The authority must make another.',
  ),
  // The count
  'too-early': sentence(
    'Según el reloj de este equipo, o el de los testigos, la votación no ha terminado. No se abrió nada: antes de la hora no se descifra.',
    'By the clock of this machine, or of the witnesses, voting is not over. Nothing was opened: nothing is decrypted before the hour.',
  ),
  'tally-wrong': sentence(
    'La suma que se pide abrir NO es la de las boletas de la pizarra. ALTO: no se abrió. Puede ser un intento de ver votos; avise a la autoridad y a los observadores.',
    'What you are asked to open is NOT the sum of the ballots on the board. STOP: it was not opened. It may be an attempt to see votes; tell the authority and the observers.',
  ),
  'tally-second': sentence(
    'Usted ya abrió otra suma de esta elección. ALTO: una segunda no se abre nunca.',
    'You have opened another sum of this election. STOP: a second one is never opened.',
  ),
  // The program
  usage: sentence('No se entiende lo que se pidió.', 'It is not clear what was asked for.'),
  'file-missing': sentence(
    'No está el archivo que se pidió. No se hizo nada. Revise la ruta.',
    'The file that was asked for is not there. Nothing was done. Check the path.',
  ),
  canceled: sentence(
    'Se detuvo porque usted lo pidió. Nada se perdió: puede continuar cuando quiera.',
    'Stopped, as you asked. Nothing was lost: you can go on whenever you like.',
  ),
  'medium-missing': sentence(
    'No está el medio que se pidió. Conéctelo y repita.',
    'The medium that was asked for is not there. Connect it and repeat.',
  ),
  'medium-form': sentence(
    'En el medio hay algo que no debe estar ahí. No se usó: pida otro medio.',
    'There is something on the medium that must not be there. It was not used: ask for another medium.',
  ),
  'act-form': sentence(
    'El acta no es válida o su firma no corresponde.',
    'The act is not valid, or its signature does not hold.',
  ),
} as const;

export type ProblemCode = keyof typeof problems;

export class TrusteeProblem extends Error {
  override readonly name = 'TrusteeProblem';
  readonly code: ProblemCode;
  readonly says: Sentence;

  /** `detail` follows the sentence in parentheses; it holds nothing secret. */
  constructor(code: ProblemCode, detail = '') {
    const { es, en } = problems[code];
    const behind = detail === '' ? '' : ` (${printable(detail)})`;
    super(`${en}${behind}`);
    this.code = code;
    this.says = { es: `${es}${behind}`, en: `${en}${behind}` };
  }
}

/**
 * Makes a foreign text safe for a terminal: control and invisible characters are replaced, and it is cut to 600
 * characters.
 */
export const printable = (text: string): string => text.replace(/[\p{C}\u2028\u2029]/gu, '?').slice(0, 600);

/** Runs `work` and turns an error into this problem, with the error's message as detail. */
export function orProblem<T>(code: ProblemCode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof TrusteeProblem ? error : new TrusteeProblem(code, (error as Error).message);
  }
}
