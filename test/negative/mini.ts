/** Small election for the negative corpus: two contests, two units, three trustees and an alternate. @module */

import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';

const text = (es: string, en: string): { es: string; en: string } => ({ es, en });
const same = (name: string): { es: string; en: string } => text(name, name);
const plain = (
  id: string,
): { id: string; title: ReturnType<typeof text>; candidacy: null; parties: string[] } => ({
  id,
  title: same(id),
  candidacy: null,
  parties: [],
});

export const mini: ManifestTemplate = {
  id: 'mini',
  title: text('Elección mínima', 'Minimal election'),
  authority: { name: text('Autoridad', 'Authority') },
  registrar: { name: text('Registro', 'Registry') },
  board: { name: text('Pizarra', 'Board'), origin: 'board.example/mini' },
  stages: [
    {
      id: 'voting',
      title: text('Votación', 'Voting'),
      starts: '2026-01-01T08:00:00-06:00',
      ends: '2026-01-01T18:00:00-06:00',
    },
  ],
  zone: 'America/Mexico_City',
  graceSeconds: 1800,
  extensionSeconds: 7200,
  silenceSeconds: 3600,
  revoting: 'none',
  smallUnit: 2,
  units: [
    { code: '09', name: 'Ciudad de México' },
    { code: '20', name: 'Oaxaca' },
    { code: '31', name: 'Yucatán' },
  ],
  sites: [],
  contests: [
    {
      id: 'gobierno',
      title: text('Gobierno', 'Government'),
      kind: 'single',
      blank: false,
      parties: ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase() })),
      candidacies: [
        { id: 'una', name: 'Candidatura Una', parties: ['a', 'b'] },
        { id: 'otra', name: 'Candidatura Otra', parties: ['c'] },
      ],
      groups: [
        {
          id: 'boleta',
          title: text('Boleta', 'Ballot'),
          min: 1,
          max: 1,
          options: [
            { id: 'a', title: same('A'), candidacy: 'una', parties: ['a'] },
            { id: 'b', title: same('B'), candidacy: 'una', parties: ['b'] },
            { id: 'c', title: same('C'), candidacy: 'otra', parties: ['c'] },
            { id: 'a-b', title: same('A + B'), candidacy: 'una', parties: ['a', 'b'] },
          ],
        },
      ],
      specials: [
        {
          id: 'no-registrada',
          kind: 'unregistered',
          title: text('Candidatura no registrada', 'Unregistered candidacy'),
        },
        { id: 'nulo', kind: 'null', title: text('Voto nulo', 'Null vote') },
      ],
    },
    {
      id: 'consejo',
      title: text('Consejo', 'Council'),
      kind: 'select',
      blank: true,
      parties: [],
      candidacies: [],
      groups: [
        {
          id: 'mujeres',
          title: text('Mujeres', 'Women'),
          min: 0,
          max: 2,
          options: ['m1', 'm2', 'm3'].map(plain),
        },
        { id: 'hombres', title: text('Hombres', 'Men'), min: 0, max: 1, options: ['h1', 'h2'].map(plain) },
      ],
      specials: [{ id: 'consejo-nulo', kind: 'null', title: text('Voto nulo', 'Null vote') }],
    },
  ],
  styles: [
    {
      id: 'completa',
      title: text('Completa', 'Complete'),
      contests: ['gobierno', 'consejo'],
      units: ['09', '20'],
    },
    { id: 'local', title: text('Local', 'Local'), contests: ['gobierno'], units: ['20', '31'] },
  ],
};

/** Valid choices in the first style: party B in the first contest, and three people in the second. */
export const miniChoices = [
  [0, 1, 0, 0, 0, 0],
  [1, 0, 1, 0, 1, 0],
];

/** Valid choices in the first style: as `miniChoices`, but with party A. */
export const otherChoices = [
  [1, 0, 0, 0, 0, 0],
  [1, 0, 1, 0, 1, 0],
];

const site = (
  code: string,
  name: string,
  zone: string,
  starts: string,
  ends: string,
  moves: boolean,
): ManifestTemplate['sites'][number] => ({
  code,
  name: same(name),
  zone,
  starts,
  ends,
  graceSeconds: 1800,
  deliverySeconds: 7200,
  walkIns: 1,
  moves,
});

/** Small election with two sites: one closes before the end of voting by internet, one after it. */
export const miniWithSites: ManifestTemplate = {
  ...mini,
  id: 'mini-sedes',
  sites: [
    site(
      'chicago',
      'Chicago',
      'America/Chicago',
      '2026-01-01T08:00:00-06:00',
      '2026-01-01T20:00:00-06:00',
      true,
    ),
    site(
      'madrid',
      'Madrid',
      'Europe/Madrid',
      '2026-01-01T16:00:00+01:00',
      '2026-01-01T20:00:00+01:00',
      false,
    ),
  ],
};
