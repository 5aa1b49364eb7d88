/** Texts about the opening and closing of a site and their signed acts. @module */

import type { Text } from '../../i18n/text.ts';

export const dayTexts = {
  'opening.title': { es: 'Abrir la sede', en: 'Open the site' },
  'opening.text': {
    es: 'El acta dice que la urna está vacía, con qué equipos se empieza y cuántos códigos hay. Después se dan tarjetas, desde la hora de inicio.',
    en: 'The act says that the box is empty, with which devices the site starts, and how many codes there are. Cards are given afterwards, from the starting hour on.',
  },
  'opening.check-1': {
    es: 'Todos los kioscos están en la lista, y cada uno muestra la huella que se lee aquí.',
    en: 'All kiosks are on the list, and each one shows the fingerprint that is read here.',
  },
  'opening.check-2': {
    es: 'Las representaciones que llegaron están presentes y ven la pantalla.',
    en: 'The representatives who came are present and see the screen.',
  },
  'opening.check-3': {
    es: 'La impresora tiene papel.',
    en: 'The printer has paper.',
  },
  'opening.before': { es: 'Antes de abrir, revisen', en: 'Before opening, look at this' },
  'opening.send': { es: 'Abrir y hacer el acta', en: 'Open and make the act' },

  'devices.title': { es: 'Equipos', en: 'Devices' },
  'devices.none': {
    es: 'Ningún kiosco está dado de alta.',
    en: 'No kiosk is on the inventory.',
  },
  'devices.software': { es: 'Programa: {software}', en: 'Program: {software}' },
  'devices.holds': {
    es: {
      one: 'A las {time} dijo que guarda una boleta por entregar.',
      other: 'A las {time} dijo que guarda {n} boletas por entregar.',
    },
    en: {
      one: 'At {time} it said that it holds one ballot to deliver.',
      other: 'At {time} it said that it holds {n} ballots to deliver.',
    },
  },
  'devices.silent': {
    es: 'No ha dicho qué guarda desde la hora de cierre. Termine su jornada en el kiosco.',
    en: 'It has not said what it holds since the closing hour. End its day at the kiosk.',
  },
  'devices.without': {
    es: 'Cerrar sin «{name}»: ya no puede decirlo',
    en: 'Close without “{name}”: it cannot say any more',
  },

  'closing.title': { es: 'Cerrar la sede', en: 'Close the site' },
  'closing.text': {
    es: 'Se cierra cuando nadie queda en la fila y cada kiosco dijo qué guarda. El acta se publica; después no se dan tarjetas.',
    en: 'The site is closed when nobody is left in the queue and each kiosk has said what it holds. The act is published; no cards are given afterwards.',
  },
  'closing.waiting': {
    es: { one: 'Queda una persona en la fila.', other: 'Quedan {n} personas en la fila.' },
    en: { one: 'One person is left in the queue.', other: '{n} people are left in the queue.' },
  },
  'closing.no-link': {
    es: 'Cerrar necesita el enlace, durante un mensaje.',
    en: 'Closing needs the link, for the time of one message.',
  },
  'closing.explanations': { es: 'Explicaciones', en: 'Explanations' },
  'closing.explanations-hint': {
    es: 'Por qué hay tarjetas que no se usaron, qué se descompuso, qué incidentes hubo. Si no hubo nada, escriba «Sin incidentes».',
    en: 'Why cards were not used, what broke, what incidents there were. If there was nothing, type “No incidents”.',
  },
  'closing.explanations-missing': {
    es: 'Escriba las explicaciones.',
    en: 'Type the explanations.',
  },
  'closing.send': { es: 'Cerrar y hacer el acta', en: 'Close and make the act' },

  'act.opening': { es: 'Acta de apertura', en: 'Opening act' },
  'act.closing': { es: 'Acta de cierre', en: 'Closing act' },
  'act.rehearsal': {
    es: 'SIMULACRO: esta acta no es de una elección real.',
    en: 'REHEARSAL: this act is not of a real election.',
  },
  'act.print': { es: 'Imprimir o guardar como PDF', en: 'Print or save as PDF' },
  'act.save': { es: 'Descargar el acta firmada (JSON)', en: 'Download the signed act (JSON)' },
  'act.save-signature': { es: 'Descargar la firma', en: 'Download the signature' },
  'act.file': { es: 'acta', en: 'act' },
  'act.election': { es: 'Elección', en: 'Election' },
  'act.election-id': { es: 'Huella del manifiesto', en: 'Fingerprint of the manifest' },
  'act.site': { es: 'Sede', en: 'Site' },
  'act.at': { es: 'Fecha y hora', en: 'Date and time' },
  'act.clerk': { es: 'Quien atiende la mesa', en: 'Clerk' },
  'act.supervisor': { es: 'Supervisión', en: 'Supervisor' },
  'act.quantities': { es: 'Cantidades', en: 'Quantities' },
  'act.what': { es: 'Concepto', en: 'What' },
  'act.figure': { es: 'Número', en: 'Figures' },
  'act.letters': { es: 'Letra', en: 'Words' },
  'act.board-issued': {
    es: 'Tarjetas de la sede en la pizarra pública',
    en: 'Cards of the site on the public board',
  },
  'act.board-ballots': {
    es: 'Boletas de la sede en la pizarra pública',
    en: 'Ballots of the site on the public board',
  },
  'act.no-board': {
    es: 'No había enlace: los números de la pizarra pública no se leyeron en ese momento.',
    en: 'There was no link: the numbers of the public board were not read at that moment.',
  },
  'act.codes': { es: 'Códigos que recibió la sede', en: 'Codes that the site received' },
  'act.codes-left': { es: 'Códigos que quedan', en: 'Codes left' },
  'act.given': { es: 'Tarjetas dadas', en: 'Cards given' },
  'act.registered': { es: 'A personas de la lista de la sede', en: 'To people on the site’s roll' },
  'act.walk-ins': { es: 'A personas sin registro', en: 'To people without registration' },
  'act.moved': {
    es: 'A personas que iban a votar por internet',
    en: 'To people who were to vote by internet',
  },
  'act.spoiled': { es: 'Tarjetas anuladas', en: 'Cards spoiled' },
  'act.refused': { es: 'Tarjetas que la pizarra no aceptó', en: 'Cards that the board did not take' },
  'act.pending': { es: 'Tarjetas por llevar a la pizarra', en: 'Cards to bring to the board' },
  'act.unused': { es: 'Tarjetas válidas sin boleta', en: 'Valid cards without a ballot' },
  'act.held-issues': { es: 'Tarjetas que guardan los equipos', en: 'Cards that devices hold' },
  'act.held-ballots': { es: 'Boletas que guardan los kioscos', en: 'Ballots that kiosks hold' },
  'act.conflicts': { es: 'Conflictos', en: 'Conflicts' },
  'act.device': { es: 'Equipo', en: 'Device' },
  'act.software': { es: 'Huella del programa', en: 'Fingerprint of the program' },
  'act.said': { es: 'Dijo qué guarda', en: 'Said what it holds' },
  'act.yes': { es: 'Sí', en: 'Yes' },
  'act.no': { es: 'No', en: 'No' },
  'act.explanations': { es: 'Explicaciones', en: 'Explanations' },
  'act.signatures': { es: 'Firmas', en: 'Signatures' },
  'act.sign-clerk': { es: 'Mesa: nombre y firma', en: 'Desk: name and signature' },
  'act.sign-supervisor': { es: 'Supervisión: nombre y firma', en: 'Supervisor: name and signature' },
  'act.sign-representative': {
    es: 'Representación: nombre y firma',
    en: 'Representative: name and signature',
  },
  'act.journal': { es: 'Huella del diario de la sede', en: 'Fingerprint of the site’s journal' },
  'act.signature': { es: 'Firma electrónica (principio)', en: 'Electronic signature (beginning)' },
  'act.qr': {
    es: 'Código con la huella del diario y el principio de la firma',
    en: 'Code with the journal’s fingerprint and the beginning of the signature',
  },
} as const satisfies Record<string, Text>;
