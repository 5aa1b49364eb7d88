/**
 * Elections from which the fuzzer makes changed boards (mutants). They are as small as their rules allow, because
 * every mutant is verified in full.
 * @module
 */

import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { exampleNames, loadExample } from '../../election/examples.ts';
import { mini } from '../mini.ts';

export interface SmallElection {
  readonly template: ManifestTemplate;
  readonly voters: number;
  /** Whether there are also a challenged ballot, a revoked credential and, if voters may revote, a replaced ballot. */
  readonly incidents: boolean;
}

const [government, council] = [mini.contests[0]!, mini.contests[1]!];
const options = government.groups[0]!.options.filter(({ id }) => id !== 'c');

const tiny: ManifestTemplate = {
  ...mini,
  id: 'tiny',
  smallUnit: 0,
  units: mini.units.slice(0, 2),
  contests: [
    {
      ...government,
      parties: government.parties.slice(0, 2),
      candidacies: government.candidacies.slice(0, 1),
      groups: [{ ...government.groups[0]!, options }],
      specials: government.specials.slice(1),
    },
  ],
  styles: [{ ...mini.styles[0]!, contests: ['gobierno'] }],
};

const again: ManifestTemplate = {
  ...tiny,
  id: 'again',
  revoting: 'last',
  smallUnit: 2,
  contests: [
    ...tiny.contests,
    { ...council, groups: [{ ...council.groups[0]!, options: council.groups[0]!.options.slice(0, 2) }] },
  ],
  styles: [
    { ...mini.styles[0]!, contests: ['gobierno', 'consejo'] },
    { ...mini.styles[1]!, units: ['20'] },
  ],
};

export const boardNames = (): string[] => ['tiny', 'again', 'mini', ...exampleNames()];

/** Returns the election of that name. Throws if there is none. */
export function smallElection(name: string): SmallElection {
  switch (name) {
    case 'tiny':
      return { template: tiny, voters: 3, incidents: false };
    case 'again':
      return { template: again, voters: 3, incidents: true };
    case 'mini':
      return { template: mini, voters: 4, incidents: true };
    default:
      return { template: loadExample(name).template, voters: 3, incidents: false };
  }
}
