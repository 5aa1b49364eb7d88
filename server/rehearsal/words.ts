/** Messages of `npm start`, in Spanish and English. @module */

import type { Milestone } from './conduct.ts';
import type { Leftover } from './processes/leftovers.ts';

export type Language = 'es' | 'en';

/** Error for a database that the user named and that holds part of an election. Nothing in it is removed. */
export const databaseInUse = {
  es: 'Un arranque anterior se interrumpió antes de abrir la elección, y la base de datos que usted indicó tiene parte de ella. No se tocó nada. Use una base de datos vacía y otra carpeta en «--data».',
  en: 'An earlier start was interrupted before the election opened, and the database that you named has a part of it. Nothing was touched. Use an empty database and another folder in --data.',
} as const;

interface Words {
  readonly starting: string;
  readonly restarting: string;
  leftovers(left: readonly Leftover[]): string;
  /** Progress of the first start, which takes a minute or more. */
  readonly steps: Readonly<Record<'database' | 'witnesses' | 'booth' | 'processes', string>>;
  readonly milestones: Readonly<Record<Milestone, string>>;
}

const namesOf = (left: readonly Leftover[]): string =>
  left.map(({ name, pid }) => `${name} ${pid}`).join(', ');

export const words: Readonly<Record<Language, Words>> = {
  es: {
    starting:
      'Arrancan base de datos, testigos, urna y registro, y se arma la casilla. La primera vez tarda de uno a tres minutos.',
    restarting: 'Un arranque anterior se interrumpió antes de abrir la elección: se empieza de nuevo.',
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
      result: 'El resultado está en la pizarra.',
    },
  },
  en: {
    starting:
      'Starting database, witnesses, voting process and registry, and building the booth. The first time takes one to three minutes.',
    restarting: 'An earlier start was interrupted before the election opened: it begins anew.',
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
      result: 'The result is on the board.',
    },
  },
};
