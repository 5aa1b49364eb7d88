/** Small election with one defect. Every step is honest unless the case replaces it. @module */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '#crypto/bytes.ts';
import type { Credential } from '#crypto/credential.ts';
import { encodeElement, G, multiply, randomScalar } from '#crypto/group.ts';
import { randomBytes } from '#crypto/random.ts';
import type { EntrySigner } from '#crypto/entry/entry.ts';
import { makeBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { BoardWriter, type Cosigner } from '../election/board-writer.ts';
import { logSigner, witnessCosigner } from '../election/log-keys.ts';
import {
  newParties,
  writeManifest,
  type ManifestTemplate,
  type Parties,
} from '#server/rehearsal/parties/parties.ts';
import { Rehearsal } from '../election/rehearsal.ts';
import { threeTrustees } from '../support/elections.ts';
import { readBoard, type BoardFiles } from './board-files.ts';
import { mini } from './mini.ts';

/** Voter of the small election. */
export interface Voter {
  readonly credential: Credential;
  readonly style: number;
  readonly unit: number;
  readonly choices: Choices;
}

const places = [
  {
    style: 0,
    unit: 0,
    choices: [
      [1, 0, 0, 0, 0, 0],
      [1, 1, 0, 0, 1, 0],
    ],
  },
  {
    style: 0,
    unit: 0,
    choices: [
      [0, 0, 0, 1, 0, 0],
      [0, 0, 0, 0, 0, 1],
    ],
  },
  {
    style: 0,
    unit: 1,
    choices: [
      [0, 0, 1, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
    ],
  },
  { style: 1, unit: 1, choices: [[0, 0, 0, 0, 1, 0]] },
  { style: 1, unit: 2, choices: [[0, 1, 0, 0, 0, 0]] },
];
/** Number of listed voters who do not vote. Attacks use their credentials. */
const ABSTAINERS = 3;

type Step = (e: Scenario) => Promise<unknown> | undefined;

/** Steps that a case replaces or adds. */
export interface Plan {
  /** Election in place of the smallest one. */
  readonly template?: ManifestTemplate;
  /** Signer of the manifest entry; by default the authority. */
  readonly manifestSigner?: (parties: Parties) => EntrySigner;
  /** Whether the manifest is that of an election that counts, and not of a rehearsal. */
  readonly isBinding?: boolean;
  /** Number of witnesses; by default two. */
  readonly witnesses?: number;
  /** Step between the manifest and the first clock entry. */
  readonly early?: (e: Rehearsal) => Promise<void>;
  readonly ceremony?: Step;
  readonly credentials?: Step;
  readonly opening?: Step;
  readonly casting?: Step;
  /** Step after the honest ballots. */
  readonly voting?: Step;
  readonly closing?: Step;
  readonly tally?: Step;
  readonly shares?: Step;
  readonly result?: Step;
  /** Step at the very end. */
  readonly finish?: Step;
  /** Changes files of the finished board. */
  readonly files?: (files: BoardFiles, e: Scenario) => void;
}

/** Returns the manifest of a rehearsal as that of an election that counts. */
const binding = (manifest: Uint8Array): Uint8Array =>
  utf8(new TextDecoder().decode(manifest).replace('"rehearsal": true', '"rehearsal": false'));

export class Scenario {
  readonly e: Rehearsal;
  readonly voters: readonly Voter[];
  readonly directory: string;
  /** Offset in seconds added to the clocks of all witnesses, or one offset for each witness. */
  witnessOffset: number | readonly number[] = 0;

  private constructor(e: Rehearsal, directory: string) {
    this.e = e;
    this.directory = directory;
    const listed = [...places, ...Array.from({ length: ABSTAINERS }, () => places[0]!)];
    this.voters = listed.map((place) => {
      const x = randomScalar();
      return { ...place, credential: { x, X: multiply(G, x) } };
    });
  }

  /** Plays the plan and returns the board's files. */
  static async play(plan: Plan): Promise<BoardFiles> {
    const directory = await mkdtemp(join(tmpdir(), 'sivei-board-'));
    try {
      const scenario = await Scenario.#begin(directory, plan);
      await scenario.#steps(plan);
      const files = await readBoard(directory);
      plan.files?.(files, scenario);
      return files;
    } finally {
      await rm(directory, { recursive: true });
    }
  }

  static async #begin(
    directory: string,
    { template = mini, manifestSigner, isBinding = false, witnesses: count, early }: Plan,
  ): Promise<Scenario> {
    const numbers = { ...threeTrustees, sites: template.sites.length };
    const parties = newParties(count === undefined ? numbers : { ...numbers, witnesses: count });
    const rehearsal = writeManifest(template, parties, threeTrustees);
    const manifest = isBinding ? binding(rehearsal) : rehearsal;
    let scenario: Scenario | undefined;
    const witnesses = parties.witnesses.map(witnessCosigner).map((cosign, i): Cosigner => (note, time) => {
      const offset = scenario?.witnessOffset ?? 0;
      return cosign(note, time + (typeof offset === 'number' ? offset : offset[i]!));
    });
    const board = await BoardWriter.create(
      directory,
      logSigner(template.board.origin, parties.logSeed),
      witnesses,
    );
    const signer = manifestSigner?.(parties) ?? parties.authority;
    const played = await Rehearsal.begin(manifest, parties, board, signer, early);
    scenario = new Scenario(played, directory);
    return scenario;
  }

  async #steps(plan: Plan): Promise<void> {
    const { e } = this;
    await (plan.ceremony ? plan.ceremony(this) : e.holdCeremony());
    await (plan.credentials ? plan.credentials(this) : this.listCredentials());
    await (plan.opening ? plan.opening(this) : e.open());
    await (plan.casting ? plan.casting(this) : this.castAll());
    if (plan.voting) {
      await plan.voting(this);
      await e.mark(10);
    }
    await (plan.closing ? plan.closing(this) : e.close());
    await (plan.tally ? plan.tally(this) : e.publishTally());
    await (plan.shares ? plan.shares(this) : this.publishShares(1, 3));
    await (plan.result ? plan.result(this) : e.publishResult());
    await plan.finish?.(this);
  }

  async listCredentials(): Promise<void> {
    await this.e.listCredentials(
      this.voters.map(({ credential, style, unit }) => ({ X: encodeElement(credential.X), style, unit })),
    );
  }

  async publishShares(...trustees: number[]): Promise<void> {
    for (const trustee of trustees) await this.e.publishShare(trustee);
  }

  /** Returns the ballot of a voter, with fresh randomness. */
  ballot(voter: Voter, seed: Uint8Array = randomBytes(32)): Uint8Array {
    const { election, ceremony } = this.e;
    const { credential, style, unit, choices } = voter;
    return makeBallot(
      { election, key: ceremony.run.key, style: election.styles[style]!, unit, credential },
      choices,
      seed,
    );
  }

  /** Returns the n-th voter who is listed and does not vote. */
  abstainer(n = 0): Voter {
    return this.voters[places.length + n]!;
  }

  /** Appends an entry without changes. */
  async append(entry: Uint8Array): Promise<void> {
    await this.e.board.append(entry);
  }

  async castAll(): Promise<void> {
    await this.e.mark(3600);
    for (const voter of this.voters.slice(0, places.length)) await this.e.cast(this.ballot(voter));
    await this.e.mark(30);
  }
}
