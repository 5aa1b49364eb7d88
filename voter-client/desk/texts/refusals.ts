/**
 * Sentences for each error of the desk, and of the registry through the desk: what happened, and what to do.
 * @module
 */

import type { Text } from '../../i18n/text.ts';

export const refusalTexts = {
  'no.staff-refused': {
    es: 'El nombre o el PIN no es correcto.',
    en: 'The name or the PIN is not right.',
  },
  'no.staff-refused.do': {
    es: 'Nada se hizo. Revíselos y escríbalos de nuevo.',
    en: 'Nothing was done. Look at them and type them again.',
  },
  'no.staff-locked': {
    es: 'Hubo varios intentos fallidos con este nombre.',
    en: 'There were several failed tries with this name.',
  },
  'no.staff-locked.do': {
    es: 'Espere cinco minutos, o use el nombre y el PIN de otra persona que esté presente.',
    en: 'Wait five minutes, or let another member who is present use their own name and PIN.',
  },
  'no.staff-session': { es: 'La sesión terminó.', en: 'The session is over.' },
  'no.staff-session.do': {
    es: 'Entre de nuevo. Lo que se confirmó quedó hecho.',
    en: 'Log in again. What was confirmed is done.',
  },
  'no.supervisor-needed': {
    es: 'Esto lo autoriza supervisión, y ese nombre no es de supervisión.',
    en: 'A supervisor must allow this, and that name is not a supervisor’s.',
  },
  'no.supervisor-needed.do': {
    es: 'Llame a quien supervisa, para que escriba su nombre y su PIN.',
    en: 'Call the supervisor, to type their name and PIN.',
  },
  'no.person-unknown': {
    es: 'La lista no tiene a esta persona.',
    en: 'The roll does not have this person.',
  },
  'no.person-unknown.do': {
    es: 'Búsquela de otra forma. Sin enlace solo se ve la lista de esta sede.',
    en: 'Search in another way. Without a link only this site’s roll is seen.',
  },
  'no.not-open': { es: 'La sede no está abierta.', en: 'The site is not open.' },
  'no.not-open.do': {
    es: 'Haga primero el acta de apertura. Antes de la hora no se dan tarjetas.',
    en: 'Make the opening act first. No cards are given before the hour.',
  },
  'no.is-open': { es: 'La sede ya se abrió.', en: 'The site has been opened already.' },
  'no.is-open.do': { es: 'El acta está en «Acta de apertura».', en: 'The act is under “Opening act”.' },
  'no.too-early': { es: 'Aún no es la hora.', en: 'It is before the hour.' },
  'no.too-early.do': {
    es: 'Se abre desde una hora antes de empezar, y se cierra cuando pasó la hora de cierre. Espere y repita.',
    en: 'A site is opened from one hour before it starts, and closed once the closing hour is past. Wait and repeat.',
  },
  'no.closed': { es: 'La sede ya cerró.', en: 'The site has closed.' },
  'no.closed.do': {
    es: 'No se dan más tarjetas. El acta de cierre se hace, o está, en «Cierre».',
    en: 'No more cards are given. The closing act is made, or stands, under “Closing”.',
  },
  'no.card-open': {
    es: 'Esta persona ya tiene una tarjeta que no se ha usado.',
    en: 'This person has a card that was not used.',
  },
  'no.card-open.do': {
    es: 'Puede votar con ella. Si no la tiene, supervisión la anula y se da otra.',
    en: 'It can be voted with. If they do not have it, a supervisor spoils it and another one is given.',
  },
  'no.not-served': {
    es: 'A esta persona no se le puede dar tarjeta ahora.',
    en: 'No card can be given to this person now.',
  },
  'no.not-served.do': {
    es: 'Búsquela de nuevo: la razón está en su ficha.',
    en: 'Search for the person again: the reason is on their page.',
  },
  'no.no-card': { es: 'Esta persona no tiene tarjeta.', en: 'This person has no card.' },
  'no.no-card.do': {
    es: 'No hay nada que anular. Búsquela de nuevo y dele una.',
    en: 'There is nothing to spoil. Search for the person again and give one.',
  },
  'no.card-used': { es: 'Con esa tarjeta ya se votó.', en: 'That card was voted with.' },
  'no.card-used.do': {
    es: 'No se anula ni se da otra. La boleta está en la urna.',
    en: 'It is not spoiled, and no other is given. The ballot is in the box.',
  },
  'no.no-link': { es: 'No hay respuesta del centro.', en: 'The centre does not answer.' },
  'no.no-link.do': {
    es: 'Esto necesita el enlace. Nada se perdió: repítalo cuando vuelva. Las personas de la lista de esta sede se atienden mientras tanto.',
    en: 'This needs the link. Nothing is lost: repeat it when it is back. People on this site’s roll are served meanwhile.',
  },
  'no.no-codes': { es: 'Se acabaron los códigos de esta sede.', en: 'This site has no codes left.' },
  'no.no-codes.do': {
    es: 'No se dan más tarjetas. Avise ahora a la oficina electoral y a las personas en la fila.',
    en: 'No more cards can be given. Tell the election office, and those who wait, now.',
  },
  'no.kit-not-on-board': {
    es: 'Los códigos de este paquete no están en la pizarra pública: con ellos nadie podría votar. No se dio ninguna tarjeta.',
    en: 'The codes of this kit are not on the public board: nobody could vote with them. No card was given.',
  },
  'no.kit-not-on-board.do': {
    es: 'Llame a la oficina electoral y pida el paquete de esta sede.',
    en: 'Call the election office and ask for the kit of this site.',
  },
  'no.issue-refused': {
    es: 'La pizarra pública no aceptó la tarjeta, y no se dio.',
    en: 'The public board did not take the card, and it was not given.',
  },
  'no.issue-refused.do': {
    es: 'Busque a la persona de nuevo. Si se repite, deje de dar tarjetas y llame a la oficina electoral con el detalle.',
    en: 'Search for the person again. If it happens again, stop giving cards and call the election office with the detail.',
  },
  'no.device-unknown': {
    es: 'Este equipo no está dado de alta.',
    en: 'This device is not on the inventory.',
  },
  'no.device-unknown.do': {
    es: 'Supervisión lo da de alta en el propio kiosco.',
    en: 'A supervisor enrols it at the kiosk itself.',
  },
  'no.device-silent': {
    es: 'Un kiosco no ha dicho qué guarda desde la hora de cierre.',
    en: 'A kiosk has not said what it holds since the closing hour.',
  },
  'no.device-silent.do': {
    es: 'Termine su jornada en el kiosco. Si ya no enciende, márquelo abajo y explíquelo.',
    en: 'End its day at the kiosk. If it does not start any more, mark it below and explain.',
  },
  'no.numbers-move': {
    es: 'Los números de la pizarra cambiaron mientras se cerraba: un kiosco está entregando.',
    en: 'The board’s numbers changed while closing: a kiosk is delivering.',
  },
  'no.numbers-move.do': { es: 'Espere un minuto y repita.', en: 'Wait a minute and repeat.' },

  'no.desk-refused': {
    es: 'El centro no reconoció a esta mesa.',
    en: 'The centre did not recognise this desk.',
  },
  'no.desk-refused.do': {
    es: 'Revise la hora del equipo y llame a la oficina electoral. Mientras tanto no se atiende a nadie.',
    en: 'Look at the machine’s clock and call the election office. Nobody can be served meanwhile.',
  },
  'no.served-elsewhere': {
    es: 'Otra sede atendió a esta persona hace un momento.',
    en: 'Another site has served this person just now.',
  },
  'no.served-elsewhere.do': {
    es: 'No se dio tarjeta. Si la persona dice que no estuvo ahí, llame a supervisión.',
    en: 'No card was given. If the person says that they were not there, call a supervisor.',
  },
  'no.served-here': {
    es: 'El centro sabe ya de una tarjeta de esta sede para esta persona.',
    en: 'The centre knows of a card of this site for this person already.',
  },
  'no.served-here.do': {
    es: 'No se dio otra. Llame a supervisión: se reporta a la oficina electoral.',
    en: 'No other was given. Call a supervisor: it is reported to the election office.',
  },
  'no.voted-internet': {
    es: 'Esta persona ya votó por internet; su boleta está en la urna.',
    en: 'This person has voted by internet; the ballot is in the box.',
  },
  'no.voted-internet.do': {
    es: 'No se da tarjeta. Si la persona dice que no votó, llame a supervisión.',
    en: 'No card is given. If the person says that they did not vote, call a supervisor.',
  },
  'no.other-site': {
    es: 'Esta persona está en la lista de otra sede.',
    en: 'This person is on the roll of another site.',
  },
  'no.other-site.do': {
    es: 'Solo puede votar ahí. No se da tarjeta.',
    en: 'They can vote there alone. No card is given.',
  },
  'no.registered-postal': {
    es: 'Esta persona se registró para votar por correo.',
    en: 'This person registered to vote by post.',
  },
  'no.registered-postal.do': {
    es: 'Aquí no puede votar. No se da tarjeta.',
    en: 'They cannot vote here. No card is given.',
  },
  'no.registered-internet': {
    es: 'Esta persona se registró para votar por internet, y en esta sede no se cambia de modalidad.',
    en: 'This person registered to vote by internet, and this site serves nobody who did.',
  },
  'no.registered-internet.do': {
    es: 'Aquí no puede votar. No se da tarjeta.',
    en: 'They cannot vote here. No card is given.',
  },
  'no.not-in-force': {
    es: 'La credencial de esta persona no está vigente.',
    en: 'The credential of this person is not in force.',
  },
  'no.not-in-force.do': {
    es: 'No se da tarjeta. Si trae una más nueva, búsquela por esa.',
    en: 'No card is given. If they have a newer one, search by that.',
  },
  'no.no-more-walk-ins': {
    es: 'La sede ya atendió a todas las personas sin registro que puede atender.',
    en: 'The site has served all the people without registration that it may.',
  },
  'no.no-more-walk-ins.do': {
    es: 'No se da tarjeta. Supervisión sabe qué otra sede puede tener lugar.',
    en: 'No card is given. A supervisor knows which other site may have room.',
  },

  'no.not-found': { es: 'Eso no existe todavía.', en: 'That does not exist yet.' },
  'no.not-found.do': {
    es: 'Un acta está aquí cuando se hizo.',
    en: 'An act is here once it was made.',
  },
  'no.malformed': {
    es: 'La mesa no aceptó lo que se escribió.',
    en: 'The desk did not take what was typed.',
  },
  'no.malformed.do': {
    es: 'Revise que nada falte: el PIN tiene de 6 a 12 cifras, y el motivo tres letras o más.',
    en: 'See that nothing is missing: a PIN has 6 to 12 figures, and a reason three letters or more.',
  },
  'no.too-many': { es: 'Se pidió demasiado en un minuto.', en: 'Too much was asked in one minute.' },
  'no.too-many.do': {
    es: 'Espere un minuto y repita. Nada se perdió.',
    en: 'Wait a minute and repeat. Nothing is lost.',
  },
  'no.internal': { es: 'Algo falló en la mesa.', en: 'Something failed at the desk.' },
  'no.internal.do': {
    es: 'Busque a la persona de nuevo antes de repetir: se ve si ya tiene tarjeta. Si vuelve a fallar, llame a soporte.',
    en: 'Search for the person again before repeating: it is seen whether they have a card. If it fails again, call support.',
  },
  'no.network': { es: 'El equipo de la mesa no contesta.', en: 'The desk’s machine does not answer.' },
  'no.network.do': {
    es: 'Revise que esté encendido y conectado. Busque a la persona de nuevo antes de repetir: se ve si ya tiene tarjeta.',
    en: 'See that it is on and connected. Search for the person again before repeating: it is seen whether they have a card.',
  },
  'no.other': {
    es: 'No se pudo hacer ({code}).',
    en: 'It could not be done ({code}).',
  },
  'no.other.do': {
    es: 'Busque a la persona de nuevo antes de repetir. Si vuelve a pasar, llame a soporte con ese código.',
    en: 'Search for the person again before repeating. If it happens again, call support with that code.',
  },
  'no.detail': { es: 'Detalle: {detail}', en: 'Detail: {detail}' },
} as const satisfies Record<string, Text>;
