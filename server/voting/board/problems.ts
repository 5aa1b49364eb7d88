/** Why the board does not take an entry. @module */

import { problem, problemsOf, type Catalogue } from '../../shared/http/problem.ts';

export const boardProblems = {
  'entry-form': problem(422, 'El mensaje no tiene la forma debida.', 'The message is not of the right form.'),
  'entry-kind': problem(
    422,
    'Este tipo de mensaje no se recibe aquí.',
    'This kind of message is not taken here.',
  ),
  'entry-signature': problem(
    422,
    'La firma del mensaje no es de quien debe firmarlo.',
    'The message is not signed by the party that must sign it.',
  ),
  'entry-blob': problem(
    422,
    'El documento adjunto falta o no es el que el mensaje nombra.',
    'The document is missing, or not the one that the message names.',
  ),
  'entry-stage': problem(
    409,
    'Este mensaje no corresponde a la etapa en que está la elección.',
    'This message does not belong to the stage in which the election is.',
  ),
  'entry-refused': problem(
    409,
    'El mensaje no es válido en este momento; el detalle dice por qué.',
    'The message is not valid at this point; the detail says why.',
  ),
  'site-hours': problem(
    409,
    'El módulo ya cerró o aún no abre, y el mensaje no está en la lista de lo que guardaba al cerrar.',
    'The site is closed or not open yet, and the message is not on the list of what it held when it closed.',
  ),
  'site-quota': problem(
    409,
    'El módulo ya atendió a todas las personas sin registro que puede atender.',
    'The site has served all the people without registration that it may serve.',
  ),
  'not-on-board': problem(404, 'No está en la pizarra.', 'It is not on the board.'),
  'not-yet': problem(
    503,
    'Se guardó, pero aún no está publicado con sus testigos. Pida el comprobante en un minuto: no se pierde.',
    'It is stored, but not yet published with its witnesses. Ask for the receipt in a minute: it is not lost.',
  ),
} as const satisfies Catalogue;

export const boardProblem = problemsOf(boardProblems);
export type BoardProblemCode = keyof typeof boardProblems;
