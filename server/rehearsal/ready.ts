/** Text that `npm start` prints once everything runs: the addresses, and what to do there. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { Addresses } from './processes/processes.ts';
import { siteStaff } from './processes/site.ts';
import type { Language } from './words.ts';

export interface Ready {
  readonly addresses: Addresses;
  readonly election: Election;
  /** Address of the site's desk, if there is one. */
  readonly desk: string | undefined;
  /** Text after `npm run vote` that selects this demonstration; empty for the default one. */
  readonly voteOptions: string;
  /** Current time in POSIX seconds. */
  readonly now: number;
}

const timeOf = (seconds: number, lang: Language): string =>
  new Date(seconds * 1000).toLocaleString(lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'America/Mexico_City',
  });

const { clerk, supervisor } = siteStaff;

const site = {
  es: (desk: string) => `
El consulado, en este orden (sin impresora ni lector: en la pantalla «Tarjeta impresa» se copia lo que lee el lector):

  Mesa                           ${desk}/desk/   (atiende: ${clerk.name}, PIN ${clerk.pin}; supervisa: ${supervisor.name}, PIN ${supervisor.pin})
  Kiosco                         ${desk}/kiosk/
  Pantalla de la fila            ${desk}/desk/queue.html

  1. Mesa: entre como ${clerk.name}. En «Apertura» ${supervisor.name} abre la sede con su PIN.
  2. Kiosco: «Personal», póngale nombre y un PIN nuevo; ${supervisor.name} lo autoriza con el suyo.
  3. Mesa: busque SEDE0001 (registrada aquí) o PASO0001 (sin registro) y dé la tarjeta; copie su código.
  4. Kiosco: Ctrl+V en la primera pantalla, y vote.
  5. Pasada la hora, cierre el kiosco y después la mesa; si nadie lo hace, esta demostración cierra la mesa sola.
`,
  en: (desk: string) => `
The consulate, in this order (no printer or scanner: the screen "Card printed" copies what the scanner reads):

  Desk                           ${desk}/desk/   (clerk: ${clerk.name}, PIN ${clerk.pin}; supervisor: ${supervisor.name}, PIN ${supervisor.pin})
  Kiosk                          ${desk}/kiosk/
  Display of the queue           ${desk}/desk/queue.html

  1. Desk: log in as ${clerk.name}. Under "Opening" ${supervisor.name} opens the site with the PIN.
  2. Kiosk: "Staff", give it a name and a new PIN; ${supervisor.name} allows it with the other one.
  3. Desk: find SEDE0001 (registered here) or PASO0001 (not registered), give the card, and copy its code.
  4. Kiosk: Ctrl+V on the first screen, and vote.
  5. After the hour close the kiosk, then the desk; if nobody does, this demonstration closes the desk itself.
`,
} as const;

export const ready = {
  es: ({ addresses: { voting, registry, ops }, election, desk, voteOptions, now }: Ready): string => `
${
  now < election.closes
    ? `Elección de demostración abierta hasta el ${timeOf(election.closes, 'es')} (tiempo del centro de México).`
    : `La votación de esta demostración terminó el ${timeOf(election.closes, 'es')} (tiempo del centro de México).`
}

  Correo y SMS de demostración   ${registry}/outbox
  Casilla                        ${voting}/booth/
  Comprobar una boleta           ${voting}/booth/check.html
  Pizarra pública                ${voting}/board/
  API                            ${voting}/openapi.json   ${registry}/openapi.json
  Salud y métricas               ${ops.voting}/metrics   ${ops.registry}/metrics

Votar en el navegador: en el correo de demostración busque a una persona (persona0001@example.mx) y abra su enlace.
  La casilla pide los últimos cuatro dígitos de su celular (están junto a cada correo), el código que llega
  por SMS a esa misma página (recárguela) y el código de votación de su otro correo.
${desk === undefined ? '' : site.es(desk)}
En otra terminal:

  npm run vote${voteOptions}   una persona de la lista entra y vota
  npm run verify -- ${voting}/board --so-far   verifica lo que hay mientras se vota

Ctrl-C termina; con el mismo comando continúa donde estaba.`,
  en: ({ addresses: { voting, registry, ops }, election, desk, voteOptions, now }: Ready): string => `
${
  now < election.closes
    ? `The demonstration election is open until ${timeOf(election.closes, 'en')} (Mexico City time).`
    : `The voting of this demonstration ended on ${timeOf(election.closes, 'en')} (Mexico City time).`
}

  Demonstration mail and SMS     ${registry}/outbox
  Booth                          ${voting}/booth/
  Check a ballot                 ${voting}/booth/check.html
  Public board                   ${voting}/board/
  API                            ${voting}/openapi.json   ${registry}/openapi.json
  Health and metrics             ${ops.voting}/metrics   ${ops.registry}/metrics

Voting in the browser: find a person in the demonstration mail (persona0001@example.mx) and open the link.
  The booth asks for the last four digits of the mobile (they stand beside each mail), for the code that comes
  by SMS to that same page (load it again), and for the voting code of the person's other mail.
${desk === undefined ? '' : site.en(desk)}
In another terminal:

  npm run vote${voteOptions}   somebody on the roll logs in and votes
  npm run verify -- ${voting}/board --so-far   verifies what is there while people vote

Ctrl-C ends; the same command goes on where it was.`,
} as const;
