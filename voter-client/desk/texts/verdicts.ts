/** Texts of the desk's verdict on whether a person may vote here: the verdict, its reason, and what to do. @module */

import type { Text } from '../../i18n/text.ts';

export const verdictTexts = {
  'verdict.may-vote': { es: 'Puede votar', en: 'May vote' },
  'verdict.voted': { es: 'Ya votó', en: 'Has voted' },
  'verdict.not-here': { es: 'No en esta sede', en: 'Not at this site' },
  'verdict.supervisor': { es: 'Requiere supervisión', en: 'Needs a supervisor' },

  'why.registered-here': {
    es: 'Está en la lista de esta sede.',
    en: 'This person is on this site’s roll.',
  },
  'do.registered-here': {
    es: 'Compare la fotografía de la credencial con la persona e imprima la tarjeta.',
    en: 'Compare the photograph on the credential with the person, and print the card.',
  },
  'why.walk-in': {
    es: 'No se registró, y la sede aún tiene lugar para personas sin registro.',
    en: 'This person did not register, and the site has room for people without registration.',
  },
  'do.walk-in': {
    es: 'Compare la fotografía de la credencial con la persona e imprima la tarjeta.',
    en: 'Compare the photograph on the credential with the person, and print the card.',
  },
  'why.moves-from-internet': {
    es: 'Se registró para votar por internet y no ha votado.',
    en: 'This person registered to vote by internet and has not voted.',
  },
  'do.moves-from-internet': {
    es: 'Si quiere votar aquí, pierde desde ahora el voto por internet. Supervisión lo autoriza con su nombre, su PIN y el motivo.',
    en: 'To vote here, the person gives up voting by internet from now on. A supervisor allows it with name, PIN and reason.',
  },
  'why.card-open': {
    es: 'Ya se le dio una tarjeta, y no se ha usado.',
    en: 'A card was given to this person and has not been used.',
  },
  'do.card-open': {
    es: 'Si la tiene, puede votar con ella. Si se perdió, venció o no salió, supervisión la anula y se da otra.',
    en: 'If the person has it, it can be voted with. If it was lost, is too old or did not come out, a supervisor spoils it and another one is given.',
  },
  'why.voted-here': {
    es: 'Votó en esta sede con la tarjeta que se le dio.',
    en: 'This person voted at this site with the card that was given.',
  },
  'do.voted-here': {
    es: 'No se da otra tarjeta. Su boleta está en la urna.',
    en: 'No other card is given. The ballot is in the box.',
  },
  'why.voted-elsewhere': {
    es: 'Otra sede ya atendió a esta persona: {place}.',
    en: 'Another site has served this person: {place}.',
  },
  'do.voted-elsewhere': {
    es: 'No se da tarjeta. Si la persona dice que no estuvo ahí, llame a supervisión: se reporta a la oficina electoral.',
    en: 'No card is given. If the person says that they were not there, call a supervisor: it is reported to the election office.',
  },
  'why.voted-internet': {
    es: 'Votó por internet. Su boleta está en la urna.',
    en: 'This person voted by internet. The ballot is in the box.',
  },
  'do.voted-internet': {
    es: 'No se da tarjeta. Si la persona dice que no votó, llame a supervisión: se reporta a la oficina electoral.',
    en: 'No card is given. If the person says that they did not vote, call a supervisor: it is reported to the election office.',
  },
  'why.other-site': {
    es: 'Está en la lista de otra sede: {place}.',
    en: 'This person is on the roll of another site: {place}.',
  },
  'do.other-site': {
    es: 'Solo puede votar ahí. Dígale cuál es y hasta qué hora atiende.',
    en: 'They can vote there alone. Say which one it is and until when it is open.',
  },
  'why.registered-postal': {
    es: 'Se registró para votar por correo.',
    en: 'This person registered to vote by post.',
  },
  'do.registered-postal': {
    es: 'Aquí no puede votar, aunque no haya mandado su sobre. No se da tarjeta.',
    en: 'They cannot vote here, even if the envelope was not sent. No card is given.',
  },
  'why.registered-internet': {
    es: 'Se registró para votar por internet, y en esta sede no se cambia de modalidad.',
    en: 'This person registered to vote by internet, and this site serves nobody who did.',
  },
  'do.registered-internet': {
    es: 'Aquí no puede votar. No se da tarjeta. Puede votar por internet hasta el cierre; si le falla, que llame a la línea de ayuda.',
    en: 'They cannot vote here. No card is given. They can vote by internet until it closes; if that fails, the help line can be called.',
  },
  'why.not-in-force': {
    es: 'Su credencial no está vigente en la lista.',
    en: 'The credential is not in force on the roll.',
  },
  'do.not-in-force': {
    es: 'No se da tarjeta. Si trae una credencial más nueva, búsquela por esa; si no, explíquele cómo renovarla.',
    en: 'No card is given. If they have a newer credential, search by that one; if not, explain how to renew it.',
  },
  'why.quota-full': {
    es: 'No se registró, y la sede ya atendió a todas las personas sin registro que puede atender.',
    en: 'This person did not register, and the site has served all the people without registration that it may.',
  },
  'do.quota-full': {
    es: 'No se da tarjeta. Dígale qué otra sede puede tener lugar; supervisión lo sabe.',
    en: 'No card is given. Say which other site may have room; a supervisor knows.',
  },
  'why.no-link': {
    es: 'No está en la lista de esta sede, y sin respuesta del centro no se sabe si ya votó.',
    en: 'This person is not on this site’s roll, and without an answer from the centre it is not known whether they have voted.',
  },
  'do.no-link': {
    es: 'Pídale que espere y búsquela otra vez cuando vuelva el enlace. Su derecho a votar sigue igual.',
    en: 'Ask the person to wait, and search again when the link is back. Their right to vote is untouched.',
  },
} as const satisfies Record<string, Text>;
