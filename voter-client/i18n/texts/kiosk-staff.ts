/** Texts of the kiosk's staff menu: opening, pause, queued ballots, closing. @module */

import type { Text } from '../text.ts';

export const kioskStaffTexts = {
  'staff.enter': { es: 'Personal', en: 'Staff' },
  'staff.back': { es: 'Volver a la urna', en: 'Back to the kiosk' },
  'staff.pin-title': { es: 'Solo personal', en: 'Staff only' },
  'staff.pin': { es: 'NIP de esta urna', en: 'PIN of this kiosk' },
  'staff.pin-wrong': { es: 'Ese NIP no es el de esta urna.', en: 'That is not the PIN of this kiosk.' },
  'staff.pin-enter': { es: 'Entrar al menú', en: 'Enter the menu' },

  'staff.open-title': { es: 'Abrir esta urna', en: 'Open this kiosk' },
  'staff.open-text': {
    es: 'Compara la huella con la publicada, prueba la impresora y registra la urna. Se necesita un supervisor.',
    en: 'Compare the fingerprint with the published one, test the printer and register the kiosk. A supervisor is needed.',
  },
  'staff.software': { es: 'Huella del programa (SHA-256)', en: 'Fingerprint of the program (SHA-256)' },
  'staff.checking': { es: 'Revisando los archivos', en: 'Checking the files' },
  'staff.altered': {
    es: 'Hay archivos que no son los publicados: {files}. No abras esta urna.',
    en: 'Some files are not the published ones: {files}. Do not open this kiosk.',
  },
  'staff.unaltered': {
    es: 'Todos los archivos son los de la lista.',
    en: 'All files are those on the list.',
  },
  'staff.device': { es: 'Nombre de esta urna', en: 'Name of this kiosk' },
  'staff.supervisor': { es: 'Supervisor', en: 'Supervisor' },
  'staff.supervisor-pin': { es: 'NIP del supervisor', en: 'PIN of the supervisor' },
  'staff.new-pin': { es: 'NIP nuevo de esta urna', en: 'New PIN of this kiosk' },
  'staff.new-pin-hint': {
    es: 'De 6 a 12 cifras. Abre este menú aunque no haya conexión.',
    en: '6 to 12 digits. It opens this menu without a link too.',
  },
  'staff.open': { es: 'Abrir la urna', en: 'Open the kiosk' },

  'staff.menu-title': { es: 'Menú del personal', en: 'Staff menu' },
  'staff.name': { es: 'Urna', en: 'Kiosk' },
  'staff.opened': { es: 'Abierta el', en: 'Opened on' },
  'staff.link': { es: 'Conexión con el centro', en: 'Link with the centre' },
  'staff.link-up': { es: 'Responde', en: 'It answers' },
  'staff.link-down': { es: 'No responde', en: 'It does not answer' },
  'staff.link-unknown': { es: 'Aún no se ha usado', en: 'Not used yet' },
  'staff.held': { es: 'Boletas guardadas por entregar', en: 'Kept ballots to be delivered' },
  'staff.held-item': { es: 'Número {number}: {ballot}', en: 'Number {number}: {ballot}' },
  'staff.refused': { es: 'Boletas que el centro no aceptó', en: 'Ballots that the centre did not take' },
  'staff.refused-item': {
    es: 'Número {number}, el {time}: {ballot}. {why}',
    en: 'Number {number}, on {time}: {ballot}. {why}',
  },
  'staff.none': { es: 'Ninguna', en: 'None' },
  'staff.print': { es: 'Probar la impresora', en: 'Test the printer' },
  'staff.pause': { es: 'Poner en pausa', en: 'Pause' },
  'staff.resume': { es: 'Reanudar', en: 'Resume' },
  'staff.deliver': { es: 'Entregar ahora', en: 'Deliver now' },
  'staff.close-title': { es: 'Cerrar esta urna', en: 'Close this kiosk' },
  'staff.close-text': {
    es: 'Entrega lo que pueda, dice a la mesa qué queda y no acepta más tarjetas. No apagues la urna si quedan boletas.',
    en: 'It delivers what it can, tells the desk what is left and takes no more cards. Do not switch the kiosk off while ballots are left.',
  },
  'staff.close': { es: 'Cerrar la urna', en: 'Close the kiosk' },
} as const satisfies Record<string, Text>;
