/** Manifests for the screens with fake services, which request them by path. @module */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newParties, writeManifest, type ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { exampleNames, loadExample } from '../../election/examples.ts';
import { demoHelp } from './help.ts';
import { longNames } from './long-names.ts';

const numbers = { count: 3, threshold: 2, alternates: 0 };

const consulate: ManifestTemplate['sites'][number] = {
  code: 'chicago',
  name: { es: 'Consulado en Chicago', en: 'Consulate in Chicago' },
  zone: 'America/Chicago',
  starts: '2024-06-02T08:00:00-05:00',
  ends: '2024-06-02T18:00:00-05:00',
  graceSeconds: 3600,
  deliverySeconds: 86_400,
  walkIns: 100,
  moves: true,
};

/** Manifest with one contest of each kind. */
const demo = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../server/rehearsal/parties/manifest.json'), 'utf8'),
) as ManifestTemplate;

function manifestOf(template: ManifestTemplate): Uint8Array {
  const all = { ...numbers, sites: template.sites.length };
  return writeManifest(template, newParties(all), all);
}

/** Pins of a page over fake services, which ask for no other file. */
export const noPins = {
  manifest: '',
  registry: '',
  voting: '',
  worker: { file: '', sha384: '' },
  help: demoHelp,
};

/** Returns the files `manifest/<name>.json`. */
export function manifestFiles(): [path: string, bytes: Uint8Array][] {
  const { template } = loadExample('presidency-2024');
  const templates: [string, ManifestTemplate][] = [
    ...exampleNames().map((name): [string, ManifestTemplate] => [name, loadExample(name).template]),
    ['demo', demo],
    ['long-names', longNames(template)],
    ['at-site', { ...template, sites: [consulate] }],
    ['demo-at-site', { ...demo, sites: [consulate] }],
  ];
  return templates.map(([name, own]) => [`manifest/${name}.json`, manifestOf(own)]);
}
