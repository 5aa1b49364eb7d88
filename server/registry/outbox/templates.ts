/**
 * Texts of all messages that the registry sends: Spanish first, then English, in one message. Each mail shows the help
 * line's numbers.
 * @module
 */

import type { HelpLines } from '#crypto/help-lines.ts';
import type { Election } from '#crypto/manifest/election.ts';

export interface Text {
  readonly subject: string;
  readonly text: string;
}

export interface MessageFacts {
  readonly election: Election;
  /** Name of the person. */
  readonly name: string;
  /** Code or link that the message carries; empty for notices. */
  readonly secret: string;
  /** URL of the voters' page. The log-in link is this URL with the secret as its fragment. */
  readonly booth: string;
  /** Short public name of the person's credential, if there is one. */
  readonly credentialId: string | undefined;
  readonly helpLines: HelpLines;
}

/**
 * Returns the election id (E, the manifest's hash) in groups of four hexadecimal digits, four groups a line, as the
 * printed acts show it.
 */
const manifestHash = ({ id }: Election): string =>
  (Buffer.from(id).toString('hex').match(/.{16}/g) ?? [])
    .map((line) => line.replace(/(.{4})(?=.)/g, '$1 '))
    .join('\n');

const both = ({ title }: Election['manifest']): { es: string; en: string } => title;

interface Mail {
  readonly subject: string;
  readonly es: string;
  readonly en: string;
}

const mails = {
  link: ({ election, name, secret, booth, credentialId }) => ({
    subject: `Tu acceso para votar / Your access to vote: ${both(election.manifest).es}`,
    es: `${name}:

Este enlace abre tu acceso a ${both(election.manifest).es}. Es tuyo: no lo compartas.
Al abrirlo te pediremos los últimos cuatro dígitos de tu celular y un código. Tu código de votación llega en otro mensaje.

${booth}#${secret}

Identificador público de tu credencial (aparece en tu comprobante): ${credentialId ?? '-'}
Huella del manifiesto de la elección (compárala con la que publica la autoridad):
${manifestHash(election)}`,
    en: `This link opens your access to ${both(election.manifest).en}. It is yours: do not share it.
You will be asked for the last four digits of your mobile and for a code. Your voting code comes in another message.
The link stands above, and below it your credential's public id (it is on your receipt) and the fingerprint of the election's manifest (compare it with the one that the authority publishes).`,
  }),
  code: ({ election, name, secret, credentialId }) => ({
    subject: `Tu código de votación / Your voting code: ${both(election.manifest).es}`,
    es: `${name}:

Tu código de votación para ${both(election.manifest).es}. Guárdalo: solo se envía una vez y nadie te lo va a pedir por teléfono ni por correo.

${secret}

Identificador público de tu credencial: ${credentialId ?? '-'}`,
    en: `Your voting code for ${both(election.manifest).en}. Keep it: it is sent once, and nobody will ask you for it by phone or e-mail.
The code stands above, and below it the public id of your credential.`,
  }),
  'notice-locked': ({ election, name }) => ({
    subject: `Tu acceso está en pausa / Your access is paused: ${both(election.manifest).es}`,
    es: `${name}:

Hubo varios intentos fallidos de entrar con tu enlace, y tu acceso está en pausa por un rato. Tu derecho a votar sigue intacto.
Si fuiste tú, espera e intenta de nuevo. Si no fuiste tú, llama a la línea de ayuda.`,
    en: `There were several failed tries to log in with your link, and your access is paused for a while. Your right to vote is untouched.
If that was you, wait and try again. If not, call the help line.`,
  }),
  'notice-change-asked': ({ election, name }) => ({
    subject: `Se pidió cambiar tus datos / A change of your contact data was asked for: ${both(election.manifest).es}`,
    es: `${name}:

Se pidió cambiar el correo, el celular o el segundo factor con que votas. Aún no se ha cambiado nada: una segunda persona lo revisa.
Si no lo pediste tú, llama hoy a la línea de ayuda.`,
    en: `A change of the e-mail, the mobile or the second factor with which you vote was asked for. Nothing is changed yet: a second person looks at it.
If you did not ask for it, call the help line today.`,
  }),
  'notice-changed': ({ election, name }) => ({
    subject: `Tus datos cambiaron / Your contact data changed: ${both(election.manifest).es}`,
    es: `${name}:

Se cambiaron los datos con que entras a votar. Los enlaces anteriores ya no sirven, y elegirás de nuevo tu segundo factor; tu código de votación sigue siendo el mismo.
Si no lo pediste tú, llama hoy a la línea de ayuda.`,
    en: `The data with which you log in to vote were changed. Earlier links do not work any more, and you will choose your second factor anew; your voting code stays the same.
If you did not ask for this, call the help line today.`,
  }),
} as const satisfies Record<string, (facts: MessageFacts) => Mail>;

/** Returns the SMS with the log-in code. It has no help line, since each character costs. */
const loginCode = ({ secret }: MessageFacts): Text => ({
  subject: '',
  text: `${secret} es tu código para entrar a votar. Vence en 5 minutos. / ${secret} is your code to log in and vote. It expires in 5 minutes.`,
});

export type MessageKind = keyof typeof mails | 'login-code';

export function compose(kind: MessageKind, facts: MessageFacts): Text {
  if (kind === 'login-code') return loginCode(facts);
  const { subject, es, en } = mails[kind](facts);
  const { helpLines } = facts;
  const text = `${es}\n\n${numbersOf(helpLines, 'es')}\n\n--\n${en}\n\n${numbersOf(helpLines, 'en')}\n`;
  return { subject, text };
}

function numbersOf({ lines, hours }: HelpLines, language: 'es' | 'en'): string {
  const title = language === 'es' ? 'Línea de ayuda' : 'Help line';
  const numbers = lines.map(({ countries, number }) => `${countries[language]}: ${number}`);
  return [`${title} (${hours[language]}):`, ...numbers].join('\n');
}
