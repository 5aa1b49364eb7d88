/** Why a ballot is not taken. The sentences are for voters: what happened, whether anything is lost, what to do. @module */

import { problem, problemsOf, type Catalogue } from '../../shared/http/problem.ts';

export const ballotProblems = {
  ticket: problem(
    401,
    'Su sesión no es válida. Entre de nuevo; su boleta no se ha enviado.',
    'Your session is not valid. Log in again; your ballot has not been cast.',
  ),
  'ticket-over': problem(
    401,
    'Su sesión de 30 minutos terminó. Entre de nuevo; su boleta no se ha enviado.',
    'Your 30-minute session is over. Log in again; your ballot has not been cast.',
  ),
  'other-credential': problem(
    403,
    'La boleta no es de la credencial con la que entró.',
    'The ballot is not of the credential with which you logged in.',
  ),
  'not-open': problem(409, 'La votación aún no está abierta.', 'Voting is not open yet.'),
  'too-late': problem(
    409,
    'La votación cerró antes de que su boleta pudiera registrarse. No se contará.',
    'Voting closed before your ballot could be recorded. It will not be counted.',
  ),
  'bad-ballot': problem(
    422,
    'La boleta no está bien formada y no se registró. Avise a la línea de ayuda: puede ser un ataque a su equipo.',
    'The ballot is not well made and was not recorded. Tell the help line: your device may be under attack.',
  ),
  'bad-challenge': problem(
    422,
    'Lo que se mostró no abre la boleta. Avise a la línea de ayuda: puede ser un ataque a su equipo.',
    'What was shown does not open the ballot. Tell the help line: your device may be under attack.',
  ),
  'credential-unknown': problem(
    409,
    'Esta credencial no está en la lista publicada para esta boleta. Llame a la línea de ayuda.',
    'This credential is not on the published list for this ballot. Call the help line.',
  ),
  'credential-revoked': problem(
    409,
    'Esta credencial fue revocada. Llame a la línea de ayuda.',
    'This credential was revoked. Call the help line.',
  ),
  'already-voted': problem(
    409,
    'Ya hay una boleta de esta credencial en la urna, y se cuenta una sola. Si no la emitió usted, llame a la línea de ayuda.',
    'There is a ballot of this credential in the box already, and one is counted. If you did not cast it, call the help line.',
  ),
  copied: problem(
    409,
    'Parte de esta boleta ya está en la pizarra: no puede registrarse otra vez. Haga una boleta nueva.',
    'A part of this ballot is on the board already: it cannot be recorded again. Make a new ballot.',
  ),
  'too-many-challenges': problem(
    429,
    'Ya comprobó muchas boletas. Puede emitir su voto ahora, o comprobar más dentro de media hora.',
    'You have checked many ballots. You can cast your vote now, or check more in half an hour.',
  ),
  'bad-envelope': problem(
    422,
    'El sobre no es para esta elección o está dañado. Guárdelo y avise a la línea de ayuda: la boleta que lleva no se ha registrado.',
    'The envelope is not for this election, or is damaged. Keep it and tell the help line: the ballot in it has not been recorded.',
  ),
  busy: problem(
    503,
    'Hay muchas boletas en espera y este envío no se atendió. Envíe la misma boleta de nuevo en unos segundos.',
    'Many ballots are waiting, and this one was not looked at. Send the same ballot again in a few seconds.',
  ),
} as const satisfies Catalogue;

export type BallotProblemCode = keyof typeof ballotProblems;
export const ballotProblem = problemsOf(ballotProblems);
