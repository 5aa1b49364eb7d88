/**
 * Setting for tests of sites: an election with two sites, a real registry and voting process, people on the roll, and
 * files for the desks.
 * @module
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '#crypto/bytes.ts';
import { makeCardTicket } from '#crypto/record/card-ticket.ts';
import { parseCard } from '#crypto/card.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { encodeElement } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import type { Officials } from '#server/rehearsal/parties/officials.ts';
import type { DeskConfig } from '#server/desk/config.ts';
import { issueCredentials } from '#server/registry/issue/issue.ts';
import { countRoll } from '#server/registry/office/admissions.ts';
import { makeSiteBundle } from '#server/registry/sites/bundle.ts';
import { releaseMessages } from '#server/registry/outbox/release.ts';
import { startRegistry, type Registry } from '#server/registry/registry.ts';
import { importRoll } from '#server/registry/roll/import.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { miniChoices, miniWithSites } from '../../negative/mini.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { registryBeside } from './registry.ts';
import { postWithCard, Setting } from './running.ts';
import * as votingApi from '#server/api/voting.ts';

/** Row of the roll: voter_key, name, modality, site, in_force. A voter by internet also gets an e-mail address. */
export type Person = readonly [
  key: string,
  name: string,
  modality: 'internet' | 'in-person' | 'postal' | 'walk-in',
  site: '' | 'chicago' | 'madrid',
  inForce: 'yes' | 'no',
];

/** Issue entry and ticket of a card, and a ballot of the card's credential. */
export interface CardBallot {
  readonly issue: Uint8Array;
  readonly ticket: Uint8Array;
  readonly ballot: Uint8Array;
}

const HEADER = 'voter_key,name,unit,style,modality,email,mobile,site,in_force';
const ANYWHERE = { host: '127.0.0.1', port: 0 } as const;

export class SiteSetting {
  readonly setting: Setting;
  voting: VotingProcess;
  readonly registry: Registry;
  readonly officials: Officials;
  /** Ids by voter key. */
  readonly persons: ReadonlyMap<string, string>;
  /** Files of desks by site: kit, and the secret that opens it. */
  readonly kits: readonly { readonly kit: string; readonly secret: string }[];

  /** Starts a setting a minute after the second site has opened. Each site has a pool of `codes` credentials. */
  static async start(
    people: readonly Person[],
    codes: number,
    template: ManifestTemplate = miniWithSites,
  ): Promise<SiteSetting> {
    const setting = await Setting.make(template, { count: 3, threshold: 2, sites: template.sites.length });
    const { election, clock, home } = setting;
    const log = { write: (): void => undefined };
    const voting = await startVoting(setting.config, { clock, log });
    const officials = await setting.begin(voting.url);
    const now = (): number => clock.now();
    const registry = await startRegistry(await registryBeside(setting, voting.url), {
      now,
      log,
      timers: false,
    });
    const roll = join(home, 'roll.csv');
    await writeFile(roll, [HEADER, ...people.map(rowOf), ''].join('\n'), { mode: 0o600 });
    await importRoll(
      registry.services,
      { file: roll, by: 'prueba' },
      {
        fault: (fault) => {
          throw new Error(JSON.stringify(fault));
        },
      },
    );
    await issueCredentials(registry.services);
    await releaseMessages(registry.services, 'prueba');
    await registry.drain();
    const kits = [];
    for (const { position: site } of election.sites) {
      const secret = randomBytes(32);
      const { publicKey } = await envelopeOpener(secret, 'desk-kit', election.id);
      const files = { kit: join(home, `kit-${site}`), secret: join(home, `kit-${site}.key`) };
      await writeFile(files.kit, await makeSiteBundle(registry.services, { site, publicKey, codes }));
      await writeFile(files.secret, toHex(secret), { mode: 0o600 });
      kits.push(files);
    }
    clock.time = election.opens;
    await officials.open(await countRoll(registry.services));
    clock.time = Math.max(...election.sites.map(({ starts }) => starts)) + 60;
    const { rows } = await registry.services.pool.query<{ id: string; voter_key: string }>(
      'select id, voter_key from registry.person',
    );
    const persons = new Map(rows.map(({ id, voter_key: key }) => [key, id]));
    return new SiteSetting(setting, voting, registry, officials, persons, kits);
  }

  private constructor(
    setting: Setting,
    voting: VotingProcess,
    registry: Registry,
    officials: Officials,
    persons: ReadonlyMap<string, string>,
    kits: SiteSetting['kits'],
  ) {
    this.setting = setting;
    this.voting = voting;
    this.registry = registry;
    this.officials = officials;
    this.persons = persons;
    this.kits = kits;
  }

  /** Returns the configuration of a site's desk, with a new folder. */
  async deskConfig(site: number): Promise<DeskConfig> {
    const { home, election } = this.setting;
    const key = join(home, `site-${site}.key`);
    await writeFile(key, toHex(this.setting.siteSecrets[site]!), { mode: 0o600 });
    const { kit, secret } = this.kits[site]!;
    return {
      listen: ANYWHERE,
      ops: ANYWHERE,
      manifest: join(home, 'manifest.json'),
      site: election.manifest.sites[site]!.code,
      registry: this.registry.url,
      voting: this.voting.url,
      keys: { site: { file: key }, kit: secret },
      kit,
      state: join(home, `desk-${site}`),
    };
  }

  /** Makes a ballot of the first unit with a card, as the kiosk does. */
  ballotOf(card: string): CardBallot {
    const { setting } = this;
    const { issue, code } = parseCard(card);
    const credential = deriveCredential(setting.election.id, code);
    const ballot = setting.ballot({ credential, X: encodeElement(credential.X), unit: 0 }, miniChoices);
    return { issue, ticket: makeCardTicket(setting.election.id, credential, issue), ballot };
  }

  /** Votes with a card. Returns the status of the answer. */
  async vote(card: string): Promise<number> {
    const { ballot, ticket } = this.ballotOf(card);
    return (await postWithCard(`${this.voting.url}${votingApi.castBallot.path}`, ballot, ticket)).status;
  }

  async stop(): Promise<void> {
    await this.registry.stop();
    await this.voting.stop();
    await this.setting.end();
  }
}

function rowOf([key, name, modality, site, inForce]: Person, i: number): string {
  const n = String(i).padStart(4, '0');
  const contact = modality === 'internet' ? `${key.toLowerCase()}@example.mx,+1202555${n}` : ',';
  return [key, name, '09', 'completa', modality, contact, site, inForce].join(',');
}
