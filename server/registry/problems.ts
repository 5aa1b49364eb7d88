/** What the registry answers when it says no: one catalogue, es and en. @module */

import { problem, problemsOf, type Catalogue } from '../shared/http/problem.ts';

export const registryProblems = {
  // Voters. Whatever is unknown, revoked or another's gets the same answer.
  'not-open': problem(
    403,
    'La votación aún no empieza. Tu derecho a votar sigue intacto: vuelve cuando abra, con este mismo enlace.',
    'Voting has not begun. Your right to vote is untouched: come back when it opens, with this same link.',
  ),
  'voting-closed': problem(
    403,
    'La votación ya cerró y no se puede entrar. Si ya habías emitido tu voto, está en la urna; puedes verlo con tu código de seguimiento.',
    'Voting has closed and nobody can enter. If you had cast your vote, it is in the box; you can see it with your tracker.',
  ),
  'link-unknown': problem(
    403,
    'No reconocemos este enlace. Tu derecho a votar no cambia: pide otro enlace, o usa el más reciente que te llegó.',
    'We do not recognise this link. Your right to vote does not change: ask for another link, or use the latest you received.',
  ),
  'login-unknown': problem(
    403,
    'Este intento de entrar ya terminó. No se perdió nada: abre tu enlace otra vez.',
    'This log-in is over. Nothing was lost: open your link again.',
  ),
  'wrong-digits': problem(
    403,
    'No son los últimos cuatro dígitos del celular que registraste. Nada se ha perdido: revísalos e intenta de nuevo.',
    'Those are not the last four digits of the mobile you registered. Nothing is lost: check them and try again.',
  ),
  'wrong-code': problem(
    403,
    'No reconocemos ese código, o ya venció. Nada se ha perdido: usa el más reciente.',
    'We do not recognise that code, or it has expired. Nothing is lost: use the latest one.',
  ),
  'wrong-credential': problem(
    403,
    'Ese código de votación no es el tuyo en esta elección. Tu voto no se ha emitido: revisa el mensaje en que te llegó.',
    'That voting code is not yours in this election. No vote was cast: check the message in which it came.',
  ),
  'wrong-step': problem(
    409,
    'Este paso no toca ahora. No se perdió nada: abre tu enlace otra vez.',
    'This is not the step that is due. Nothing was lost: open your link again.',
  ),
  locked: problem(
    403,
    'Hubo varios intentos fallidos y tu acceso está en pausa por un rato. Tu derecho a votar sigue intacto: espera e intenta de nuevo, o llama a la línea de ayuda.',
    'There were several failed tries and your access is paused for a while. Your right to vote is untouched: wait and try again, or call the help line.',
  ),
  'too-many-codes': problem(
    429,
    'Ya te enviamos varios códigos. Tu acceso sigue intacto: usa el más reciente o espera media hora.',
    'We have sent you several codes. Your access is untouched: use the latest or wait half an hour.',
  ),
  'session-over': problem(
    401,
    'Tu sesión terminó. Lo que ya se confirmó no se pierde: para seguir, abre tu enlace otra vez.',
    'Your session is over. What was confirmed is not lost: to go on, open your link again.',
  ),
  // Staff.
  'staff-refused': problem(
    401,
    'El nombre, la contraseña o el código no son correctos. Si lo son, espere el código siguiente y envíelo junto con este: con dos seguidos se entra aunque alguien esté adivinando.',
    'The name, the password or the code is not right. If they are, wait for the next code and send it with this one: with two in a row you get in even while somebody is guessing.',
  ),
  'staff-session': problem(
    401,
    'La sesión terminó. Entre de nuevo; lo que se confirmó quedó hecho.',
    'The session is over. Log in again; what was confirmed is done.',
  ),
  'staff-role': problem(
    403,
    'Su función no permite esto. Pídalo a quien sí la tenga.',
    'Your role does not allow this. Ask someone whose role does.',
  ),
  'staff-exists': problem(
    409,
    'Ya hay una cuenta con ese nombre. No cambió nada: elija otro nombre, o cambie la cuenta («staff reset», «staff role»).',
    'There is an account of that name. Nothing has changed: choose another name, or change the account ("staff reset", "staff role").',
  ),
  'staff-unknown': problem(
    404,
    'No hay una cuenta con ese nombre. No cambió nada: «staff list» muestra las que hay.',
    'There is no account of that name. Nothing has changed: "staff list" shows those that there are.',
  ),
  'last-supervisor': problem(
    409,
    'Es la última cuenta de supervisión: sin ella nadie autoriza cambios de datos. No cambió nada: dé de alta otra antes, o repita con --even-last.',
    'It is the last supervisor: without one nobody releases changes of contact data. Nothing has changed: add another first, or repeat with --even-last.',
  ),
  'person-unknown': problem(404, 'No hay tal persona en la lista.', 'There is no such person on the roll.'),
  'no-credential': problem(
    409,
    'Esta persona no tiene credencial de internet.',
    'This person has no internet credential.',
  ),
  'change-unknown': problem(
    404,
    'No hay tal solicitud pendiente; quizá ya se resolvió.',
    'There is no such pending request; it may have been decided.',
  ),
  'same-person': problem(
    403,
    'Quien pidió el cambio no puede autorizarlo: hace falta una segunda persona.',
    'Who asked for the change cannot release it: a second person is needed.',
  ),
  'contact-taken': problem(
    409,
    'Ese correo o celular ya pertenece a otra persona de la lista.',
    'That e-mail or mobile belongs to another person on the roll already.',
  ),
  'contact-form': problem(
    400,
    'El correo o el celular no tiene la forma debida.',
    'The e-mail or the mobile is not of the right form.',
  ),
  'only-before-opening': problem(
    409,
    'Esto solo se puede antes de la apertura: las credenciales ya no cambian.',
    'This can be done before the opening only: credentials do not change any more.',
  ),
  'only-after-closing': problem(
    409,
    'Esto solo se puede entre el cierre y el cómputo.',
    'This can be done between the closing and the count only.',
  ),
  'already-admitted': problem(
    409,
    'El número de personas admitidas ya está en la pizarra.',
    'The number of people admitted is on the board already.',
  ),
  'issue-running': problem(
    409,
    'Ya hay una emisión de credenciales en curso. Espere a que termine.',
    'Credentials are being issued right now. Wait until that is over.',
  ),
  // Desks of sites.
  'desk-refused': problem(
    401,
    'El módulo no pudo identificarse: revise su llave y la hora de su equipo.',
    'The desk could not identify itself: look at its key and at the clock of its machine.',
  ),
  'codes-number': problem(
    400,
    'El número de códigos debe ir de 1 a 100,000.',
    'The number of codes must be from 1 to 100,000.',
  ),
  'site-unknown': problem(404, 'El manifiesto no tiene ese módulo.', 'The manifest has no such site.'),
  'served-elsewhere': problem(
    409,
    'Otro módulo ya atendió a esta persona.',
    'Another site has served this person.',
  ),
  'served-here': problem(409, 'Este módulo ya atendió a esta persona.', 'This site has served this person.'),
  'voted-internet': problem(
    409,
    'Esta persona ya votó por internet; su boleta está en la urna.',
    'This person has voted by internet; the ballot is in the box.',
  ),
  'card-used': problem(
    409,
    'Con esta tarjeta ya se votó; la boleta está en la urna.',
    'This card was voted with; the ballot is in the box.',
  ),
  'other-site': problem(
    409,
    'Esta persona está registrada en otro módulo y solo puede votar ahí.',
    'This person is registered at another site and can vote there alone.',
  ),
  'registered-postal': problem(
    409,
    'Esta persona está registrada para votar por correo y no puede votar aquí.',
    'This person is registered to vote by post and cannot vote here.',
  ),
  'registered-internet': problem(
    409,
    'Esta persona está registrada para votar por internet, y en este módulo no se cambia de modalidad.',
    'This person is registered to vote by internet, and this site serves nobody who is.',
  ),
  'not-in-force': problem(
    409,
    'La credencial de esta persona no está vigente.',
    'The credential of this person is not in force.',
  ),
  'no-more-walk-ins': problem(
    409,
    'El módulo ya atendió a todas las personas sin registro que puede atender.',
    'The site has served all the people without registration that it may serve.',
  ),
  // The voting process.
  'voting-unreachable': problem(
    503,
    'El proceso de votación no contesta por ahora. Intente de nuevo en un minuto; lo hecho no se pierde.',
    'The voting process does not answer right now. Try again in a minute; what was done is not lost.',
  ),
  'voting-refused': problem(
    502,
    'El proceso de votación rechazó lo que se le envió.',
    'The voting process refused what it was sent.',
  ),
} as const satisfies Catalogue;

export type RegistryProblemCode = keyof typeof registryProblems;
export const registryProblem = problemsOf(registryProblems);
