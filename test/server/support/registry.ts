/** Configuration of a registry for the voting process of a Setting, and a roll. @module */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Election } from '#crypto/manifest/election.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import type { RegistryConfig } from '#server/registry/config.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { Setting } from './running.ts';

const PIN = 'un PIN de prueba';

export const registryBeside = ({ home, database }: Setting, voting: string): Promise<RegistryConfig> =>
  registryIn(home, database, voting);

/**
 * Returns the configuration of a registry for a folder that has manifest.json, registrar.key and ticket.key. Creates a
 * new token in the folder. Mail and SMS go to the subfolder `outbox`.
 */
export async function registryIn(
  home: string,
  database: TestDatabase,
  voting: string,
): Promise<RegistryConfig> {
  const file = (name: string): string => join(home, name);
  await writeFile(file('pin'), PIN, { mode: 0o600 });
  const token = await SoftwareToken.create(file('token'), 'registry', PIN);
  await token.makeSealingKey('seal');
  await token.close();
  return {
    database: database.registryUrl,
    listen: { host: '127.0.0.1', port: 0 },
    ops: { host: '127.0.0.1', port: 0 },
    manifest: file('manifest.json'),
    keys: {
      registrar: { file: file('registrar.key') },
      ticket: { file: file('ticket.key') },
      sealing: { token: { kind: 'software', directory: file('token') }, key: 'seal', pinFile: file('pin') },
    },
    helpLines: join(import.meta.dirname, '../../../server/rehearsal/parties/help-lines.json'),
    voting,
    booth: 'https://booth.example/entrar',
    origins: ['https://booth.example'],
    mail: { demo: file('outbox') },
    sms: { demo: file('outbox') },
    requestsPerMinute: 100_000,
  };
}

/** Returns the roll as CSV, with this number of people, all of the first unit and style. */
export function rollOf({ manifest }: Election, people: number): string {
  const [unit, style] = [manifest.units[0]!.code, manifest.styles[0]!.id];
  const rows = Array.from({ length: people }, (_, i) => {
    const n = String(i + 1).padStart(4, '0');
    return `CLAVE${n},Persona de prueba ${i + 1},${unit},${style},internet,persona${n}@example.mx,+1202555${n}`;
  });
  return ['voter_key,name,unit,style,modality,email,mobile', ...rows, ''].join('\n');
}
