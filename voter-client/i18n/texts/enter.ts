/** Texts of screens 1 to 4: link, mobile, second factor, voting code, election. @module */

import type { Text } from '../text.ts';

export const enterTexts = {
  'opening.title': { es: 'Comprobamos la elección', en: 'Checking the election' },
  'opening.text': {
    es: 'Antes de pedirte nada, esta página comprueba que el servidor muestra la elección, la llave y la pizarra pública que debe mostrar. Tarda unos segundos.',
    en: 'Before it asks you for anything, this page checks that the server shows the election, the key and the public board that it must show. It takes a few seconds.',
  },

  'welcome.title': { es: 'Abre tu acceso', en: 'Open your access' },
  'welcome.checked': {
    es: 'Comprobamos la elección, su llave y la pizarra pública: son las que esta página espera.',
    en: 'We checked the election, its key and the public board: they are the ones that this page expects.',
  },
  'welcome.link': {
    es: 'Llegaste con tu enlace personal. Solo sirve para entrar; todavía no vota por ti.',
    en: 'You came with your personal link. It only lets you in; it does not vote for you.',
  },
  'welcome.no-link': {
    es: 'Para entrar, abre el enlace del mensaje que te llegó por correo electrónico.',
    en: 'To log in, open the link in the message that you received by e-mail.',
  },
  'welcome.hours': {
    es: 'Puedes votar desde el {from}, hasta el {to}. Tu enlace sirve en esas fechas.',
    en: 'You can vote from {from} to {to}. Your link works between those dates.',
  },
  'welcome.extended': {
    es: 'La autoridad electoral amplió el plazo, y esta página lo comprobó.',
    en: 'The election authority has extended the time, and this page has verified it.',
  },
  'welcome.need': { es: 'Ten a la mano', en: 'Have at hand' },
  'welcome.need-mobile': { es: 'el celular que registraste', en: 'the mobile phone that you registered' },
  'welcome.need-code': {
    es: 'tu código de votación, de 20 letras y números',
    en: 'your voting code, of 20 letters and figures',
  },
  'welcome.enter': { es: 'Entrar', en: 'Log in' },
  'welcome.other-link': { es: 'Pedir otro enlace', en: 'Ask for another link' },

  'ask.title': { es: 'Pide otro enlace', en: 'Ask for another link' },
  'ask.email': { es: 'Correo electrónico que registraste', en: 'E-mail address that you registered' },
  'ask.send': { es: 'Enviar enlace', en: 'Send the link' },
  'ask.empty': { es: 'Escribe tu correo, con su arroba (@).', en: 'Type your e-mail address, with its @.' },
  'asked.title': { es: 'Revisa tu correo', en: 'Check your e-mail' },
  'asked.text': {
    es: 'Si ese correo está en el registro, te llegará un enlace en unos minutos. Por privacidad no decimos si está. El enlace anterior deja de servir.',
    en: 'If that address is on the roll, a link will reach you in a few minutes. For privacy we do not say whether it is. The link before it stops working.',
  },

  'mobile.title': {
    es: 'Los últimos cuatro dígitos de tu celular',
    en: 'The last four digits of your mobile',
  },
  'mobile.hint': {
    es: 'Del número que registraste para votar.',
    en: 'Of the number that you registered to vote.',
  },
  'mobile.label': { es: 'Últimos cuatro dígitos', en: 'Last four digits' },
  'mobile.form': { es: 'Escribe cuatro dígitos.', en: 'Type four digits.' },

  'factor.title': { es: 'Cómo quieres confirmar que eres tú', en: 'How to confirm that it is you' },
  'factor.hint': {
    es: 'Cada vez que entres te pediremos un código de seis dígitos. Elige cómo recibirlo.',
    en: 'Each time you log in we ask you for a six-digit code. Choose how to get it.',
  },
  'factor.sms': { es: 'Por mensaje de texto (SMS) a mi celular', en: 'By text message (SMS) to my mobile' },
  'factor.totp': { es: 'Con una aplicación de códigos', en: 'With an authenticator app' },
  'factor.totp-hint': {
    es: 'Como Google Authenticator, Microsoft Authenticator o Authy. Sirve sin señal de celular.',
    en: 'Such as Google Authenticator, Microsoft Authenticator or Authy. It works without a mobile signal.',
  },
  'factor.none': { es: 'Elige una de las dos.', en: 'Choose one of the two.' },

  'code.title': { es: 'Escribe el código de seis dígitos', en: 'Type the six-digit code' },
  'code.sms': {
    es: 'Te lo enviamos por mensaje de texto. Puede tardar un minuto.',
    en: 'We sent it to you by text message. It may take a minute.',
  },
  'code.totp': {
    es: 'Abre tu aplicación de códigos y copia el que muestra ahora.',
    en: 'Open your authenticator app and copy the one that it shows now.',
  },
  'code.label': { es: 'Código de seis dígitos', en: 'Six-digit code' },
  'code.form': { es: 'Escribe los seis dígitos.', en: 'Type the six digits.' },
  'code.resend': { es: 'Enviar otro mensaje', en: 'Send another message' },
  'code.set-up': { es: 'Prepara tu aplicación de códigos', en: 'Set up your authenticator app' },
  'code.set-up-scan': {
    es: 'En la aplicación elige «Agregar» y apunta la cámara a este cuadro. Solo se muestra esta vez.',
    en: 'In the app choose “Add” and point the camera at this square. It is shown this once only.',
  },
  'code.set-up-typed': {
    es: 'Si no puedes apuntar la cámara, escribe esta clave en la aplicación:',
    en: 'If you cannot point the camera, type this key into the app:',
  },
  'code.qr': { es: 'Código QR para tu aplicación de códigos', en: 'QR code for your authenticator app' },

  'credential.title': { es: 'Tu código de votación', en: 'Your voting code' },
  'credential.hint': {
    es: 'Son 20 letras y números, en cinco grupos de cuatro. Te llegó en un mensaje aparte. Da igual si usas mayúsculas o guiones.',
    en: 'It is 20 letters and figures, in five groups of four. It came in a message of its own. Capitals and hyphens make no difference.',
  },
  'credential.stays': {
    es: 'Tu código nunca sale de este aparato: con él se sella tu boleta aquí mismo.',
    en: 'Your code never leaves this device: your ballot is sealed with it right here.',
  },
  'credential.label': { es: 'Código de votación', en: 'Voting code' },
  'credential.partial': { es: 'Faltan letras o números.', en: 'There are letters or figures missing.' },
  'credential.right': { es: 'El código está bien escrito.', en: 'The code is well typed.' },
  'credential.wrong': {
    es: 'Hay un error al escribirlo. Compáralo grupo por grupo con tu mensaje.',
    en: 'There is a typing error. Compare it with your message group by group.',
  },
  'credential.scan': { es: 'Leerlo con la cámara', en: 'Read it with the camera' },

  'camera.title': { es: 'Cámara', en: 'Camera' },
  'camera.hint': {
    es: 'Pon el código QR dentro del cuadro. La imagen no sale de este aparato.',
    en: 'Hold the QR code inside the frame. The picture does not leave this device.',
  },
  'camera.stop': { es: 'Apagar la cámara', en: 'Turn the camera off' },
  'camera.none': {
    es: 'No pudimos usar la cámara. Nada se perdió: puedes escribir el código.',
    en: 'We could not use the camera. Nothing was lost: you can type the code.',
  },

  'who.title': { es: 'Tu elección', en: 'Your election' },
  'who.you': { es: 'Eres', en: 'You are' },
  'who.initials': { es: '{initials}, de {unit}', en: '{initials}, from {unit}' },
  'who.credential': { es: 'Tu credencial', en: 'Your credential' },
  'who.ballots': { es: 'Tus boletas', en: 'Your ballots' },
  'who.count': {
    es: { one: 'Tienes una boleta.', other: 'Tienes {n} boletas.' },
    en: { one: 'You have one ballot.', other: 'You have {n} ballots.' },
  },
  'who.until': { es: 'Tu sesión', en: 'Your session' },
  'who.left': {
    es: {
      one: 'Te queda un minuto (hasta las {time} en este aparato).',
      other: 'Te quedan {n} minutos (hasta las {time} en este aparato).',
    },
    en: {
      one: 'You have one minute left (until {time} on this device).',
      other: 'You have {n} minutes left (until {time} on this device).',
    },
  },
  'who.not-enough': {
    es: 'Si no te alcanza el tiempo, entra otra vez y marca de nuevo. Tu voto no cuenta dos veces.',
    en: 'If that is not enough time, log in again and mark your ballot again. Your vote is never counted twice.',
  },
  'who.not-you': {
    es: '¿No eres tú, o no son tu entidad y tus boletas? Cierra esta página y llama a {help}.',
    en: 'Is it not you, or are entity and ballots not yours? Close this page and call {help}.',
  },
  'who.start': { es: 'Empezar mi boleta', en: 'Start my ballot' },
} as const satisfies Record<string, Text>;
