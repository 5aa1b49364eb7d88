/** Steps of a demonstration's election, first up to the opening, then from the closing to the result. @module */

import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { encodeResult, parseResult, type ContestResult } from '#crypto/tally/result.ts';
import { BoardClient } from './parties/board-client.ts';
import type { DemoElection } from './parties/election.ts';
import type { Home } from './parties/folder.ts';
import { Officials } from './parties/officials.ts';
import { registryCommand } from './processes/registry-command.ts';
import { closeSite, makeSiteKit } from './processes/site.ts';

/** Name of the file with the published result, which a later start reads. */
const RESULT = 'result';

export type Milestone = 'ceremony' | 'roll' | 'credentials' | 'messages' | 'open' | 'closed' | 'result';

/**
 * Carries out all steps from publishing the manifest to the opening, and resolves when the election is open. Returns at
 * once if it was opened before.
 */
export async function conductToOpening(
  home: Home,
  demo: DemoElection,
  votingUrl: string,
  reached: (milestone: Milestone) => void,
): Promise<void> {
  const { client, officials } = officialsOf(demo, votingUrl);
  const { election, keyring } = demo;
  if ((await client.status()).stage !== 'setup') return;
  reached('ceremony');
  await officials.publishManifest();
  await officials.holdCeremony();
  await keyring.keepShares(officials.shares);
  reached('roll');
  await registryCommand(home, 'import', home.file('roll.csv'));
  reached('credentials');
  await registryCommand(home, 'issue');
  reached('messages');
  await registryCommand(home, 'release', '--yes');
  if (election.sites.length > 0) await makeSiteKit(home, election);
  await officials.open(
    await rollByUnit(
      home,
      election.manifest.units.map(({ code }) => code),
    ),
  );
  reached('open');
}

/**
 * Waits for the closing time of the manifest, closes and counts the election, and returns the result. If it was counted
 * before, returns the saved result, or undefined if none was saved.
 */
export async function conductToResult(
  home: Home,
  demo: DemoElection,
  { votingUrl, desk }: { readonly votingUrl: string; readonly desk: string | undefined },
  reached: (milestone: Milestone) => void,
  signal: AbortSignal,
): Promise<readonly ContestResult[] | undefined> {
  const { client, officials } = officialsOf(demo, votingUrl);
  const { graceEnds, stage } = await client.status();
  if (stage === 'finished') return readResult(home, demo);
  while (Date.now() / 1000 < graceEnds + 1) await wait(1_000, undefined, { signal });
  if ((await client.status()).stage === 'open') {
    if (desk !== undefined) await closeSite(desk);
    await officials.close();
  }
  if ((await client.status()).stage === 'closed') await registryCommand(home, 'admissions');
  reached('closed');
  const result = await officials.count();
  await home.write(RESULT, encodeResult(result));
  reached('result');
  return result;
}

async function readResult(
  home: Home,
  { election }: DemoElection,
): Promise<readonly ContestResult[] | undefined> {
  if (!(await home.has(RESULT))) return undefined;
  return parseResult(Uint8Array.from(await readFile(home.file(RESULT))), election);
}

function officialsOf(
  { election, keyring }: DemoElection,
  votingUrl: string,
): { readonly client: BoardClient; readonly officials: Officials } {
  const client = new BoardClient(votingUrl, election.id);
  const parties = { ...keyring.parties, witnesses: [] };
  return { client, officials: new Officials(election, parties, client, keyring.shares) };
}

async function rollByUnit(home: Home, codes: readonly string[]): Promise<number[]> {
  const text = await readFile(home.file('roll.csv'), 'utf8');
  const rows = parse<{ unit: string; modality: string }>(text, { columns: true });
  return codes.map(
    (code) => rows.filter(({ unit, modality }) => unit === code && modality !== 'walk-in').length,
  );
}
