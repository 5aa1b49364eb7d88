/** Election with one contest of a given number of options, and ballots for it. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeElement, prepare, type Element } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import { makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import type { ArithmeticName } from '../../verifier/crypto/arithmetic/arithmetic.ts';
import type { BallotContext } from '../../verifier/election/ballot/judge.ts';
import { electionOf } from '../../verifier/election/election.ts';
import type { Entry } from '../../verifier/election/entry.ts';
import { decodeElement } from '../../verifier/crypto/group.ts';
import { parseForm } from '../../verifier/election/manifest/form.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { mini } from '../negative/mini.ts';
import { CheapBallots } from '../scale/cheap-ballots.ts';
import { keyPair, testElection } from '../support/elections.ts';

const text = (name: string): { es: string; en: string } => ({ es: name, en: name });

/**
 * Returns a manifest whose contest has one choice out of `options`. A ballot has a proof per option and one of the sum.
 */
function template(options: number): ManifestTemplate {
  const ids = Array.from({ length: options }, (_, i) => `opcion-${i + 1}`);
  const plain = ids.map((id) => ({ id, title: text(id), candidacy: null, parties: [] }));
  const group = { id: 'boleta', title: text('boleta'), min: 1, max: 1, options: plain };
  const contest = {
    id: 'cargo',
    title: text('cargo'),
    kind: 'select' as const,
    blank: false,
    parties: [],
    candidacies: [],
    groups: [group],
    specials: [],
  };
  const units = mini.units.map(({ code }) => code);
  const style = { id: 'unica', title: text('unica'), contests: ['cargo'], units };
  return { ...mini, id: 'banco', contests: [contest], styles: [style] };
}

export interface BenchElection {
  readonly election: Election;
  readonly key: Element;
  readonly choices: Choices;
  readonly ballots: (count: number) => Uint8Array[];
  /** Returns the context of ballots as the verifier uses it. */
  readonly context: (arithmetic: ArithmeticName) => BallotContext;
}

/** Returns ballots as the verifier's judge takes them. */
export const bare = (ballots: readonly Uint8Array[]): Pick<Entry, 'bytes'>[] =>
  ballots.map((bytes) => ({ bytes }));

export function benchElection(options: number): BenchElection {
  const { election } = testElection(template(options));
  const key = prepare(keyPair().key);
  const choices = [Array.from({ length: options }, (_, i) => (i === 1 ? 1 : 0))];
  const cheap = new CheapBallots(election, key);
  const style = election.styles[0]!;
  return {
    election,
    key,
    choices,
    ballots: (count) =>
      Array.from({ length: count }, () =>
        cheap.ballot({ style, unit: 0, choices, credential: cheap.credential() }),
      ),
    context: (arithmetic) => ({
      election: electionOf(parseForm(election.bytes), sha256(election.bytes)),
      K: decodeElement(encodeElement(key)),
      arithmetic: makeArithmetic(arithmetic),
    }),
  };
}
