/** Texts of the desk's screens. @module */

import type { Text } from '../../i18n/text.ts';

export const screenTexts = {
  'desk.name': { es: 'Mesa de identificación', en: 'Identification desk' },
  'desk.need': {
    es: 'Esta página no pudo empezar. Necesita un navegador reciente, con JavaScript activado. Recárguela, o use otro equipo de la mesa. Nada de lo hecho se pierde.',
    en: 'This page could not start. It needs a recent browser with JavaScript turned on. Load it again, or use another machine of the desk. Nothing that was done is lost.',
  },
  'desk.skip': { es: 'Ir al contenido', en: 'Go to the content' },
  'desk.rehearsal': { es: 'Esto es un simulacro.', en: 'This is a rehearsal.' },
  'desk.rehearsal-more': {
    es: 'Las tarjetas de hoy no dan un voto que cuente.',
    en: 'The cards of today give no vote that counts.',
  },
  'desk.menu': { es: 'Partes de la mesa', en: 'Parts of the desk' },
  'desk.search': { es: 'Atender', en: 'Serve' },
  'desk.opening': { es: 'Apertura', en: 'Opening' },
  'desk.opening-act': { es: 'Acta de apertura', en: 'Opening act' },
  'desk.closing': { es: 'Cierre', en: 'Closing' },
  'desk.closing-act': { es: 'Acta de cierre', en: 'Closing act' },
  'desk.conflicts': { es: 'Conflictos', en: 'Conflicts' },
  'desk.log-out': { es: 'Salir ({name})', en: 'Log out ({name})' },

  'login.title': { es: 'Entrar a la mesa', en: 'Log in to the desk' },
  'login.name': { es: 'Nombre', en: 'Name' },
  'login.pin': { es: 'PIN', en: 'PIN' },
  'login.send': { es: 'Entrar', en: 'Log in' },

  'search.title': { es: 'Buscar a la persona', en: 'Find the person' },
  'search.label': { es: 'Credencial o nombre', en: 'Credential or name' },
  'search.hint': {
    es: 'Lea la credencial con el lector, o escriba la clave o el principio del nombre.',
    en: 'Scan the credential, or type its key or the beginning of the name.',
  },
  'search.send': { es: 'Buscar', en: 'Search' },
  'search.short': { es: 'Escriba dos letras o más.', en: 'Type two letters or more.' },
  'search.none': { es: 'Nadie se encontró con «{text}».', en: 'Nobody was found with “{text}”.' },
  'search.none-do': {
    es: 'Revise la clave letra por letra, o busque por nombre. Si no aparece, no está en la lista: llame a supervisión.',
    en: 'Look at the key letter by letter, or search by name. Whoever does not appear is not on the roll: call a supervisor.',
  },
  'search.none-offline': {
    es: 'Sin enlace solo se ve la lista de esta sede. Busque de otra forma, o pida a la persona que espere a que vuelva el enlace.',
    en: 'Without a link only this site’s roll is seen. Search in another way, or ask the person to wait until the link is back.',
  },
  'search.found': {
    es: { one: 'Se encontró una persona', other: 'Se encontraron {n} personas' },
    en: { one: 'One person was found', other: '{n} people were found' },
  },
  'search.many': {
    es: 'Puede haber más: escriba más del nombre, o la clave.',
    en: 'There may be more: type more of the name, or the key.',
  },
  'search.offline': {
    es: 'Solo la lista de esta sede: no hay enlace.',
    en: 'This site’s roll alone: there is no link.',
  },

  'modality.internet': { es: 'por internet', en: 'by internet' },
  'modality.in-person': { es: 'en persona', en: 'in person' },
  'modality.postal': { es: 'por correo', en: 'by post' },
  'modality.walk-in': { es: 'sin registro', en: 'without registration' },

  'person.name': { es: 'Nombre', en: 'Name' },
  'person.key': { es: 'Credencial', en: 'Credential' },
  'person.unit': { es: 'Entidad', en: 'Entity' },
  'person.modality': { es: 'Registro', en: 'Registration' },
  'person.offices': { es: 'Vota por', en: 'Votes for' },
  'person.back': { es: 'Buscar a otra persona', en: 'Find another person' },
  'person.print': { es: 'Imprimir tarjeta', en: 'Print the card' },
  'person.spoil': { es: 'Anular la tarjeta', en: 'Spoil the card' },
  'person.allow': { es: 'Autorizar e imprimir tarjeta', en: 'Allow and print the card' },

  'supervisor.title': { es: 'Autorización de supervisión', en: 'A supervisor’s authorisation' },
  'supervisor.name': { es: 'Nombre de quien supervisa', en: 'Supervisor’s name' },
  'supervisor.pin': { es: 'PIN de supervisión', en: 'Supervisor’s PIN' },
  'supervisor.reason': { es: 'Motivo', en: 'Reason' },
  'supervisor.reason-hint': {
    es: 'Una frase. Queda en el diario de la sede.',
    en: 'One sentence. It stays in the site’s journal.',
  },
  'supervisor.missing': { es: 'Falta el nombre.', en: 'The name is missing.' },
  'supervisor.pin-form': { es: 'El PIN tiene de 6 a 12 cifras.', en: 'A PIN has 6 to 12 figures.' },
  'supervisor.reason-short': { es: 'Escriba el motivo.', en: 'Type the reason.' },

  'given.printing': { es: 'Imprimiendo la tarjeta {n}', en: 'Printing card {n}' },
  'given.printing-text': {
    es: 'Cuando salga, o si no sale, siga. El código se borra de esta página.',
    en: 'Go on when it comes out, or if it does not. The code is erased from this page.',
  },
  'given.dismiss': { es: 'Seguir', en: 'Go on' },
  'given.title': { es: 'Tarjeta {n} impresa', en: 'Card {n} printed' },
  'given.text': {
    es: {
      one: 'Entréguela a {name}. Sirve durante un minuto en cualquier kiosco de la sede.',
      other: 'Entréguela a {name}. Sirve durante {n} minutos en cualquier kiosco de la sede.',
    },
    en: {
      one: 'Give it to {name}. It works for one minute at any kiosk of the site.',
      other: 'Give it to {name}. It works for {n} minutes at any kiosk of the site.',
    },
  },
  'given.later': {
    es: 'No hay enlace: la tarjeta ya sirve, y la mesa la lleva a la pizarra pública cuando vuelva.',
    en: 'There is no link: the card works already, and the desk brings it to the public board when it is back.',
  },
  'given.copy': { es: 'Copiar lo que lee el lector', en: 'Copy what the scanner reads' },
  'given.copied': {
    es: 'Copiado. Péguelo en la primera pantalla del kiosco, con Ctrl+V. Solo se puede en un simulacro.',
    en: 'Copied. Paste it on the first screen of the kiosk, with Ctrl+V. Only a rehearsal allows this.',
  },
  'given.not-copied': {
    es: 'El navegador no dejó copiar. Permítalo para esta página, y pulse otra vez.',
    en: 'The browser did not allow copying. Allow it for this page, and press again.',
  },
  'given.next': { es: 'Siguiente persona', en: 'Next person' },
  'given.failed': { es: 'No salió la tarjeta', en: 'The card did not come out' },
  'spoil.title': { es: 'No salió la tarjeta', en: 'The card did not come out' },
  'spoil.text': {
    es: 'El código ya no está en esta página, y no puede imprimirse otra vez. Supervisión anula la tarjeta y se imprime otra. Si hay una impresión a medias, guárdela para destruirla.',
    en: 'The code is no longer on this page, and cannot be printed again. A supervisor spoils the card and another one is printed. If there is half a print, keep it to be destroyed.',
  },

  'ticket.title': { es: 'Tarjeta de votación', en: 'Voting card' },
  'ticket.number': { es: 'Tarjeta {n}', en: 'Card {n}' },
  'ticket.qr': { es: 'Código de la tarjeta', en: 'Code of the card' },
  'ticket.do': {
    es: 'Acércala al lector de un kiosco libre y sigue la pantalla.',
    en: 'Hold it to the reader of a free kiosk and follow the screen.',
  },
  'ticket.minutes': {
    es: { one: 'Sirve un minuto.', other: 'Sirve {n} minutos.' },
    en: { one: 'Good for one minute.', other: 'Good for {n} minutes.' },
  },
  'ticket.until': { es: 'Hasta las {until}', en: 'Until {until}' },

  'conflicts.title': { es: 'Conflictos', en: 'Conflicts' },
  'conflicts.text': {
    es: 'Tarjetas que se dieron sin enlace y que el centro no habría permitido. Ya están en la pizarra; nadie vota dos veces con la misma. Resuélvalas con la oficina electoral.',
    en: 'Cards that were given without a link and that the centre would not have allowed. They are on the board already; nobody votes twice with one. Settle them with the election office.',
  },
  'conflicts.none': { es: 'No hay ninguno.', en: 'There is none.' },
  'conflicts.at': { es: 'Tarjeta dada a las {time}', en: 'Card given at {time}' },
} as const satisfies Record<string, Text>;
