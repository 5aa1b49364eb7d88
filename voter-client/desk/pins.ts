/** Pins of the desk's pages: the part of the manifest that clerks need. @module */

import type { Manifest } from '#crypto/manifest/schema.ts';
import { PINS_ID } from '../contract/pins.ts';

type Text = Manifest['title'];

export interface DeskPins {
  readonly title: Text;
  readonly authority: Text;
  readonly rehearsal: boolean;
  readonly stages: Manifest['stages'];
  /** Site to which this desk belongs. */
  readonly site: { readonly code: string; readonly name: Text; readonly zone: string };
  readonly sites: readonly { readonly code: string; readonly name: Text }[];
  readonly contests: readonly { readonly id: string; readonly title: Text }[];
  /** Names of the units by position in the manifest. */
  readonly units: readonly string[];
}

/** Returns the pins for the site with this code. Throws if the manifest has no such site. */
export function deskPinsOf(manifest: Manifest, code: string): DeskPins {
  const site = manifest.sites.find((own) => own.code === code);
  if (!site) throw new Error(`the manifest has no site "${code}"`);
  return {
    title: manifest.title,
    authority: manifest.authority.name,
    rehearsal: manifest.rehearsal,
    stages: manifest.stages,
    site: { code, name: site.name, zone: site.zone },
    sites: manifest.sites.map(({ code: own, name }) => ({ code: own, name })),
    contests: manifest.contests.map(({ id, title }) => ({ id, title })),
    units: manifest.units.map(({ name }) => name),
  };
}

/** Returns the pins of this page. */
export const readDeskPins = (): DeskPins =>
  JSON.parse(document.querySelector(`#${PINS_ID}`)!.textContent) as DeskPins;
