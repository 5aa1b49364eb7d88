/** Texts of the report about acts of office, in Spanish and English. @module */
import type { Incident } from '../election/acts/incident.ts';
import type { Language } from './words.ts';

interface ActWords {
  /** Name of the internet as a place. */
  readonly internet: string;
  readonly incidents: string;
  readonly categories: Readonly<Record<Incident['category'], string>>;
  readonly incident: (entry: string, category: string) => string;
  readonly span: (from: string, to: string | undefined) => string;
  readonly places: (names: string) => string;
  readonly people: (count: string | undefined) => string;
  readonly follows: (entry: string) => string;
  readonly what: string;
  readonly done: string;
  readonly builds: string;
  readonly build: (entry: string, version: string, commit: string) => string;
  /** Number of files that a build names, and the path of the file of the board that names them. */
  readonly files: (count: string, path: string) => string;
  readonly because: (incident: string) => string;
  readonly hours: string;
  readonly moved: (place: string, planned: string, inForce: string) => string;
  readonly movedBy: (entry: string) => string;
  readonly withoutEffect: (place: string, entry: string) => string;
  readonly gaps: string;
  readonly gap: (from: string, to: string, entry: string) => string;
  readonly more: (n: string) => string;
}

export const actWords: Readonly<Record<Language, ActWords>> = {
  es: {
    internet: 'internet',
    incidents: 'Qué pasó durante la elección, según la autoridad',
    categories: {
      outage: 'falla del servicio',
      trustee: 'custodios',
      site: 'sitio',
      key: 'llaves',
      credential: 'credenciales',
      software: 'programas',
      board: 'pizarra',
      roll: 'lista nominal',
      pause: 'pausa',
      other: 'otro asunto',
    },
    incident: (entry, category) => `mensaje ${entry}, ${category}`,
    span: (from, to) => (to === undefined ? `desde el ${from}, sin fin declarado` : `del ${from} al ${to}`),
    places: (names) => `lugares: ${names}`,
    people: (count) =>
      count === undefined ? 'no se sabe a cuántas personas afectó' : `personas afectadas: ${count}`,
    follows: (entry) => `continúa el mensaje ${entry}`,
    what: 'Qué pasó',
    done: 'Qué se hizo',
    builds: 'Programas con los que se hizo la elección, según la autoridad',
    build: (entry, version, commit) => `mensaje ${entry}: versión ${version}, código fuente ${commit}`,
    files: (count, path) => `${count} archivos, nombrados con su huella en ${path}`,
    because: (incident) => `motivo: el incidente del mensaje ${incident}`,
    hours: 'Horarios que se cambiaron',
    moved: (place, planned, inForce) => `${place}: debía terminar el ${planned} y termina el ${inForce}`,
    movedBy: (entry) => `lo cambió el mensaje ${entry}`,
    withoutEffect: (place, entry) =>
      `${place}: el cambio del mensaje ${entry} no tuvo efecto, porque el sitio ya había cerrado`,
    gaps: 'Ratos sin marca de tiempo de la pizarra durante la votación (más de diez minutos)',
    gap: (from, to, entry) => `del ${from} al ${to} (mensaje ${entry})`,
    more: (n) => `… y ${n} más, que están en el informe en JSON`,
  },
  en: {
    internet: 'internet',
    incidents: 'What happened during the election, as the authority states it',
    categories: {
      outage: 'outage',
      trustee: 'trustees',
      site: 'site',
      key: 'keys',
      credential: 'credentials',
      software: 'software',
      board: 'board',
      roll: 'roll',
      pause: 'pause',
      other: 'another matter',
    },
    incident: (entry, category) => `entry ${entry}, ${category}`,
    span: (from, to) => (to === undefined ? `from ${from}, no end stated` : `from ${from} to ${to}`),
    places: (names) => `places: ${names}`,
    people: (count) =>
      count === undefined ? 'it is not known how many people were affected' : `people affected: ${count}`,
    follows: (entry) => `continues entry ${entry}`,
    what: 'What happened',
    done: 'What was done',
    builds: 'Software on which the election runs, as the authority states it',
    build: (entry, version, commit) => `entry ${entry}: version ${version}, source code ${commit}`,
    files: (count, path) => `${count} files, named with their hashes in ${path}`,
    because: (incident) => `reason: the incident of entry ${incident}`,
    hours: 'Hours that were changed',
    moved: (place, planned, inForce) => `${place}: was to end on ${planned} and ends on ${inForce}`,
    movedBy: (entry) => `changed by entry ${entry}`,
    withoutEffect: (place, entry) =>
      `${place}: the change of entry ${entry} had no effect, because the site had closed`,
    gaps: 'Times without a clock mark of the board while voting was open (more than ten minutes)',
    gap: (from, to, entry) => `from ${from} to ${to} (entry ${entry})`,
    more: (n) => `… and ${n} more, which are in the JSON report`,
  },
};
