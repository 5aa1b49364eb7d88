/**
 * The demonstration's election: its keys, its manifest and its roll. They are created once, in the folder `home`.
 * @module
 */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { toHex } from '#crypto/bytes.ts';
import { parseVkey } from '#crypto/log/vkey.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { SoftwareToken } from '#hsm/software/token.ts';
import type { Home } from './folder.ts';
import { Keyring } from './keyring.ts';
import { siteRows, siteTemplate, writeSiteKeys } from '../processes/site.ts';
import { atHours, writeManifest, type ManifestTemplate } from './parties.ts';

const run = promisify(execFile);
const TRUSTEES = { count: 5, threshold: 3 };
const WITNESSES = 2;

export interface DemoOptions {
  /** People on the roll. */
  readonly voters: number;
  /** Minutes for which the voting is open. */
  readonly minutes: number;
  /** Grace period in seconds, in which voters who are inside may finish. */
  readonly grace: number;
  /** Whether people may vote at a site too. */
  readonly site: boolean;
  /** File of the witness program. Witnesses are independent of the server, so their program is not part of it. */
  readonly witnessProgram: string;
}

export interface DemoElection {
  readonly election: Election;
  readonly keyring: Keyring;
  /** Verification keys of the witnesses, in the order of their key files. */
  readonly witnesses: readonly string[];
  readonly witnessProgram: string;
}

export async function demoElection(home: Home, options: DemoOptions): Promise<DemoElection> {
  if (!(await home.has('manifest.json'))) await make(home, options);
  const election = parseManifest(Uint8Array.from(await readFile(home.file('manifest.json'))));
  const keyring = await Keyring.read(home.file('keys.json'));
  return {
    election,
    keyring,
    witnesses: election.manifest.witnesses.keys,
    witnessProgram: options.witnessProgram,
  };
}

/** Creates the election's files. The manifest is written last, because its file shows that the election is complete. */
async function make(home: Home, options: DemoOptions): Promise<void> {
  const { voters, site, witnessProgram } = options;
  const keyring = await Keyring.make(home.file('keys.json'), TRUSTEES.count, site ? 1 : 0);
  const { registrar, board, ticket, log, sites } = keyring.secrets;
  for (const key of sites) await writeSiteKeys(home, key);
  for (const [name, secret] of Object.entries({ registrar, board, ticket, log }))
    await home.write(`${name}.key`, secret);
  const pin = toHex(randomBytes(16));
  await home.write('registry.pin', pin);
  const token = await SoftwareToken.create(home.file('registry-token'), 'registry', pin);
  await token.makeSealingKey('seal');
  await token.close();
  const vkeys: string[] = [];
  for (let i = 1; i <= WITNESSES; i += 1) {
    const args = [
      '--import',
      'tsx',
      witnessProgram,
      'witness',
      '--new-key',
      `witness.example/w${i}`,
      witnessKeyFile(home, i),
    ];
    vkeys.push((await run(process.execPath, args)).stdout.trim());
  }
  const manifest = writeManifest(
    await template(options),
    { ...keyring.parties, witnesses: vkeys.map(parseVkey) },
    TRUSTEES,
  );
  await home.write('roll.csv', rollOf(parseManifest(manifest), voters));
  await home.write('manifest.json', manifest);
}

export const witnessKeyFile = (home: Home, number: number): string => home.file(`witness-${number}.key`);

async function template({ minutes, grace, site }: DemoOptions): Promise<ManifestTemplate> {
  const file = new URL('./manifest.json', import.meta.url);
  const own = JSON.parse(await readFile(file, 'utf8')) as ManifestTemplate;
  const opens = Math.floor(Date.now() / 1000);
  const sites = site ? [siteTemplate(grace)] : [];
  return { ...atHours({ ...own, sites }, opens, opens + 60 * minutes), graceSeconds: grace };
}

/** Returns the roll as CSV. Its names belong to nobody; its addresses and numbers are reserved for examples. */
function rollOf(election: Election, voters: number): string {
  const { manifest } = election;
  const [style] = manifest.styles;
  const rows = Array.from({ length: voters }, (_, i) => {
    const n = String(i + 1).padStart(4, '0');
    const unit = style!.units[i % style!.units.length]!;
    return `DEMO${n},Persona de prueba ${i + 1},${unit},${style!.id},internet,persona${n}@example.mx,+1202555${n}`;
  });
  const header = 'voter_key,name,unit,style,modality,email,mobile';
  if (manifest.sites.length === 0) return [header, ...rows, ''].join('\n');
  const all = [...rows.map((row) => `${row},,yes`), ...siteRows(election)];
  return [`${header},site,in_force`, ...all, ''].join('\n');
}
