/** Outcome of the election as the board states it, for people to read (spec chapters 09 and 11). @module */
import { toHex } from '../crypto/bytes.ts';
import { type ActsOutcome, actsOf } from './acts/outcome.ts';
import type { Election } from './election.ts';
import type { Text } from './manifest/form.ts';
import { repeat } from '../crypto/proofs.ts';
import type { Stage } from './kinds.ts';
import type { ElectionStateMachine } from './state/state-machine.ts';
import { type Cell, isSmall } from './tally/cells.ts';
import { hasModalities, modalities, type Modality, partsOf, unitAndModality } from './tally/parts.ts';
import type { ContestResult } from './tally/result.ts';
import { type TrusteesOutcome, trusteesOf } from './trustees.ts';

export interface Outcome {
  readonly election: {
    readonly id: string;
    readonly title: Text;
    readonly manifestHash: string;
    readonly rehearsal: boolean;
    readonly zone: string;
  };
  readonly stage: Stage;
  /** Time of the last valid clock mark, in POSIX seconds. */
  readonly time: number | undefined;
  /** Index of the last valid clock mark. */
  readonly mark: number | undefined;
  readonly ballots: number;
  readonly challenged: number;
  /** Number of credentials with a valid ballot, and of those listed or issued and not revoked. */
  readonly voters: number;
  readonly eligible: number;
  /** Only if the manifest has sites. */
  readonly sites?: readonly SiteOutcome[];
  /** Number of keys of the authority, and of those that sign each of its acts (§2.5). */
  readonly authority: { readonly keys: number; readonly quorum: number };
  readonly acts: ActsOutcome;
  readonly trustees: TrusteesOutcome;
  /**
   * Contests with so few ballots that nothing of them is published (§9.2), or would be if the election ended
   * now.
   */
  readonly withheld: readonly WithheldContest[];
  /**
   * Result as the board publishes it; the checks say whether it is right. Empty if there is no result. Withheld
   * contests are left out.
   */
  readonly contests: readonly ContestOutcome[];
}

export interface WithheldContest {
  readonly id: string;
  readonly title: Text;
  readonly ballots: number;
  /** Minimum number of ballots for the result of the contest to be published. */
  readonly needed: number;
}

export interface SiteOutcome {
  readonly code: string;
  readonly name: Text;
  /**
   * Number of credentials that the site issued, revoked ones included, and of valid ballots with credentials of
   * its pools.
   */
  readonly issued: number;
  readonly ballots: number;
  readonly closed: boolean;
  /** Number of entries that the site's closing named and that are not on the board. */
  readonly awaited: number;
}

export interface ModalityOutcome {
  readonly modality: Modality;
  readonly ballots: number;
  /** Votes of each option. */
  readonly votes: readonly number[];
}

export interface CellOutcome {
  /** Names of units. */
  readonly units: readonly string[];
  /**
   * If the manifest has sites: the modality of all parts of the cell, or `both`; and the parts, one per unit
   * and modality.
   */
  readonly modality?: Modality | 'both';
  readonly parts?: readonly { readonly unit: string; readonly modality: Modality }[];
  readonly ballots: number;
  readonly votes: readonly number[];
}

export interface ContestOutcome {
  readonly id: string;
  readonly title: Text;
  readonly options: readonly { readonly id: string; readonly title: Text; readonly votes: number }[];
  readonly parties: readonly { readonly id: string; readonly name: string; readonly votes: number }[];
  readonly cells: readonly CellOutcome[];
  /** If the manifest has sites and no cell has both modalities: the total of each modality. */
  readonly modalities?: readonly ModalityOutcome[];
}

export function outcomeOf(election: Election, machine: ElectionStateMachine): Outcome {
  const { manifest } = election;
  const { ballotBox, credentials, sites, stage, time, mark, count } = machine;
  const inPerson = sites.all.map(({ site, issued, ballots, hasClosed, awaited }) => {
    const { code, name } = manifest.sites[site.position]!;
    return { code, name, issued, ballots, closed: hasClosed, awaited };
  });
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
    ballots: ballotBox.ballots,
    challenged: ballotBox.challenged,
    voters: sum(credentials.voted) + sum(inPerson.map(({ ballots }) => ballots)),
    eligible: sum(credentials.eligible) + sum(credentials.issued),
    ...(hasModalities(election) && { sites: inPerson }),
    authority: { keys: manifest.authority.keys.length, quorum: manifest.authority.quorum },
    acts: actsOf(machine),
    trustees: trusteesOf(election, machine),
    withheld: withheldOf(election, machine),
    contests: (count?.result ?? []).flatMap((result, position) =>
      result.cells.length === 0 ? [] : [contestOutcome(election, position, result, machine)],
    ),
  };
}

function withheldOf(election: Election, { ballotBox }: ElectionStateMachine): WithheldContest[] {
  const { smallUnit, contests } = election.manifest;
  return election.contests
    .map((contest) => ({
      id: contest.id,
      title: contests[contest.position]!.title,
      ballots: partsOf(election, contest).reduce(
        (total, part) => total + ballotBox.sums.count(contest, part),
        0,
      ),
      needed: smallUnit,
    }))
    .filter(({ ballots }) => isSmall(ballots, smallUnit));
}

function contestOutcome(
  election: Election,
  position: number,
  result: ContestResult,
  { count }: ElectionStateMachine,
): ContestOutcome {
  const { groups, specials, parties, id, title } = election.manifest.contests[position]!;
  const options = [...groups.flatMap((group) => group.options), ...specials];
  const cells = count!.cells[position]!.map((cell, c) => cellOutcome(election, cell, result.cells[c]!));
  return {
    id,
    title,
    options: options.map((option, o) => ({ id: option.id, title: option.title, votes: result.totals[o]! })),
    parties: parties.map((party, p) => ({ ...party, votes: result.parties[p]! })),
    cells,
    ...(hasModalities(election) &&
      cells.every(({ modality }) => modality !== 'both') && {
        modalities: modalities.map((modality) => modalityOutcome(modality, options.length, cells)),
      }),
  };
}

function cellOutcome(election: Election, cell: Cell, votes: readonly number[]): CellOutcome {
  const { units } = election.manifest;
  const own = { ballots: cell.count, votes };
  if (!hasModalities(election)) return { units: cell.parts.map((unit) => units[unit]!.name), ...own };
  const parts = cell.parts.map(unitAndModality);
  const [{ modality }] = parts as [(typeof parts)[number]];
  return {
    units: [...new Set(parts.map(({ unit }) => unit))].map((unit) => units[unit]!.name),
    modality: parts.every((part) => part.modality === modality) ? modality : 'both',
    parts: parts.map((part) => ({ ...part, unit: units[part.unit]!.name })),
    ...own,
  };
}

function modalityOutcome(modality: Modality, options: number, all: readonly CellOutcome[]): ModalityOutcome {
  const cells = all.filter((cell) => cell.modality === modality);
  return {
    modality,
    ballots: cells.reduce((sum, { ballots }) => sum + ballots, 0),
    votes: repeat(options, (option) => cells.reduce((sum, { votes }) => sum + votes[option]!, 0)),
  };
}
