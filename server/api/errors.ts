/**
 * Errors of the HTTP APIs (docs/api.md): a code for programs, a status, an English title for developers. Clients have
 * their own sentences for people. Staff and office have no client yet, so their errors carry a Spanish title too.
 * @module
 */

export interface ErrorKind {
  readonly status: number;
  readonly title: string;
  readonly es?: string;
}

export type ErrorCatalogue = Readonly<Record<string, ErrorKind>>;

const error = (status: number, title: string): ErrorKind => ({ status, title });
const staffError = (status: number, title: string, es: string): ErrorKind => ({ status, title, es });

/** Errors that every endpoint may answer. */
export const commonErrors = {
  'not-found': error(404, 'There is nothing at this address.'),
  malformed: error(400, 'The request does not match its schema.'),
  'too-large': error(413, 'The request is too large.'),
  'headers-too-large': error(431, 'The headers of the request are too large.'),
  'too-slow': error(408, 'The request took too long to arrive.'),
  'media-type': error(415, 'The content type is not supported here.'),
  'too-many': error(429, 'The address has sent too many requests in a minute.'),
  internal: error(500, 'The server failed. What was acknowledged is kept.'),
  unavailable: error(503, 'The service is not available now. Retry in a minute.'),
} as const satisfies ErrorCatalogue;

/** Errors about a ballot. */
export const ballotErrors = {
  ticket: error(401, 'The ticket is missing or not valid. Nothing was cast.'),
  'ticket-over': error(401, 'The ticket has expired. Nothing was cast.'),
  'other-credential': error(403, 'The ballot is of another credential than the ticket.'),
  'not-open': error(409, 'The election is not open.'),
  'too-late': error(409, 'The election closed before the ballot was recorded. It is not counted.'),
  'bad-ballot': error(422, 'The ballot is malformed or its proofs do not verify. It was not recorded.'),
  'bad-challenge': error(422, 'The opening does not match the ballot.'),
  'credential-unknown': error(409, 'The credential is not listed for this style and unit.'),
  'credential-revoked': error(409, 'The credential is revoked.'),
  'already-voted': error(409, 'Another ballot of this credential is on the board.'),
  copied: error(409, 'A part of this ballot is on the board already.'),
  'too-many-challenges': error(429, 'The ticket has opened too many ballots. Retry in half an hour.'),
  'bad-envelope': error(422, 'The envelope does not open for this election. Its ballot was not recorded.'),
  busy: error(503, 'Too many ballots are queued. This one was not read: send it again after Retry-After.'),
} as const satisfies ErrorCatalogue;

/** Errors about an entry of the board. */
export const boardErrors = {
  'entry-form': error(422, 'The entry is malformed.'),
  'entry-kind': error(422, 'Entries of this kind are not accepted here.'),
  'entry-signature': error(422, 'The entry is not signed by the party that must sign it.'),
  'entry-blob': error(422, 'The blob is missing, or not the one that the entry names.'),
  'entry-stage': error(409, 'The entry does not belong to the current stage.'),
  'entry-refused': error(409, 'The entry is not valid now. The detail says why.'),
  'site-hours': error(409, 'The site is not open, and its closing does not list the entry.'),
  'site-quota': error(409, 'The site has served as many walk-ins as it may.'),
  'not-on-board': error(404, 'No such entry is on the board.'),
  'not-yet': error(503, 'The entry is stored, but not yet published. Ask for its receipt in a minute.'),
} as const satisfies ErrorCatalogue;

export const votingErrors = { ...ballotErrors, ...boardErrors } as const;

/** Errors of the registry. An unknown secret, a revoked one and another voter's get the same code. */
export const registryErrors = {
  'not-open': error(403, 'Voting has not begun.'),
  'voting-closed': error(403, 'Voting has closed.'),
  'link-unknown': error(403, 'The link is unknown or has expired.'),
  'login-unknown': error(403, 'The log-in is over or unknown.'),
  'wrong-digits': error(403, 'The digits are not those of the registered mobile.'),
  'wrong-code': error(403, 'The code is wrong or has expired.'),
  'wrong-credential': error(403, 'The proof is not of this voter’s credential.'),
  'wrong-step': error(409, 'This is not the log-in’s next step.'),
  locked: error(403, 'Too many failed attempts: the access is paused.'),
  'too-many-codes': error(429, 'Too many codes were sent. Retry in half an hour.'),
  'session-over': error(401, 'The session is over or unknown.'),
  'staff-refused': staffError(
    401,
    'The name, the password or the code is not right. If they are, wait for the next code and send it with this one: with two in a row you get in even while somebody is guessing.',
    'El nombre, la contraseña o el código no son correctos. Si lo son, espere el código siguiente y envíelo junto con este: con dos seguidos se entra aunque alguien esté adivinando.',
  ),
  'staff-session': staffError(
    401,
    'The session is over. Log in again; what was confirmed is done.',
    'La sesión terminó. Entre de nuevo; lo que se confirmó quedó hecho.',
  ),
  'staff-role': staffError(
    403,
    'Your role does not allow this. Ask someone whose role does.',
    'Su función no permite esto. Pídalo a quien sí la tenga.',
  ),
  'staff-exists': staffError(
    409,
    'There is an account of that name. Nothing has changed: choose another name, or change the account ("staff reset", "staff role").',
    'Ya hay una cuenta con ese nombre. No cambió nada: elija otro nombre, o cambie la cuenta («staff reset», «staff role»).',
  ),
  'staff-unknown': staffError(
    404,
    'There is no account of that name. Nothing has changed: "staff list" shows those that there are.',
    'No hay una cuenta con ese nombre. No cambió nada: «staff list» muestra las que hay.',
  ),
  'last-supervisor': staffError(
    409,
    'It is the last supervisor: without one nobody releases changes of contact data. Nothing has changed: add another first, or repeat with --even-last.',
    'Es la última cuenta de supervisión: sin ella nadie autoriza cambios de datos. No cambió nada: dé de alta otra antes, o repita con --even-last.',
  ),
  'person-unknown': staffError(
    404,
    'There is no such person on the roll.',
    'No hay tal persona en la lista.',
  ),
  'no-credential': staffError(
    409,
    'This person has no internet credential.',
    'Esta persona no tiene credencial de internet.',
  ),
  'change-unknown': staffError(
    404,
    'There is no such pending request; it may have been decided.',
    'No hay tal solicitud pendiente; quizá ya se resolvió.',
  ),
  'same-person': staffError(
    403,
    'Who asked for the change cannot release it: a second person is needed.',
    'Quien pidió el cambio no puede autorizarlo: hace falta una segunda persona.',
  ),
  'contact-taken': staffError(
    409,
    'That e-mail or mobile belongs to another person on the roll already.',
    'Ese correo o celular ya pertenece a otra persona de la lista.',
  ),
  'contact-form': staffError(
    400,
    'The e-mail or the mobile is not of the right form.',
    'El correo o el celular no tiene la forma debida.',
  ),
  'only-before-opening': staffError(
    409,
    'This can be done before the opening only: credentials do not change any more.',
    'Esto solo se puede antes de la apertura: las credenciales ya no cambian.',
  ),
  'only-after-closing': staffError(
    409,
    'This can be done between the closing and the count only.',
    'Esto solo se puede entre el cierre y el cómputo.',
  ),
  'already-admitted': staffError(
    409,
    'The number of people admitted is on the board already.',
    'El número de personas admitidas ya está en la pizarra.',
  ),
  'issue-running': staffError(
    409,
    'Credentials are being issued right now. Wait until that is over.',
    'Ya hay una emisión de credenciales en curso. Espere a que termine.',
  ),
  'desk-refused': error(401, 'The desk’s signature is not valid, or its clock is off.'),
  'codes-number': staffError(
    400,
    'The number of codes must be from 1 to 100,000.',
    'El número de códigos debe ir de 1 a 100,000.',
  ),
  'site-unknown': staffError(404, 'The manifest has no such site.', 'El manifiesto no tiene ese módulo.'),
  'served-elsewhere': error(409, 'Another site has served this person.'),
  'served-here': error(409, 'This site has served this person.'),
  'voted-internet': error(409, 'This person has voted by internet.'),
  'card-used': error(409, 'A ballot was cast with this card.'),
  'other-site': error(409, 'This person is registered at another site.'),
  'registered-postal': error(409, 'This person is registered to vote by post.'),
  'registered-internet': error(
    409,
    'This person is registered to vote by internet, which this site does not transfer.',
  ),
  'not-in-force': error(409, 'The credential of this person is not in force.'),
  'no-more-walk-ins': error(409, 'The site has served as many walk-ins as it may.'),
  'voting-unreachable': staffError(
    503,
    'The voting process does not answer right now. Try again in a minute; what was done is not lost.',
    'El proceso de votación no contesta por ahora. Intente de nuevo en un minuto; lo hecho no se pierde.',
  ),
  'voting-refused': staffError(
    502,
    'The voting process refused what it was sent.',
    'El proceso de votación rechazó lo que se le envió.',
  ),
} as const satisfies ErrorCatalogue;

/** Errors of a site's desk, which forwards those of the registry too. */
export const deskErrors = {
  'staff-refused': error(401, 'The name or the PIN is wrong.'),
  'staff-locked': error(429, 'Too many failed attempts with this name. Retry in five minutes.'),
  'staff-session': error(401, 'The session is over or unknown.'),
  'supervisor-needed': error(403, 'This needs the name and PIN of a supervisor.'),
  'person-unknown': error(
    404,
    'The person is not on the roll; without a link only the site’s own is searched.',
  ),
  'not-open': error(409, 'The site is not open.'),
  'is-open': error(409, 'The site has been opened already.'),
  'too-early': error(409, 'It is before the hour.'),
  closed: error(409, 'The site has closed.'),
  'card-open': error(409, 'The person has a card that was not used.'),
  'not-served': error(409, 'The person cannot vote here. The detail says why.'),
  'no-card': error(409, 'The person has no card.'),
  'card-used': error(409, 'A ballot was cast with this card.'),
  'no-link': error(503, 'The registry or the board does not answer, and this needs it.'),
  'no-codes': error(409, 'The site has no codes left.'),
  'kit-not-on-board': error(409, 'The codes of the site’s kit are not on the board. No card was given.'),
  'issue-refused': error(409, 'The board refused the issue. The detail says why. No card was given.'),
  'device-unknown': error(401, 'The device is not on the inventory.'),
  'device-silent': error(409, 'A kiosk has not reported what it holds.'),
  'numbers-move': error(409, 'The board’s numbers change: a kiosk is delivering. Retry in a minute.'),
} as const satisfies ErrorCatalogue;
