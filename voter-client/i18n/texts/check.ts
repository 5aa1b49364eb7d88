/** Texts of the check page on a second device. @module */

import type { Text } from '../text.ts';

export const checkTexts = {
  'check.title': { es: 'Comprueba tu boleta', en: 'Check your ballot' },
  'check.text': {
    es: 'Aquí compruebas dos cosas: que una boleta se cifró como la marcaste, y que tu voto está en la urna. No hace falta entrar. Úsala en un aparato distinto del que usas para votar. Lo que marques en una prueba lo podrá ver cualquiera: marca algo distinto de tu voto.',
    en: 'Here you check two things: that a ballot was encrypted as you marked it, and that your vote is in the box. No log-in is needed. Use it on a device other than the one on which you vote. Anybody can see what you mark in a test: mark something other than your vote.',
  },
  'check.opening': {
    es: 'Comprobamos la elección y la pizarra pública.',
    en: 'Checking the election and the public board.',
  },
  'check.offline': {
    es: 'No hay conexión con la pizarra pública. Todavía puedes comprobar un comprobante guardado.',
    en: 'There is no connection to the public board. You can still check a saved receipt.',
  },
  'check.tracker': { es: 'Código de seguimiento', en: 'Tracking code' },
  'check.tracker-hint': {
    es: 'Son 24 letras y números, en seis grupos de cuatro.',
    en: 'It is 24 letters and figures, in six groups of four.',
  },
  'check.tracker-empty': {
    es: 'Escribe o pega el código de seguimiento.',
    en: 'Type or paste the tracking code.',
  },
  'check.look': { es: 'Buscar', en: 'Look up' },
  'check.looking': {
    es: 'Buscando en la pizarra pública y comprobando',
    en: 'Looking on the public board and checking',
  },
  'check.scan': { es: 'Leer un QR con la cámara', en: 'Read a QR code with the camera' },
  'check.or': { es: 'O con un comprobante', en: 'Or with a receipt' },
  'check.file': { es: 'Elegir mi comprobante', en: 'Choose my receipt' },
  'check.file-hint': {
    es: 'Elige el archivo que descargaste, o arrástralo hasta aquí. Se comprueba en este aparato, también sin internet.',
    en: 'Choose the file that you downloaded, or drag it here. It is checked on this device, also without internet.',
  },
  'check.save-title': { es: 'Para usarla sin internet', en: 'To use it without internet' },
  'check.save-text': {
    es: 'Esta página es un solo archivo. Guárdalo y ábrelo cuando quieras, también en un aparato sin internet: comprueba ahí el comprobante que descargaste.',
    en: 'This page is a single file. Save it and open it whenever you like, also on a device without internet: there it checks the receipt that you downloaded.',
  },
  'check.save': { es: 'Guardar esta página', en: 'Save this page' },
  'check.save-file': { es: 'comprobacion', en: 'check' },
  'check.another': { es: 'Comprobar otra cosa', en: 'Check something else' },

  'absent.title': { es: 'No está en la pizarra pública', en: 'It is not on the public board' },
  'absent.means': {
    es: 'La pizarra responde que con este código no hay ninguna boleta, ni emitida ni abierta. Si no tienes comprobante, tu voto no está registrado hasta donde se ve.',
    en: 'The board answers that there is no ballot under this code, cast or opened. If you have no receipt, your vote is not recorded as far as can be seen.',
  },
  'absent.now': {
    es: 'Compara el código letra por letra. Si acabas de votar, espera un minuto y busca otra vez. Si tienes un comprobante, compruébalo aquí y llama a {help}.',
    en: 'Compare the code letter by letter. If you have just voted, wait a minute and look again. If you have a receipt, check it here and call {help}.',
  },

  'unanswered.title': { es: 'La pizarra pública no respondió', en: 'The public board did not answer' },
  'unanswered.what': {
    es: 'Preguntamos por tu código y no llegó ninguna respuesta.',
    en: 'We asked for your code and no answer came.',
  },
  'unanswered.means': {
    es: 'No sabemos si tu boleta está. Eso no quiere decir que no esté.',
    en: 'We do not know whether your ballot is there. That does not mean that it is not.',
  },
  'unanswered.now': {
    es: 'Revisa tu conexión, espera un minuto y busca otra vez. Si descargaste tu comprobante, compruébalo aquí: para eso no hace falta la pizarra. Si sigue sin responder, llama a {help}.',
    en: 'Check your connection, wait a minute and look again. If you downloaded your receipt, check it here: that does not need the board. If it still does not answer, call {help}.',
  },

  'withheld.title': {
    es: 'La pizarra pública no muestra tu boleta',
    en: 'The public board does not show your ballot',
  },
  'withheld.what': {
    es: 'Tu comprobante es auténtico: los testigos vieron esa boleta en la pizarra. Pero la pizarra dice que no la tiene.',
    en: 'Your receipt is genuine: the witnesses saw that ballot on the board. But the board says that it does not have it.',
  },
  'withheld.means': {
    es: 'Lo que prueba tu comprobante sigue valiendo. Alguien puede estar ocultando la boleta.',
    en: 'What your receipt proves still holds. Somebody may be hiding the ballot.',
  },
  'withheld.now': {
    es: 'Si acabas de votar, espera un minuto y compruébalo otra vez. Si no, guarda el comprobante, que es la prueba, y llama a {help}.',
    en: 'If you have just voted, wait a minute and check again. If not, keep the receipt, which is the evidence, and call {help}.',
  },

  'cast.title': { es: 'Está en la urna', en: 'It is in the box' },
  'cast.text': {
    es: 'Esta boleta está en la pizarra pública, y nadie puede leerla por separado. Que cada boleta de ahí cuente lo comprueban los observadores con las listas publicadas.',
    en: 'This ballot is on the public board, and nobody can read it on its own. That each ballot there counts is checked by observers against the published lists.',
  },
  'cast.receipt': {
    es: 'El comprobante es auténtico: la boleta está en la pizarra que vieron los testigos.',
    en: 'The receipt is genuine: the ballot is on the board that the witnesses saw.',
  },
  'cast.credential': { es: 'Credencial', en: 'Credential' },
  'cast.unit': { es: 'Entidad', en: 'Entity' },
  'cast.same': {
    es: 'La credencial debe ser la de tu invitación, o la de tu tarjeta si votaste en una sede. Si no lo es, alguien te dio el código de otra boleta: llama a {help}.',
    en: 'The credential must be the one in your invitation, or on your card if you voted at a site. If it is not, somebody gave you the code of another ballot: call {help}.',
  },

  'opened.title': { es: 'Esto es lo que se cifró', en: 'This is what was encrypted' },
  'opened.text': {
    es: 'Volvimos a calcular el cifrado de esta boleta abierta. Contiene esto y nada más. No cuenta como voto, y cualquiera puede verla.',
    en: 'We computed the encryption of this opened ballot again. It contains this and nothing else. It does not count as a vote, and anybody can see it.',
  },
  'opened.question': { es: '¿Es lo que habías marcado?', en: 'Is it what you had marked?' },
  'opened.yes': { es: 'Es lo que yo había marcado', en: 'It is what I had marked' },
  'opened.no': { es: 'No es lo que marqué', en: 'It is not what I marked' },
  'opened.yes-title': {
    es: 'El aparato cifró bien esta boleta',
    en: 'The device encrypted this ballot right',
  },
  'opened.yes-text': {
    es: 'Esta boleta no cuenta. Regresa al aparato donde votas, haz una boleta nueva con tu voto y emítela, o haz otra prueba.',
    en: 'This ballot does not count. Go back to the device on which you vote, make a new ballot with your vote and cast it, or make another test.',
  },
  'opened.no-title': { es: 'No votes desde ese aparato', en: 'Do not vote from that device' },
  'opened.no-means': {
    es: 'El aparato cifró otra cosa, o marcaste algo distinto de lo que recuerdas. Esta boleta no cuenta: tu voto sigue sin emitirse y puedes votar bien.',
    en: 'The device encrypted something else, or you marked something other than you remember. This ballot does not count: your vote is still to be cast and you can cast it right.',
  },
  'opened.no-save': {
    es: 'Guarda la prueba: descárgala y toma una foto de la pantalla del otro aparato.',
    en: 'Keep the evidence: download it and take a picture of the other device’s screen.',
  },
  'opened.no-call': {
    es: 'Llama a {help} y di que una comprobación no coincidió.',
    en: 'Call {help} and say that a check did not match.',
  },
  'opened.no-vote': {
    es: 'Vota desde otro aparato, con tu mismo enlace y tu mismo código de votación.',
    en: 'Vote from another device, with the same link and the same voting code.',
  },
  'opened.evidence-file': { es: 'prueba', en: 'evidence' },
  'opened.evidence': { es: 'Descargar la prueba', en: 'Download the evidence' },

  'false.title': { es: 'Lo que muestra la pizarra no se sostiene', en: 'What the board shows does not hold' },
} as const satisfies Record<string, Text>;
