/** What the board says was elected, for people to read (spec chapter 09). @module */
import { toHex } from './bytes.ts';
import type { Election } from './election.ts';
import type { Text } from './manifest/form.ts';
import type { Machine, Stage } from './state/stages.ts';
import type { ContestResult } from './tally/result.ts';

export interface Outcome {
  readonly election: {
    readonly id: string;
    readonly title: Text;
    readonly manifestHash: string;
    readonly rehearsal: boolean;
    readonly zone: string;
  };
  readonly stage: Stage;
  /** The clock at the end of the board, POSIX seconds. */
  readonly time: number | undefined;
  /** The entry of the mark that says so. */
  readonly mark: number | undefined;
  readonly ballots: number;
  readonly challenged: number;
  readonly voters: number;
  readonly eligible: number;
  /** As the board publishes it: the checks say whether it is right. Empty without a result. */
  readonly contests: readonly ContestOutcome[];
}

export interface ContestOutcome {
  readonly id: string;
  readonly title: Text;
  readonly options: readonly { readonly id: string; readonly title: Text; readonly votes: number }[];
  readonly parties: readonly { readonly id: string; readonly name: string; readonly votes: number }[];
  readonly cells: readonly {
    readonly units: readonly string[];
    readonly ballots: number;
    readonly votes: readonly number[];
  }[];
}

export function outcomeOf(election: Election, machine: Machine): Outcome {
  const { manifest } = election;
  const { box, credentials, stage, time, mark, count } = machine;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    election: {
      id: manifest.id,
      title: manifest.title,
      manifestHash: toHex(election.id),
      rehearsal: manifest.rehearsal,
      zone: manifest.zone,
    },
    stage,
    time: time === undefined ? undefined : Number(time),
    mark,
    ballots: box.ballots,
    challenged: box.challenged,
    voters: sum(credentials.voted),
    eligible: sum(credentials.eligible),
    contests: (count?.result ?? []).map((result, position) =>
      contestOutcome(election, position, result, machine),
    ),
  };
}

function contestOutcome(
  election: Election,
  position: number,
  result: ContestResult,
  { count }: Machine,
): ContestOutcome {
  const { groups, specials, parties, id, title } = election.manifest.contests[position]!;
  const options = [...groups.flatMap((group) => group.options), ...specials];
  const units = election.manifest.units;
  return {
    id,
    title,
    options: options.map((option, o) => ({ id: option.id, title: option.title, votes: result.totals[o]! })),
    parties: parties.map((party, p) => ({ ...party, votes: result.parties[p]! })),
    cells: count!.cells[position]!.map((cell, c) => ({
      units: cell.units.map((unit) => units[unit]!.name),
      ballots: cell.count,
      votes: result.cells[c]!,
    })),
  };
}
