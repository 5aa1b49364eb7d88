/** Texts of screens 7 to 9: opening or casting, delivery, receipt. @module */

import type { Text } from '../text.ts';

export const castTexts = {
  'tracker.label': { es: 'Tu código de seguimiento', en: 'Your tracking code' },
  'tracker.qr': { es: 'Código QR de tu código de seguimiento', en: 'QR code of your tracking code' },
  'tracker.copy': { es: 'Copiar el código', en: 'Copy the code' },
  'tracker.copied': { es: 'Código copiado.', en: 'Code copied.' },
  'tracker.not-copied': {
    es: 'No se pudo copiar. Puedes anotarlo.',
    en: 'It could not be copied. You can write it down.',
  },

  'sealed.title': {
    es: 'Tu boleta está lista. Todavía no has votado',
    en: 'Your ballot is ready. You have not voted yet',
  },
  'sealed.text': {
    es: 'Está cifrada: nadie puede leerla. Falta emitirla. Anota este código o tómale una foto: con él encontrarás tu boleta.',
    en: 'It is encrypted: nobody can read it. It is still to be cast. Write this code down or take a picture of it: it is how you find your ballot.',
  },
  'sealed.doors': { es: 'Ahora elige', en: 'Now choose' },
  'sealed.cast': { es: 'Emitir mi voto', en: 'Cast my vote' },
  'sealed.cast-text': {
    es: 'Tu boleta entra en la urna y recibes un comprobante.',
    en: 'Your ballot goes into the box and you get a receipt.',
  },
  'sealed.check': {
    es: 'Hacer una prueba (esta boleta no contará)',
    en: 'Test this device (this ballot will not count)',
  },
  'sealed.check-text': {
    es: 'Abrimos esta boleta para que veas, en otro aparato, lo que este aparato cifró. La boleta que se abre se publica y no cuenta. Lo que marques en la prueba lo podrá ver cualquiera: marca algo distinto de tu voto. Si esta boleta tiene tu voto, regresa antes y cámbiala. Puedes hacer cuantas pruebas quieras.',
    en: 'We open this ballot so that you see, on another device, what this device encrypted. The opened ballot is published and does not count. Anybody can see what you mark in the test: mark something other than your vote. If this ballot has your vote on it, go back first and change it. You can test as often as you like.',
  },

  'challenged.title': { es: 'Compruébala en otro aparato', en: 'Check it on another device' },
  'challenged.text': {
    es: 'Esta boleta ya está abierta y publicada. No cuenta como voto: todavía no has votado.',
    en: 'This ballot is now open and published. It does not count as a vote: you have not voted yet.',
  },
  'challenged.one': {
    es: 'En otro teléfono o computadora, abre la página de comprobación: {address}',
    en: 'On another phone or computer, open the check page: {address}',
  },
  'challenged.two': {
    es: 'Lee este QR con ella, o escribe el código. Debe ser el mismo que anotaste.',
    en: 'Read this QR with it, or type the code. It must be the one that you noted.',
  },
  'challenged.three': {
    es: 'Verás en palabras lo que se cifró. Compáralo con lo que habías marcado.',
    en: 'You will see in words what was encrypted. Compare it with what you had marked.',
  },
  'challenged.marked': { es: 'Lo que habías marcado', en: 'What you had marked' },
  'challenged.differs': {
    es: 'Si no es lo que marcaste, no votes desde este aparato: la página de comprobación te dice qué hacer.',
    en: 'If it is not what you marked, do not vote from this device: the check page tells you what to do.',
  },
  'challenged.public': {
    es: 'Lo que tiene esta boleta lo puede ver cualquiera. La boleta nueva empieza con las mismas marcas: cámbialas por las de tu voto antes de emitirla.',
    en: 'Anybody can see what is on this ballot. The new ballot begins with the same marks: change them to those of your vote before you cast it.',
  },
  'challenged.next': { es: 'Seguir con una boleta nueva', en: 'Go on with a new ballot' },

  'confirm.title': { es: '¿Emitir tu voto?', en: 'Cast your vote?' },
  'confirm.final': { es: 'Después ya no se puede cambiar.', en: 'Afterwards it cannot be changed.' },
  'confirm.last': {
    es: 'En esta elección puedes votar otra vez antes del cierre. Cuenta el último voto.',
    en: 'In this election you can vote again before the close. The last vote counts.',
  },
  'confirm.cast': { es: 'Sí, emitir mi voto', en: 'Yes, cast my vote' },

  'delivery.delivering': { es: 'Estamos entregando tu voto', en: 'We are delivering your vote' },
  'delivery.delivering-text': {
    es: 'Espera el comprobante. Suele tardar unos segundos.',
    en: 'Wait for the receipt. It usually takes a few seconds.',
  },
  'delivery.waiting': {
    es: 'Hay muchas personas votando en este momento',
    en: 'Many people are voting at this moment',
  },
  'delivery.waiting-what': {
    es: 'El servidor no puede recibir más boletas en este instante.',
    en: 'The server cannot take more ballots at this instant.',
  },
  'delivery.waiting-means': {
    es: 'Tu voto todavía no está registrado. Tu boleta sigue lista en este aparato y no tienes que hacerla otra vez.',
    en: 'Your vote is not recorded yet. Your ballot is still ready on this device, and you need not make it again.',
  },
  'delivery.waiting-now': {
    es: 'Espera con esta página abierta: la enviamos otra vez sin que hagas nada.',
    en: 'Wait with this page open: we send it again without you doing anything.',
  },
  'delivery.waiting-seconds': {
    es: 'La enviamos otra vez en {n} segundos.',
    en: 'We send it again in {n} seconds.',
  },
  'delivery.unknown': {
    es: 'No sabemos todavía si tu voto llegó',
    en: 'We do not know yet whether your vote arrived',
  },
  'delivery.unknown-what': { es: 'El servidor no ha respondido.', en: 'The server has not answered.' },
  'delivery.unknown-means': {
    es: 'Tu voto puede estar ya en la urna o no. Enviarlo otra vez no lo cuenta dos veces.',
    en: 'Your vote may be in the box already, or not. Sending it again does not count it twice.',
  },
  'delivery.unknown-now': {
    es: 'Seguimos preguntando. Puedes dejar esta página abierta, o cerrarla y buscar tu código más tarde en la página de comprobación. Si vuelves a entrar con tu enlace, verás si ya votaste.',
    en: 'We keep asking. You can leave this page open, or close it and look for your code later on the check page. If you log in again with your link, you will see whether you have voted.',
  },
  'delivery.attempt': { es: 'Intento {n}', en: 'Attempt {n}' },
  'delivery.refused': { es: 'Tu voto no se registró', en: 'Your vote was not recorded' },
  'delivery.stored': {
    es: 'Tu voto está guardado y falta el comprobante',
    en: 'Your vote is stored and the receipt is to come',
  },
  'delivery.again': { es: 'Enviar otra vez', en: 'Send again' },
  'delivery.new': { es: 'Volver a mi boleta', en: 'Back to my ballot' },
  'delivery.enter': { es: 'Entrar otra vez', en: 'Log in again' },
  'delivery.leave': { es: 'Terminar', en: 'Finish' },

  'receipt.title': { es: 'Tu voto está registrado', en: 'Your vote is recorded' },
  'receipt.earlier': { es: 'Ya votaste', en: 'You have voted' },
  'receipt.earlier-text': {
    es: 'Tu voto ya está en la urna. Aquí puedes descargar otra vez tu comprobante.',
    en: 'Your vote is in the box. You can download your receipt again here.',
  },
  'receipt.checked': {
    es: 'Comprobamos que tu boleta está en la pizarra pública.',
    en: 'We checked that your ballot is on the public board.',
  },
  'receipt.place': { es: 'Lugar en la pizarra', en: 'Place on the board' },
  'receipt.seen': { es: 'Los testigos lo vieron el', en: 'Witnesses saw it on' },
  'receipt.file': { es: 'comprobante', en: 'receipt' },
  'receipt.proof-only': {
    es: 'Solo la prueba (.tlog-proof), para especialistas',
    en: 'The proof alone (.tlog-proof), for specialists',
  },
  'receipt.witnesses-label': { es: 'Testigos', en: 'Witnesses' },
  'receipt.witnesses': {
    es: { one: 'Un testigo independiente lo vio.', other: '{n} testigos independientes lo vieron.' },
    en: { one: 'One independent witness saw it.', other: '{n} independent witnesses saw it.' },
  },
  'receipt.proves': { es: 'Lo que prueba', en: 'What it proves' },
  'receipt.proves-text': {
    es: 'Que tu boleta cifrada está en la urna y que nadie puede quitarla sin que se note.',
    en: 'That your encrypted ballot is in the box and that nobody can take it out unnoticed.',
  },
  'receipt.proves-not': { es: 'Lo que no dice', en: 'What it does not say' },
  'receipt.proves-not-text': {
    es: 'Por quién votaste. Puedes enseñarlo sin revelar tu voto.',
    en: 'For whom you voted. You can show it without revealing your vote.',
  },
  'receipt.download': { es: 'Descargar mi comprobante', en: 'Download my receipt' },
  'receipt.downloaded': { es: 'Comprobante descargado.', en: 'Receipt downloaded.' },
  'receipt.print': { es: 'Imprimir', en: 'Print' },
  'receipt.board': { es: 'Ver mi voto en la pizarra', en: 'See my vote on the board' },
  'receipt.board-text': {
    es: 'Se abre en otra ventana. Mejor aún: hazlo desde otro aparato.',
    en: 'Opens in another window. Better still: do it from another device.',
  },
  'receipt.leave': { es: 'Terminar y borrar todo', en: 'Finish and erase everything' },
  'receipt.again': { es: 'Votar otra vez', en: 'Vote again' },
  'receipt.again-text': {
    es: 'En esta elección cuenta el último voto que emitas antes del cierre.',
    en: 'In this election the last vote that you cast before the close counts.',
  },
} as const satisfies Record<string, Text>;
