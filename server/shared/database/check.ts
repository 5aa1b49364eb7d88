/** Checks of a database before a process or command uses it: role, tables, clock. @module */

import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { ConfigurationError, Refusal } from '../exit-codes.ts';
import type { Role } from './pool.ts';

/** Largest allowed difference between the clocks of the database and of this machine. */
const MAX_CLOCK_SKEW_MS = 60_000;
const MIGRATE = 'node --import tsx server/shared/database/main.ts < owner-url';
/** SQLSTATEs of a refused log-in: wrong password, no such role or no right to log in, no such database. */
const refusedLogIns = new Set(['28P01', '28000', '3D000']);
/** SQLSTATEs of missing tables (of another version, or none): no such table, no such schema, no right to read. */
const withoutTables = new Set(['42P01', '3F000', '42501']);

interface SessionState {
  readonly role: string;
  /** POSIX time in milliseconds. */
  readonly time: number;
}

/**
 * Throws a ConfigurationError if role, tables or clock are wrong, another error if the database does not answer. `now`:
 * POSIX time in milliseconds.
 */
export async function assertDatabase(pool: Pool, role: Role, now: () => number = Date.now): Promise<void> {
  const seen = await logIn(pool);
  if (seen.role !== role)
    throw new ConfigurationError({
      es: `La configuración entra a la base de datos como "${seen.role}"; este programa solo trabaja con el rol limitado "${role}". No arranca. Ponga en "database" la dirección con ese rol (docs/operations.md).`,
      en: `The configuration logs in to the database as "${seen.role}"; this program works with the limited role "${role}" alone. It does not start. Put the address with that role into "database" (docs/operations.md).`,
    });
  await assertTables(pool);
  const off = Math.round(Math.abs(seen.time - now()) / 1000);
  if (off * 1000 > MAX_CLOCK_SKEW_MS)
    throw new ConfigurationError({
      es: `El reloj de la base de datos y el de esta máquina difieren en ${off} segundos. El programa no arranca. Ponga los dos en hora (NTP).`,
      en: `The clocks of the database and of this machine are ${off} seconds apart. The program does not start. Set both right (NTP).`,
    });
}

async function logIn(pool: Pool): Promise<SessionState> {
  try {
    const { rows } = await pool.query<SessionState>(
      `select session_user::text as role, (extract(epoch from clock_timestamp()) * 1000)::float8 as time`,
    );
    return rows[0]!;
  } catch (error) {
    throw explain(error);
  }
}

/** Returns an error that says why the log-in to the database failed. */
export function explain(error: unknown): Error {
  const { code = '', message } = error as { code?: string; message: string };
  if (refusedLogIns.has(code))
    return new ConfigurationError(
      {
        es: `La base de datos no deja entrar (${message}). El programa no sigue. Revise usuario, contraseña y nombre de la base en su dirección.`,
        en: `The database does not let us in (${message}). The program does not go on. Look at user, password and name of the database in its address.`,
      },
      { cause: error },
    );
  const reason = code || message;
  return new Refusal(
    {
      es: `La base de datos no contesta (${reason}). El programa no sigue. Inténtelo de nuevo cuando esté en línea.`,
      en: `The database does not answer (${reason}). The program does not go on. Try again once it is there.`,
    },
    { cause: error },
  );
}

async function assertTables(pool: Pool): Promise<void> {
  const files = await readdir(fileURLToPath(new URL('./migrations', import.meta.url)));
  const own = files.filter((name) => name.endsWith('.sql')).map((name) => name.slice(0, -'.sql'.length));
  const there = await migrationsOf(pool);
  const missing = own.filter((name) => !there.includes(name));
  if (missing.length > 0)
    throw new ConfigurationError({
      es: `La base de datos no tiene las tablas de esta versión (falta ${missing.join(', ')}). El programa no arranca. Como dueño de la base, ejecute: ${MIGRATE}`,
      en: `The database does not have the tables of this version (missing: ${missing.join(', ')}). The program does not start. As the database's owner, run: ${MIGRATE}`,
    });
  const newer = there.filter((name) => !own.includes(name));
  if (newer.length > 0)
    throw new ConfigurationError({
      es: `La base de datos es de una versión más nueva (${newer.join(', ')}). El programa no arranca. Use la versión del programa que la preparó.`,
      en: `The database is of a newer version (${newer.join(', ')}). The program does not start. Use the version of the program that made it.`,
    });
}

async function migrationsOf(pool: Pool): Promise<readonly string[]> {
  try {
    const { rows } = await pool.query<{ name: string }>('select name from public.migration');
    return rows.map(({ name }) => name);
  } catch (error) {
    if (withoutTables.has((error as { code?: string }).code ?? '')) return [];
    throw error;
  }
}
