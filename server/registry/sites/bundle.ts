/** Kit for a site's desk, an encrypted file with a new pool of codes and the people registered for the site. @module */

import { sealKit, type KitPerson } from '../../api/site-bundle.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { makePool, type PoolProgress } from './pool.ts';

export interface SiteBundleOrder {
  /** Position of the site in the manifest. */
  readonly site: number;
  /** Public key of the desk, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Number of codes in the pool. */
  readonly codes: number;
}

/** Makes a kit, with a new pool each time, because the codes are not stored anywhere. */
export async function makeSiteBundle(
  services: Services,
  { site, publicKey, codes }: SiteBundleOrder,
  progress?: PoolProgress,
): Promise<Uint8Array> {
  const { pool, election, registrar, now } = services;
  if (!election.sites[site]) throw registryProblem('site-unknown');
  const { rows: people } = await pool.query<KitPerson>(
    `select id as person, voter_key as "voterKey", name, unit, style, in_force as "inForce"
     from registry.person where modality = 'in-person' and site = $1 order by name, id`,
    [site],
  );
  const kit = { site, made: now(), codes: [...(await makePool(services, site, codes, progress))], people };
  return sealKit(publicKey, election.id, registrar, kit);
}
