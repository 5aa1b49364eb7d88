/** Texts of the faults that the page itself detects, each with its own sentence. @module */

import type { Text } from '../text.ts';

export const pinTexts = {
  'pin.title': { es: 'Nos detuvimos para proteger tu voto', en: 'We stopped to protect your vote' },
  'pin.tracker': {
    es: 'Código de seguimiento de la boleta que estaba en curso:',
    en: 'Tracking code of the ballot that was under way:',
  },
  'pin.program': {
    es: 'El programa que cifra las boletas no es el que esta página espera.',
    en: 'The program that encrypts ballots is not the one that this page expects.',
  },
  'pin.manifest': {
    es: 'El servidor mostró otra elección, no la de esta página: pueden haber cambiado candidaturas, opciones o su orden.',
    en: 'The server showed another election, not the one of this page: candidacies, choices or their order may have been changed.',
  },
  'pin.log': {
    es: 'La pizarra pública que mostró el servidor no está firmada por la de esta elección.',
    en: 'The public board that the server showed is not signed by the one of this election.',
  },
  'pin.witnesses': {
    es: 'Faltan testigos: muy pocos de los esperados han visto esta pizarra pública.',
    en: 'Witnesses are missing: too few of those expected have seen this public board.',
  },
  'pin.root': {
    es: 'Lo que está escrito en la pizarra pública no es lo que dice su resumen firmado.',
    en: 'What is written on the public board is not what its signed summary says.',
  },
  'pin.key': {
    es: 'La llave de la elección no es la que hicieron las custodias.',
    en: 'The election’s key is not the one that the trustees made.',
  },
  'pin.seals': {
    es: 'Muy pocas custodias han confirmado la llave de la elección.',
    en: 'Too few trustees have confirmed the election’s key.',
  },
  'pin.hours': {
    es: 'El servidor dice que el horario cambió, pero no lo demuestra.',
    en: 'The server says that the hours have changed, but does not prove it.',
  },
  'pin.fork': {
    es: 'La pizarra pública contradice lo que mostró antes.',
    en: 'The public board contradicts what it showed before.',
  },
  'pin.rollback': {
    es: 'A la pizarra pública le falta algo que antes tenía.',
    en: 'The public board lacks something that it had before.',
  },
  'pin.other': {
    es: 'El servidor mostró algo distinto de lo que esta página debe encontrar.',
    en: 'The server showed something other than what this page must find.',
  },

  'receipt-fault.form': {
    es: 'El comprobante no tiene la forma que debe tener.',
    en: 'The receipt is not of the form that it must have.',
  },
  'receipt-fault.log': {
    es: 'El comprobante no viene de la pizarra pública de esta elección.',
    en: 'The receipt does not come from the public board of this election.',
  },
  'receipt-fault.witnesses': {
    es: 'Muy pocos testigos respaldan el comprobante.',
    en: 'Too few witnesses stand behind the receipt.',
  },
  'receipt-fault.inclusion': {
    es: 'El comprobante no prueba que la boleta esté en la pizarra pública.',
    en: 'The receipt does not prove that the ballot is on the public board.',
  },
  'receipt-fault.fork': {
    es: 'El comprobante contradice la pizarra pública que vimos antes.',
    en: 'The receipt contradicts the public board that we saw before.',
  },
  'receipt-fault.other-entry': {
    es: 'El comprobante es de otra boleta.',
    en: 'The receipt is of another ballot.',
  },
  'receipt-fault.other': {
    es: 'Lo que respondió el servidor no prueba lo que debe probar.',
    en: 'What the server answered does not prove what it must.',
  },

  'entry.faulty': {
    es: 'La boleta que está bajo este código no está bien hecha.',
    en: 'The ballot under this code is not well made.',
  },
  'entry.opening-false': {
    es: 'La boleta abierta no contiene lo que dice contener.',
    en: 'The opened ballot does not contain what it claims to contain.',
  },

  'board.early': {
    es: 'La llave de la elección todavía se está creando.',
    en: 'The election’s key is still being made.',
  },
  'board.missing': {
    es: 'A la pizarra pública le falta un archivo.',
    en: 'A file is missing from the public board.',
  },
  'form.link': { es: 'Este enlace no está completo.', en: 'This link is not complete.' },
  'form.credential': {
    es: 'El código de votación no está bien escrito.',
    en: 'The voting code is not well typed.',
  },
  'form.tracker': {
    es: 'El código de seguimiento no está bien escrito.',
    en: 'The tracking code is not well typed.',
  },
  'form.file': {
    es: 'Este archivo no es un comprobante, o está dañado.',
    en: 'This file is not a receipt, or it is damaged.',
  },
  'own.answer': {
    es: 'El servidor respondió algo que no entendemos.',
    en: 'The server answered something that we do not understand.',
  },
  'own.unsure': {
    es: 'Tu sesión terminó antes de que llegara la respuesta sobre tu boleta.',
    en: 'Your session ended before the answer about your ballot came.',
  },
  'own.order': {
    es: 'Este paso ya no se puede hacer en esta visita.',
    en: 'This step can no longer be taken in this visit.',
  },
  'own.program': { es: 'El programa de esta página se detuvo.', en: 'This page’s program stopped.' },
} as const satisfies Record<string, Text>;
