/** What the desk answers when it says no. @module */

import { problem, problemsOf, type Catalogue } from '../shared/http/problem.ts';

export const deskProblems = {
  'staff-refused': problem(
    401,
    'El nombre o el PIN no es correcto. Revíselo e intente de nuevo.',
    'The name or the PIN is not right. Look at it and try again.',
  ),
  'staff-locked': problem(
    429,
    'Hubo varios intentos fallidos con este nombre. Espere cinco minutos o pida ayuda a supervisión.',
    'There were several failed tries with this name. Wait five minutes or ask a supervisor for help.',
  ),
  'staff-session': problem(
    401,
    'La sesión terminó. Entre de nuevo; lo que se confirmó quedó hecho.',
    'The session is over. Log in again; what was confirmed is done.',
  ),
  'supervisor-needed': problem(
    403,
    'Esto necesita la autorización de supervisión, con su nombre y PIN.',
    'This needs a supervisor, with name and PIN.',
  ),
  'person-unknown': problem(
    404,
    'No encontramos a esta persona. Sin enlace solo se ve la lista de este módulo.',
    'We do not find this person. Without a link only this site’s roll is seen.',
  ),
  'not-open': problem(
    409,
    'El módulo no está abierto. Haga primero el acta de apertura.',
    'The site is not open. Make the opening act first.',
  ),
  'is-open': problem(409, 'El módulo ya se abrió.', 'The site has been opened already.'),
  'too-early': problem(409, 'Aún no es la hora.', 'It is before the hour.'),
  closed: problem(409, 'El módulo ya cerró.', 'The site has closed.'),
  'card-open': problem(
    409,
    'Esta persona ya tiene una tarjeta que no se ha usado. Si la perdió, anúlela con supervisión y dé otra.',
    'This person has a card that was not used. If it was lost, spoil it with a supervisor and give another.',
  ),
  'not-served': problem(
    409,
    'Esta persona no puede votar aquí; el detalle dice por qué.',
    'This person cannot vote here; the detail says why.',
  ),
  'no-card': problem(409, 'Esta persona no tiene tarjeta.', 'This person has no card.'),
  'card-used': problem(
    409,
    'Con esta tarjeta ya se votó; la boleta está en la urna.',
    'This card was voted with; the ballot is in the box.',
  ),
  'no-link': problem(
    503,
    'No hay enlace, y esta persona no es de la lista de este módulo: hay que esperar a que vuelva. Nada se ha perdido.',
    'There is no link, and this person is not on this site’s roll: wait until it is back. Nothing is lost.',
  ),
  'no-codes': problem(
    409,
    'Se acabaron los códigos de este módulo. Avise a la oficina electoral.',
    'This site has no codes left. Tell the election office.',
  ),
  'kit-not-on-board': problem(
    409,
    'Los códigos de este paquete no están en la pizarra: con ellos nadie podría votar. No se dio ninguna tarjeta. Pida a la oficina electoral el paquete de esta sede.',
    'The codes of this kit are not on the board: nobody could vote with them. No card was given. Ask the election office for the kit of this site.',
  ),
  'issue-refused': problem(
    409,
    'La pizarra no aceptó la tarjeta, y no se dio. El detalle dice por qué.',
    'The board did not take the card, and it was not given. The detail says why.',
  ),
  'device-unknown': problem(401, 'Este equipo no está dado de alta.', 'This device is not on the inventory.'),
  'device-silent': problem(
    409,
    'Un kiosco no ha dicho qué guarda. Ábralo y cierre su jornada primero.',
    'A kiosk has not said what it holds. Open it and end its day first.',
  ),
  'numbers-move': problem(
    409,
    'Los números de la pizarra cambian mientras se cierra: un kiosco está entregando. Espere un minuto y repita.',
    'The board’s numbers change while closing: a kiosk is delivering. Wait a minute and repeat.',
  ),
} as const satisfies Catalogue;

export type DeskProblemCode = keyof typeof deskProblems;
export const deskProblem = problemsOf(deskProblems);
