/** Texts of the frame around every screen. @module */

import type { Text } from '../text.ts';

export const frameTexts = {
  'start.need': {
    es: 'Esta página no pudo empezar. Necesita un navegador reciente, con JavaScript activado. Recárgala, o abre tu enlace en otro navegador u otro aparato. Tu derecho a votar sigue igual. Si no funciona, llama a {help}.',
    en: 'This page could not start. It needs a recent browser with JavaScript turned on. Load it again, or open your link in another browser or on another device. Your right to vote is untouched. If that does not work, call {help}.',
  },
  'frame.skip': { es: 'Ir al contenido', en: 'Skip to content' },
  'frame.booth': { es: 'Casilla en línea', en: 'Online booth' },
  'frame.rehearsal': { es: 'ENSAYO: no es una elección real', en: 'REHEARSAL: this is not a real election' },
  'frame.rehearsal-more': {
    es: 'Lo que hagas aquí no cuenta para ninguna elección.',
    en: 'Nothing you do here counts in any election.',
  },
  'frame.look': { es: 'Letra, contraste e idioma', en: 'Type, contrast and language' },
  'frame.size': { es: 'Tamaño de letra', en: 'Type size' },
  'frame.size-0': { es: 'Normal', en: 'Normal' },
  'frame.size-1': { es: 'Grande', en: 'Large' },
  'frame.size-2': { es: 'Más grande', en: 'Larger' },
  'frame.size-3': { es: 'La más grande', en: 'Largest' },
  'frame.contrast': { es: 'Contraste', en: 'Contrast' },
  'frame.contrast-light': { es: 'Claro', en: 'Light' },
  'frame.contrast-dark': { es: 'Oscuro', en: 'Dark' },
  'frame.contrast-high': { es: 'Alto', en: 'High' },
  'frame.language': { es: 'Idioma', en: 'Language' },
  'frame.help': {
    es: '¿Necesitas ayuda? Llama a la línea de ayuda. Nadie te pedirá tu código de votación.',
    en: 'Do you need help? Call the help line. Nobody will ask you for your voting code.',
  },
  'help.line': {
    es: 'la línea de ayuda (los números están al pie)',
    en: 'the help line (its numbers are at the foot)',
  },
  'help.hours': { es: 'Atiende {hours}.', en: 'Open {hours}.' },
  'time.zone': { es: '{time}, {zone}', en: '{time}, {zone}' },
  'time.both': { es: '{time} ({own} donde estás)', en: '{time} ({own} where you are)' },
  'frame.step': { es: 'Paso {n} de {of}: {name}', en: 'Step {n} of {of}: {name}' },
  'frame.step-enter': { es: 'Entrar', en: 'Log in' },
  'frame.step-choose': { es: 'Elegir', en: 'Choose' },
  'frame.step-review': { es: 'Revisar', en: 'Review' },
  'frame.step-cast': { es: 'Emitir', en: 'Cast' },
  'frame.next': { es: 'Continuar', en: 'Continue' },
  'frame.back': { es: 'Regresar', en: 'Back' },
  'frame.retry': { es: 'Intentar de nuevo', en: 'Try again' },
  'frame.busy': { es: 'Un momento', en: 'One moment' },
  'frame.broken-title': { es: 'Esta página dejó de funcionar', en: 'This page stopped working' },
  'frame.broken': {
    es: 'Una parte de la página no cargó como debe. Si no tienes un comprobante, no sabemos si tu voto quedó registrado. Abre tu enlace otra vez: si tu voto ya está en la urna, verás tu comprobante.',
    en: 'A part of the page did not load as it should. If you have no receipt, we do not know whether your vote was recorded. Open your link again: if your vote is in the box, you will see your receipt.',
  },
  'clock.ten': {
    es: 'Te quedan menos de 10 minutos. Si se acaban, entra otra vez y marca de nuevo; tu voto no cuenta dos veces.',
    en: 'You have less than 10 minutes left. If they run out, log in again and mark your ballot again; your vote is never counted twice.',
  },
  'clock.five': {
    es: 'Te quedan menos de 5 minutos. Si se acaban, entra otra vez y marca de nuevo; tu voto no cuenta dos veces.',
    en: 'You have less than 5 minutes left. If they run out, log in again and mark your ballot again; your vote is never counted twice.',
  },
  'lapsed.title': { es: 'Tu sesión terminó', en: 'Your session is over' },
  'lapsed.what': {
    es: 'Por seguridad cada sesión dura 30 minutos. Borramos lo que habías marcado en esta página.',
    en: 'For safety each session lasts 30 minutes. We erased what you had marked on this page.',
  },
  'lapsed.means': {
    es: 'Tu derecho a votar sigue igual. Si no llegaste al comprobante, entra otra vez: verás si tu voto ya está en la urna, y nada cuenta dos veces.',
    en: 'Your right to vote is untouched. If you did not get as far as the receipt, log in again: you will see whether your vote is in the box, and nothing counts twice.',
  },
  'lapsed.now': {
    es: 'Abre otra vez el enlace de tu mensaje y empieza tu boleta de nuevo.',
    en: 'Open the link in your message again and start your ballot anew.',
  },
  'leave.title': { es: '¿Salir de esta página?', en: 'Leave this page?' },
  'leave.entering': {
    es: 'Todavía no has votado. Si sales, para votar tendrás que abrir otra vez el enlace de tu correo.',
    en: 'You have not voted yet. If you leave, you will have to open the link in your e-mail again to vote.',
  },
  'leave.marks': {
    es: 'Tu voto no se ha enviado. Si sales, se borra lo que marcaste. Para votar, abre otra vez el enlace de tu correo.',
    en: 'Your vote has not been sent. If you leave, what you marked is erased. To vote, open the link in your e-mail again.',
  },
  'leave.at-site': {
    es: 'Tu voto no se ha enviado. Si sales, se borra lo que marcaste. Tu tarjeta sigue sirviendo mientras esté en tiempo.',
    en: 'Your vote has not been sent. If you leave, what you marked is erased. Your card still works while it is in time.',
  },
  'leave.unsure': {
    es: 'No sabemos todavía si tu voto llegó. Si sales, dejamos de preguntar. Abre más tarde el enlace de tu correo: verás si ya votaste, y nada cuenta dos veces.',
    en: 'We do not know yet whether your vote arrived. If you leave, we stop asking. Open the link in your e-mail later: you will see whether you have voted, and nothing counts twice.',
  },
  'leave.stored': {
    es: 'Tu voto está guardado y falta el comprobante. Si sales, ven más tarde por él con el enlace de tu correo.',
    en: 'Your vote is stored and the receipt is to come. If you leave, come back for it later with the link in your e-mail.',
  },
  'leave.refused': {
    es: 'Tu voto no se registró. Si sales, se borra lo que marcaste. Puedes volver con el enlace de tu correo.',
    en: 'Your vote was not recorded. If you leave, what you marked is erased. You can come back with the link in your e-mail.',
  },
  'leave.receipt': {
    es: 'Tu voto está registrado y seguirá en la urna. Si sales, se borra el comprobante de esta página; puedes volver por él con el enlace de tu correo.',
    en: 'Your vote is recorded and stays in the box. If you leave, the receipt is erased from this page; you can come back for it with the link in your e-mail.',
  },
  'leave.stay': { es: 'Quedarme aquí', en: 'Stay here' },
  'leave.go': { es: 'Salir', en: 'Leave' },

  'reloaded.title': { es: 'Esta página se cargó de nuevo', en: 'This page was loaded again' },
  'reloaded.what': {
    es: 'Se borró todo lo que habías escrito y marcado en ella.',
    en: 'Everything that you had typed and marked on it was erased.',
  },
  'reloaded.means': {
    es: 'Si no habías confirmado con «Sí, emitir mi voto», tu voto no se envió. Si ya lo habías confirmado, puede ser que tu voto esté en la urna: al entrar lo verás, y nada cuenta dos veces.',
    en: 'If you had not confirmed with “Yes, cast my vote”, your vote was not sent. If you had, your vote may be in the box: you will see when you log in, and nothing counts twice.',
  },
  'reloaded.now': {
    es: 'Abre otra vez el enlace de tu correo electrónico.',
    en: 'Open the link in your e-mail again.',
  },
  'left.title': { es: 'Ya puedes cerrar esta página', en: 'You can close this page now' },
  'left.text': {
    es: 'Terminamos tu sesión y borramos de la memoria de esta página tu código y tu boleta.',
    en: 'We ended your session and erased your code and your ballot from this page’s memory.',
  },
  'left.download': {
    es: 'Si descargaste tu comprobante, sigue en tu aparato. No dice por quién votaste.',
    en: 'If you downloaded your receipt, it is still on your device. It does not say for whom you voted.',
  },
} as const satisfies Record<string, Text>;
