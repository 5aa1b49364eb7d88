/** Sentences about the key ceremony. @module */
import { sentence } from './sentence.ts';

export const ceremonySentences = {
  wrongRun: (run: number, current: number | undefined) =>
    sentence(
      `es de la ronda ${run} y ${current === undefined ? 'no hay ninguna en curso' : `la actual es la ${current}`}`,
      `it is of run ${run}, and ${current === undefined ? 'there is no current run' : `the current one is ${current}`}`,
    ),
  notInRun: (trustee: number) =>
    sentence(`el custodio ${trustee} no participa en la ronda`, `trustee ${trustee} is not in the run`),
  alreadySent: () => sentence('ya había enviado este mensaje', 'it had sent this message before'),
  wrongTurn: () => sentence('no era el turno de este mensaje', 'it was not the turn of this message'),
  wrongCommitment: () => sentence('no es lo que había comprometido', 'it is not what it had committed to'),
  badProof: () => sentence('su prueba no es válida', 'its proof does not hold'),
  cancellingSum: () => sentence('anula la suma de las partes', 'it cancels the sum of the parts'),
  wrongKey: () => sentence('nombra otra llave de la elección', 'it names another election key'),
  owesNothing: (trustee: number) =>
    sentence(`el custodio ${trustee} no debía ningún mensaje`, `trustee ${trustee} owed no message`),
  owesOther: (trustee: number) =>
    sentence(`el custodio ${trustee} debía otro mensaje`, `trustee ${trustee} owed another message`),
  notSilentLongEnough: () =>
    sentence('no había pasado el plazo de silencio', 'the time of silence had not passed'),
  ceremonyIncomplete: () =>
    sentence('la llave de la elección no estaba completa', 'the election key was not complete'),
  shareChecksMissing: (n: number) =>
    sentence(`faltaban ${n} pruebas de parte`, `${n} share checks were missing`),
  sealsMissing: (n: number, right: number) =>
    sentence(`había ${n} sellos y deben ser ${right}`, `there were ${n} seals and must be ${right}`),
};
