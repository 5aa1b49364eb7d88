/**
 * Texts of faults in three parts: `fault.` says what happened, `means.` what it means for the vote, `now.` what can be
 * done.
 * @module
 */

import type { Text } from '../text.ts';

export const faultTexts = {
  'fault.title': { es: 'Algo no salió', en: 'Something did not work' },
  'fault.tries': {
    es: {
      one: 'Te queda un intento. Después, tu acceso se pausa 15 minutos o más.',
      other: 'Te quedan {n} intentos. Después, tu acceso se pausa 15 minutos o más.',
    },
    en: {
      one: 'You have one try left. After that, your access is paused for 15 minutes or more.',
      other: 'You have {n} tries left. After that, your access is paused for 15 minutes or more.',
    },
  },

  'fault.network': { es: 'No logramos comunicarnos con el servidor.', en: 'We could not reach the server.' },
  'fault.session': { es: 'Tu sesión ya no es válida.', en: 'Your session is no longer valid.' },
  'fault.session-over': {
    es: 'Se terminaron los 30 minutos de tu sesión.',
    en: 'The 30 minutes of your session are over.',
  },
  'fault.login-unknown': { es: 'Este intento de entrar ya terminó.', en: 'This attempt to log in is over.' },
  'fault.wrong-step': {
    es: 'Este paso no toca ahora; quizá entraste también en otra ventana.',
    en: 'This is not the step that is due; you may have logged in from another window too.',
  },
  'fault.not-open': { es: 'La votación aún no empieza.', en: 'Voting has not begun yet.' },
  'fault.voting-closed': {
    es: 'La votación ya cerró y no se puede entrar.',
    en: 'Voting has closed and nobody can enter.',
  },
  'fault.link-unknown': {
    es: 'No reconocemos este enlace. Quizá venció o ya hay uno más reciente.',
    en: 'We do not recognise this link. It may have expired, or there is a newer one.',
  },
  'fault.wrong-digits': {
    es: 'No son los últimos cuatro dígitos del celular que registraste.',
    en: 'Those are not the last four digits of the mobile you registered.',
  },
  'fault.wrong-code': {
    es: 'No reconocemos ese código, o ya venció.',
    en: 'We do not recognise that code, or it has expired.',
  },
  'fault.wrong-credential': {
    es: 'Ese código de votación no es el tuyo en esta elección.',
    en: 'That voting code is not yours in this election.',
  },
  'fault.locked': {
    es: 'Hubo varios intentos fallidos y tu acceso está en pausa por un rato.',
    en: 'There were several failed tries and your access is paused for a while.',
  },
  'fault.too-many-codes': {
    es: 'Ya te enviamos varios códigos.',
    en: 'We have sent you several codes already.',
  },
  'fault.no-credential': {
    es: 'Tu registro no tiene un código para votar por internet.',
    en: 'Your registration has no code for voting over the internet.',
  },
  'fault.too-late': {
    es: 'La votación cerró antes de que tu boleta quedara registrada.',
    en: 'Voting closed before your ballot could be recorded.',
  },
  'fault.credential-unknown': {
    es: 'Tu credencial no está en la lista publicada para esta boleta.',
    en: 'Your credential is not on the published list for this ballot.',
  },
  'fault.credential-revoked': { es: 'Tu credencial fue dada de baja.', en: 'Your credential was revoked.' },
  'fault.other-credential': {
    es: 'La boleta no es de la credencial con la que entraste.',
    en: 'The ballot is not of the credential with which you logged in.',
  },
  'fault.already-voted': {
    es: 'Ya hay una boleta tuya en la urna.',
    en: 'There is a ballot of yours in the box already.',
  },
  'fault.copied': {
    es: 'Una parte de esta boleta ya está en la pizarra pública y no puede entrar otra vez.',
    en: 'A part of this ballot is on the public board already and cannot go in again.',
  },
  'fault.too-many-challenges': {
    es: 'Ya comprobaste muchas boletas en esta sesión.',
    en: 'You have checked many ballots in this session.',
  },
  'fault.busy': {
    es: 'Hay muchas boletas en espera y la tuya todavía no entra.',
    en: 'Many ballots are waiting and yours is not in yet.',
  },
  'fault.not-yet': {
    es: 'Está guardada, pero todavía no está publicada con sus testigos.',
    en: 'It is stored, but not yet published with its witnesses.',
  },
  'fault.not-on-board': {
    es: 'No encontramos ese código en la pizarra pública.',
    en: 'We did not find that code on the public board.',
  },
  'fault.unavailable': {
    es: 'El servicio no está disponible en este momento.',
    en: 'The service is not available right now.',
  },
  'fault.too-many': {
    es: 'Llegaron demasiadas peticiones seguidas desde tu conexión.',
    en: 'Too many requests came from your connection in a row.',
  },
  'fault.internal': { es: 'Algo falló de nuestro lado.', en: 'Something failed on our side.' },
  'fault.too-slow': {
    es: 'Tu conexión tardó demasiado en enviar los datos.',
    en: 'Your connection took too long to send the data.',
  },
  'fault.bad-ballot': {
    es: 'La boleta que hizo este aparato no está bien formada.',
    en: 'The ballot that this device made is not well formed.',
  },
  'fault.bad-challenge': {
    es: 'Lo que mostró este aparato no abre la boleta.',
    en: 'What this device showed does not open the ballot.',
  },
  'fault.other': {
    es: 'Algo falló y no sabemos qué (aviso: {code}).',
    en: 'Something failed and we do not know what (notice: {code}).',
  },

  'means.not-cast': {
    es: 'Tu voto no se ha emitido. Tu derecho a votar sigue igual.',
    en: 'Your vote has not been cast. Your right to vote is untouched.',
  },
  'means.right': {
    es: 'Tu derecho a votar sigue igual y nada se perdió.',
    en: 'Your right to vote is untouched and nothing was lost.',
  },
  'means.kept': {
    es: 'Lo que ya se había confirmado no se pierde.',
    en: 'What was confirmed already is not lost.',
  },
  'means.if-cast': {
    es: 'Si ya habías emitido tu voto, está en la urna.',
    en: 'If you had cast your vote, it is in the box.',
  },
  'means.not-counted': { es: 'Esa boleta no se contará.', en: 'That ballot will not be counted.' },
  'means.earlier': {
    es: 'Esa boleta es la que cuenta; esta no entró.',
    en: 'That ballot is the one that counts; this one did not go in.',
  },
  'means.stored': {
    es: 'Tu voto no se ha perdido; falta el comprobante.',
    en: 'Your vote is not lost; the receipt is still to come.',
  },
  'means.no-ballot': {
    es: 'Con ese código no hay ninguna boleta registrada.',
    en: 'There is no ballot recorded under that code.',
  },
  'means.stopped': {
    es: 'Nos detuvimos antes de cifrar o enviar nada más. Si no tienes un comprobante, tu voto no se ha emitido.',
    en: 'We stopped before anything else was encrypted or sent. If you have no receipt, your vote has not been cast.',
  },
  'means.unsure': {
    es: 'Tu voto puede estar ya en la urna o no. Volver a entrar no lo cuenta dos veces.',
    en: 'Your vote may be in the box already, or not. Logging in again does not count it twice.',
  },
  'means.false': {
    es: 'No podemos asegurar que esta boleta esté en la urna.',
    en: 'We cannot be sure that this ballot is in the box.',
  },
  'means.unproved': {
    es: 'No podemos asegurar que tu voto esté registrado. Tampoco podemos decir que no lo esté.',
    en: 'We cannot be sure that your vote is recorded. We cannot say that it is not, either.',
  },

  'now.connection': {
    es: 'Revisa tu conexión e intenta de nuevo.',
    en: 'Check your connection and try again.',
  },
  'now.enter': {
    es: 'Abre otra vez el enlace de tu mensaje para entrar.',
    en: 'Open the link in your message again to log in.',
  },
  'now.come-back': {
    es: 'Vuelve cuando abra, con este mismo enlace.',
    en: 'Come back when it opens, with this same link.',
  },
  'now.tracker': {
    es: 'Puedes buscar tu boleta con tu código de seguimiento en la página de comprobación.',
    en: 'You can look for your ballot with your tracking code on the check page.',
  },
  'now.link': {
    es: 'Usa el mensaje más reciente que te llegó, o pide otro enlace.',
    en: 'Use the latest message that you received, or ask for another link.',
  },
  'now.digits': {
    es: 'Revisa los dígitos y escríbelos de nuevo.',
    en: 'Check the digits and type them again.',
  },
  'now.code': {
    es: 'Escribe el código más reciente, o pide otro.',
    en: 'Type the latest code, or ask for another.',
  },
  'now.credential': {
    es: 'Búscalo en el mensaje de esta elección y escríbelo de nuevo.',
    en: 'Look for it in the message of this election and type it again.',
  },
  'now.wait': {
    es: 'Espera 15 minutos e intenta de nuevo. Si ya te había pasado hoy, espera más: cada pausa dura el doble que la anterior. También puedes llamar a {help}.',
    en: 'Wait 15 minutes and try again. If it had happened before today, wait longer: each pause is twice as long as the one before. You can also call {help}.',
  },
  'now.half-hour': {
    es: 'Usa el más reciente, o espera media hora.',
    en: 'Use the latest one, or wait half an hour.',
  },
  'now.help': {
    es: 'Llama a {help}.',
    en: 'Call {help}.',
  },
  'now.not-you': {
    es: 'Si no la emitiste tú, llama a {help}.',
    en: 'If you did not cast it, call {help}.',
  },
  'now.new-ballot': {
    es: 'Vuelve a tu boleta y cífrala otra vez.',
    en: 'Go back to your ballot and encrypt it again.',
  },
  'now.cast-or-later': {
    es: 'Puedes emitir tu voto ahora, o comprobar más en otra sesión.',
    en: 'You can cast your vote now, or check more in another session.',
  },
  'now.seconds': {
    es: 'Espera unos segundos y envía la misma otra vez.',
    en: 'Wait a few seconds and send the same one again.',
  },
  'now.minute': { es: 'Espera un minuto e intenta de nuevo.', en: 'Wait a minute and try again.' },
  'now.compare': {
    es: 'Compara el código letra por letra. Si acabas de votar, espera un minuto y busca otra vez.',
    en: 'Compare the code letter by letter. If you have just voted, wait a minute and look again.',
  },
  'now.unsure': {
    es: 'Abre otra vez el enlace de tu mensaje: al entrar verás si tu voto ya está en la urna.',
    en: 'Open the link in your message again: once logged in you see whether your vote is in the box.',
  },
  'now.typed': {
    es: 'Compáralo con el que tienes y escríbelo de nuevo.',
    en: 'Compare it with the one that you have and type it again.',
  },
  'now.file': {
    es: 'Elige el archivo que descargaste al votar. Si es ese, guárdalo y llama a {help}.',
    en: 'Choose the file that you downloaded when you voted. If it is that one, keep it and call {help}.',
  },
  'now.keep': {
    es: 'Guarda el comprobante y el código. Llama a {help}, y lee el aviso: {code}.',
    en: 'Keep the receipt and the code. Call {help}, and read out the notice: {code}.',
  },
  'now.again': { es: 'Intenta de nuevo.', en: 'Try again.' },
  'now.device': {
    es: 'Deja de usar este aparato para votar: puede estar bajo ataque. Llama a {help} y vota desde otro.',
    en: 'Stop using this device to vote: it may be under attack. Call {help} and vote from another one.',
  },
  'now.stop': {
    es: 'No escribas tu código de votación en esta página. Llama a {help}, y lee el aviso: {code}.',
    en: 'Do not type your voting code into this page. Call {help}, and read out the notice: {code}.',
  },
  'now.unproved': {
    es: 'Guarda tu código de seguimiento, búscalo más tarde en la página de comprobación desde otro aparato, y llama a {help}. Aviso: {code}.',
    en: 'Keep your tracking code, look for it later on the check page from another device, and call {help}. Notice: {code}.',
  },
} as const satisfies Record<string, Text>;
