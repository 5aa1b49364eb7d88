/** Election with the longest names that a ballot may have to show. @module */

import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';

const LONG = 'María de los Ángeles Guadalupe Hernández-Villavicencio y Ruiz'; // 60 characters
const PARTY = 'Partido Encuentro Solidario Independiente de México';

export function longNames(template: ManifestTemplate): ManifestTemplate {
  return {
    ...template,
    id: 'nombres-largos',
    contests: template.contests.map((contest) => ({
      ...contest,
      parties: contest.parties.map((party, i) => (i % 2 === 0 ? party : { ...party, name: `${PARTY} ${i}` })),
      candidacies: contest.candidacies.map((candidacy) => ({ ...candidacy, name: LONG })),
    })),
  };
}
