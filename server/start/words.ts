/** What `npm start` says, in Spanish and English. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { Milestone } from '../demo/conduct.ts';
import type { Addresses } from '../demo/processes.ts';
import { siteStaff } from '../demo/site.ts';
import type { Leftover } from './leftovers.ts';

export type Language = 'es' | 'en';

interface Words {
  readonly starting: string;
  readonly anew: string;
  leftovers(left: readonly Leftover[]): string;
  /** Signs of life of the first start, which takes a minute or more. */
  readonly steps: Readonly<Record<'database' | 'witnesses' | 'booth' | 'processes', string>>;
  readonly milestones: Readonly<Record<Milestone, string>>;
  /** `desk`: address of the site's, if there is one. */
  ready(addresses: Addresses, election: Election, desk: string | undefined): string;
}

const until = ({ closes }: Election, lang: Language): string =>
  new Date(closes * 1000).toLocaleString(lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'America/Mexico_City',
  });

const namesOf = (left: readonly Leftover[]): string =>
  left.map(({ name, pid }) => `${name} ${pid}`).join(', ');

const { clerk, supervisor } = siteStaff;
const accounts = `${clerk.name} ${clerk.pin}, ${supervisor.name} ${supervisor.pin}`;
const site = {
  es: (desk: string) => `
  Módulo del consulado           ${desk}/desk/   (PIN de ${accounts}; personas SEDE0001, PASO0001)
  Kiosco                         ${desk}/kiosk/
  Pantalla de la fila            ${desk}/desk/queue.html
`,
  en: (desk: string) => `
  Desk of the consulate          ${desk}/desk/   (PINs of ${accounts}; people SEDE0001, PASO0001)
  Kiosk                          ${desk}/kiosk/
  Display of the queue           ${desk}/desk/queue.html
`,
} as const;

export const words: Readonly<Record<Language, Words>> = {
  es: {
    starting:
      'Arrancan base de datos, testigos, urna y registro, y se arma la casilla. La primera vez tarda de uno a tres minutos.',
    anew: 'Un arranque anterior se interrumpió antes de abrir la elección: se empieza de nuevo.',
    leftovers: (left) =>
      `Un arranque anterior no terminó bien: primero se espera a que terminen sus procesos (${namesOf(left)}).`,
    steps: {
      database: '  Base de datos: lista.',
      witnesses: '  Dos testigos: listos.',
      booth: '  Casilla: lista.',
      processes: '  Urna y registro: listos.',
    },
    milestones: {
      ceremony: 'Ceremonia de la llave: cinco custodias, tres abren.',
      roll: 'Se toma la lista de votantes.',
      credentials: 'Se emiten y publican las credenciales.',
      messages: 'Salen las invitaciones: en una elección real esperan a que alguien dé la orden («release»).',
      open: 'Se abre la votación.',
      closed: 'La votación cerró. Se suma y se abre la suma.',
      result: 'El resultado está en la pizarra. La pizarra sigue en línea; Ctrl-C termina.',
    },
    ready: ({ voting, registry, ops }, election, desk) => `
Elección de demostración abierta hasta el ${until(election, 'es')} (tiempo del centro de México).

  Correo y SMS de demostración   ${registry}/outbox   (con el enlace de cada persona a la casilla)
  Casilla                        ${voting}/booth/
  Comprobar una boleta           ${voting}/booth/check.html
  Pizarra pública                ${voting}/board/
  API de la urna                 ${voting}/openapi.json
  API del registro               ${registry}/openapi.json
  Salud y métricas               ${ops.voting}/metrics   ${ops.registry}/metrics
${desk === undefined ? '' : site.es(desk)}
  npm run vote                   una persona de la lista entra y vota
  npm run verify -- ${voting}/board

Ctrl-C termina; con el mismo comando continúa donde estaba.`,
  },
  en: {
    starting:
      'Starting database, witnesses, voting process and registry, and building the booth. The first time takes one to three minutes.',
    anew: 'An earlier start was interrupted before the election opened: it begins anew.',
    leftovers: (left) =>
      `An earlier start did not end well: its processes are waited for first (${namesOf(left)}).`,
    steps: {
      database: '  Database: ready.',
      witnesses: '  Two witnesses: ready.',
      booth: '  Booth: ready.',
      processes: '  Voting process and registry: ready.',
    },
    milestones: {
      ceremony: 'Key ceremony: five trustees, of whom three open.',
      roll: 'The voter roll is taken.',
      credentials: 'Credentials are issued and published.',
      messages: 'The invitations go out: in a real election they wait until somebody orders it ("release").',
      open: 'Voting opens.',
      closed: 'Voting has closed. It is summed, and the sum is opened.',
      result: 'The result is on the board. The board stays online; Ctrl-C ends.',
    },
    ready: ({ voting, registry, ops }, election, desk) => `
The demonstration election is open until ${until(election, 'en')} (Mexico City time).

  Demonstration mail and SMS     ${registry}/outbox   (with everybody's link to the booth)
  Booth                          ${voting}/booth/
  Check a ballot                 ${voting}/booth/check.html
  Public board                   ${voting}/board/
  API of the voting process      ${voting}/openapi.json
  API of the registry            ${registry}/openapi.json
  Health and metrics             ${ops.voting}/metrics   ${ops.registry}/metrics
${desk === undefined ? '' : site.en(desk)}
  npm run vote                   somebody on the roll logs in and votes
  npm run verify -- ${voting}/board

Ctrl-C ends; the same command goes on where it was.`,
  },
};
