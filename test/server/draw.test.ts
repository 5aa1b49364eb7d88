import { expect, test } from 'vitest';
import { parseManifest } from '#crypto/manifest/election.ts';
import { drawChoice } from '#server/rehearsal/parties/draw.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import { exampleNames, loadExample } from '../election/examples.ts';
import { seededNumbers } from '../election/seeded.ts';

const NUMBERS = { count: 3, threshold: 2 };
const parties = newParties(NUMBERS);

test.each(exampleNames())('of %s every option can be drawn, and nothing that breaks a rule', (name) => {
  const { contests } = parseManifest(writeManifest(loadExample(name).template, parties, NUMBERS));
  const random = seededNumbers(name);
  for (const contest of contests) {
    const drawn = Array.from({ length: 1000 }, () => drawChoice(contest, 0.8, random)); // throws if the rules are violated
    const owned = contest.options.map(
      (_, i) => contest.groups.filter(({ weights }) => weights[i] !== 0).length === 1,
    );
    expect(contest.options.map((_, i) => drawn.some((choice) => choice[i] === 1))).toEqual(owned);
  }
});
