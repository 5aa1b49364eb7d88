/**
 * Texts of the kiosk, from the scan of the card to the printed slip. They send voters who need help to the staff.
 * @module
 */

import type { Text } from '../text.ts';

export const kioskTexts = {
  'now.staff': {
    es: 'Llama al personal de la sede. No tienes que decirle por quién votas.',
    en: 'Call the staff of this site. You need not say for whom you vote.',
  },
  'help.staff': { es: 'alguien del personal de la sede', en: 'the staff of this site' },
  'kiosk.help': {
    es: '¿Necesitas ayuda? Levanta la mano: el personal viene, y no necesita ver tu boleta.',
    en: 'Do you need help? Raise your hand: staff will come, and need not see your ballot.',
  },
  'kiosk.starting': { es: 'Preparando esta urna', en: 'Getting this kiosk ready' },
  'kiosk.closed-title': { es: 'Esta urna está cerrada', en: 'This kiosk is closed' },
  'kiosk.closed': {
    es: 'Aquí no se puede votar en este momento. Tu derecho a votar sigue igual: pregunta al personal.',
    en: 'Nobody can vote here at the moment. Your right to vote is untouched: ask the staff.',
  },
  'kiosk.closed-held': {
    es: {
      one: 'Personal: queda una boleta por entregar. No apagues esta urna.',
      other: 'Personal: quedan {n} boletas por entregar. No apagues esta urna.',
    },
    en: {
      one: 'Staff: one ballot is still to be delivered. Do not switch this kiosk off.',
      other: 'Staff: {n} ballots are still to be delivered. Do not switch this kiosk off.',
    },
  },
  'kiosk.paused-title': { es: 'Esta urna está en pausa', en: 'This kiosk is paused' },
  'kiosk.paused': {
    es: 'Usa otra urna o espera al personal. Tu tarjeta sigue sirviendo.',
    en: 'Use another kiosk or wait for the staff. Your card still works.',
  },

  'attract.title': { es: 'Escanea tu tarjeta para votar', en: 'Scan your card to vote' },
  'attract.how': {
    es: 'Pon el código de tu tarjeta frente al lector. Esta urna no sabe quién eres: solo lee la tarjeta.',
    en: 'Hold the code of your card in front of the reader. This kiosk does not know who you are: it reads the card alone.',
  },
  'attract.paste': {
    es: 'Ensayo sin lector: copia la tarjeta en la mesa y pégala aquí con Ctrl+V.',
    en: 'Rehearsal without a scanner: copy the card at the desk and paste it here with Ctrl+V.',
  },
  'attract.camera': { es: 'Leer la tarjeta con la cámara', en: 'Read the card with the camera' },
  'attract.reading': { es: 'Leyendo tu tarjeta', en: 'Reading your card' },
  'attract.look': { es: 'Cómo quieres leer', en: 'How you want to read' },
  'attract.aids': { es: 'Ayudas', en: 'Aids' },
  'attract.aid-scanning': {
    es: 'Dos botones: Espacio avanza, Intro elige',
    en: 'Two switches: Space moves on, Enter chooses',
  },
  'attract.aid-speech': { es: 'Leer en voz alta (usa audífonos)', en: 'Read aloud (use headphones)' },
  'attract.aid-dark': { es: 'Pantalla oscura, solo voz', en: 'Dark screen, voice only' },
  'attract.aid-slow': { es: 'Más tiempo, o alguien me ayuda', en: 'More time, or somebody helps me' },
  'attract.no-voice': {
    es: 'Esta urna no tiene voz instalada en este idioma.',
    en: 'This kiosk has no voice installed in this language.',
  },

  'card.form': {
    es: 'No pudimos leer una tarjeta de votación completa.',
    en: 'We could not read a whole voting card.',
  },
  'card.site': { es: 'Esta tarjeta es de otra sede.', en: 'This card is from another site.' },
  'card.signature': {
    es: 'Esta tarjeta no es de esta sede para esta elección.',
    en: 'This card is not from this site for this election.',
  },
  'card.stale': {
    es: 'El tiempo de esta tarjeta terminó.',
    en: 'The time of this card is over.',
  },
  'card.clock': {
    es: 'La hora de esta urna y la de la mesa no coinciden.',
    en: 'The clocks of this kiosk and of the desk do not agree.',
  },
  'card.code': {
    es: 'El código de esta tarjeta no corresponde a su credencial.',
    en: 'The code of this card does not belong to its credential.',
  },
  'card.hours': { es: 'La sede ya no está en su horario.', en: 'The hours of this site are over.' },
  'card.quota': {
    es: 'La sede llegó a su número de tarjetas.',
    en: 'This site has reached its number of cards.',
  },
  'card.used': {
    es: 'Con esta tarjeta ya se votó en esta urna. El voto está guardado y se entrega solo.',
    en: 'This card has been voted with in this kiosk. The vote is kept and is delivered by itself.',
  },
  'kiosk-fault.closed': { es: 'Esta urna no está abierta.', en: 'This kiosk is not open.' },
  'kiosk-fault.storage': {
    es: 'El disco de esta urna no guarda lo que debe.',
    en: 'The disk of this kiosk does not keep what it must.',
  },
  'kiosk-fault.locked': {
    es: 'Hubo demasiados intentos con un NIP equivocado.',
    en: 'There were too many tries with a wrong PIN.',
  },
  'kiosk-fault.pin-form': {
    es: 'El NIP debe tener de 6 a 12 cifras.',
    en: 'The PIN must have 6 to 12 digits.',
  },
  'kiosk-fault.envelope': {
    es: 'El centro no pudo abrir lo que esta urna guardó.',
    en: 'The centre could not open what this kiosk had kept.',
  },
  'now.desk': {
    es: 'Lleva tu tarjeta a la mesa: ahí te dicen qué hacer.',
    en: 'Take your card to the desk: they will tell you what to do.',
  },
  'now.scan-again': { es: 'Escanéala otra vez, entera y sin doblar.', en: 'Scan it again, whole and flat.' },

  'kiosk.who-title': { es: 'Tu boleta', en: 'Your ballot' },
  'kiosk.who-unit': { es: 'Entidad', en: 'Entity' },
  'kiosk.who-wrong': {
    es: '¿No es tu entidad, o no son tus boletas? No sigas: lleva tu tarjeta a la mesa.',
    en: 'Is it not your entity, or not your ballots? Do not go on: take your card to the desk.',
  },
  'kiosk.stop': { es: 'Salir sin votar', en: 'Leave without voting' },

  'idle.title': { es: '¿Sigues aquí?', en: 'Are you still here?' },
  'idle.text': {
    es: 'Si no respondes, borramos la pantalla. No se emite nada, y tu tarjeta sigue sirviendo.',
    en: 'If you do not answer, we clear the screen. Nothing is cast, and your card still works.',
  },
  'idle.stay': { es: 'Sí, seguir', en: 'Yes, go on' },
  'kiosk.minutes': {
    es: 'Quedan 5 minutos en esta urna. Si se acaban, no se emite nada y tu tarjeta sigue sirviendo.',
    en: 'Five minutes are left at this kiosk. If they run out, nothing is cast and your card still works.',
  },

  'kiosk.recorded-title': { es: 'Tu voto está registrado', en: 'Your vote is recorded' },
  'kiosk.kept-title': { es: 'Tu voto está guardado', en: 'Your vote is kept' },
  'kiosk.kept': {
    es: 'Guardado en esta urna. Aún no está en la pizarra pública; podrás verlo con tu código.',
    en: 'Kept in this kiosk. It is not on the public board yet; you will be able to see it with your code.',
  },
  'kiosk.kept-more': {
    es: 'No hay conexión. Esta urna lo guardó cifrado y lo entrega en cuanto vuelva. Nadie aquí puede leerlo.',
    en: 'There is no link. This kiosk keeps it encrypted and delivers it as soon as there is one. Nobody here can read it.',
  },
  'kiosk.refused-title': { es: 'Tu voto no se registró', en: 'Your vote was not recorded' },
  'kiosk.unproved-title': {
    es: 'No sabemos si tu voto llegó',
    en: 'We do not know whether your vote arrived',
  },
  'kiosk.unproved-means': {
    es: 'Tu voto sigue guardado en esta urna y no cuenta dos veces.',
    en: 'Your vote stays kept in this kiosk and does not count twice.',
  },
  'kiosk.take': { es: 'Retira tu comprobante', en: 'Take your receipt' },
  'kiosk.take-text': {
    es: 'Sirve para comprobar que tu boleta está en la pizarra. No dice por quién votaste.',
    en: 'With it you can check that your ballot is on the board. It does not say for whom you voted.',
  },
  'kiosk.print-again': { es: 'Imprimir otra vez', en: 'Print again' },
  'kiosk.finish': { es: 'Terminar', en: 'Finish' },
  'kiosk.lapsed-title': { es: 'Borramos la pantalla', en: 'We cleared the screen' },
  'kiosk.lapsed': {
    es: 'No se emitió ningún voto. Si tu tarjeta aún está en tiempo, puedes escanearla otra vez.',
    en: 'No vote was cast. If your card is still in time, you can scan it again.',
  },
  'kiosk.lapsed-means': {
    es: 'Si no tienes comprobante, tu voto no se emitió en esta urna.',
    en: 'If you have no receipt, your vote was not cast at this kiosk.',
  },
  'kiosk.stopped-title': {
    es: 'Detuvimos esta urna para proteger tu voto',
    en: 'We stopped this kiosk to protect your vote',
  },

  'slip.recorded': { es: 'Voto registrado en la pizarra pública', en: 'Vote recorded on the public board' },
  'slip.challenged': {
    es: 'Boleta abierta para comprobarla. No cuenta como voto.',
    en: 'Ballot opened to be checked. It does not count as a vote.',
  },
  'slip.tracker': { es: 'Código de seguimiento', en: 'Tracking code' },
  'slip.where': { es: 'Compruébalo en {address}', en: 'Check it at {address}' },
  'slip.printed': { es: 'Impreso el {time}', en: 'Printed on {time}' },
  'slip.test': { es: 'Prueba de impresión: no es un comprobante', en: 'Printer test: this is no receipt' },
} as const satisfies Record<string, Text>;
