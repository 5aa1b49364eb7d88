/** Texts of a printed act. @module */

import { toCardinal as english } from 'n2words/en-US';
import { toCardinal as spanish } from 'n2words/es-MX';
import type { Language } from '../shared/words.ts';

const es = {
  act: 'Acta de ceremonia',
  rehearsal: 'ENSAYO: esta acta no es de una elección real.',
  authority: 'Autoridad',
  trustee: 'Custodia que actúa',
  at: 'Fecha y hora',
  place: 'Lugar',
  run: 'Ronda',
  accused: 'Queja contra',
  ballots: 'Boletas que se suman',
  manifest: 'Huella del manifiesto',
  key: 'Huella de la llave de la elección',
  board: 'Pizarra pública que se verificó',
  origin: 'Nombre',
  size: 'Mensajes',
  root: 'Raíz',
  witnesses: 'Testigos que firmaron',
  voids: 'Mensajes no válidos',
  tally: 'Suma que se abre (SHA-256)',
  message: 'Mensaje que se publica (SHA-256)',
  program: 'Dispositivo y programa',
  token: 'Dispositivo',
  software: 'Programa',
  softwareHash: 'Huella del programa',
  file: 'Acta electrónica (SHA-256)',
  signature: 'Firma del dispositivo',
  incidents: 'Incidentes',
  signatures: 'Firmas',
  authorityRole: 'Por la autoridad',
  notary: 'Fe pública',
  witness: 'Observación',
  code: 'Código QR del estado de la pizarra: nombre, mensajes y raíz.',
};

const en: typeof es = {
  act: 'Ceremony act',
  rehearsal: 'REHEARSAL: this act is not of a real election.',
  authority: 'Authority',
  trustee: 'Acting trustee',
  at: 'Date and time',
  place: 'Place',
  run: 'Run',
  accused: 'Complaint about',
  ballots: 'Ballots in the sum',
  manifest: 'Fingerprint of the manifest',
  key: 'Fingerprint of the election key',
  board: 'Public board that was verified',
  origin: 'Name',
  size: 'Messages',
  root: 'Root',
  witnesses: 'Witnesses that signed',
  voids: 'Messages that are not valid',
  tally: 'Sum that is opened (SHA-256)',
  message: 'Message that is published (SHA-256)',
  program: 'Token and program',
  token: 'Token',
  software: 'Program',
  softwareHash: 'Fingerprint of the program',
  file: 'Electronic act (SHA-256)',
  signature: 'Signature of the token',
  incidents: 'Incidents',
  signatures: 'Signatures',
  authorityRole: 'For the authority',
  notary: 'Notary public',
  witness: 'Observer',
  code: 'QR code of the state of the board: name, messages and root.',
};

export const pdfWords: Readonly<Record<Language, typeof es>> = { es, en };

/** Returns a quantity in words, which acts print beside the figures. */
export const inWords = (quantity: number, lang: Language): string =>
  lang === 'es' ? spanish(quantity) : english(quantity);
