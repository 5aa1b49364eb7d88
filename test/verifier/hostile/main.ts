/**
 * `npm run bench:hostile -- [entries] [filter]`: measures processor time, memory and bytes read when hostile boards,
 * and honest boards of the same size, are verified. `filter`: part of the name of a hostile kind.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestBoard } from '../support/board.ts';
import { hostileKinds } from './kinds.ts';
import { LargeElection } from './large-election.ts';

interface Cost {
  /** Processor time in seconds. */
  readonly cpu: number;
  /** Peak memory in megabytes. */
  readonly peak: number;
  readonly read: number;
  readonly found: readonly string[];
}

const [entries = '300', part = ''] = process.argv.slice(2);
const measure = join(import.meta.dirname, 'measure.ts');

function costOf(board: TestBoard): Cost & { readonly size: number } {
  const directory = mkdtempSync(join(tmpdir(), 'hostile-'));
  try {
    let size = 0;
    for (const [path, bytes] of board.publish().files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), bytes);
      size += bytes.length;
    }
    const told = execFileSync(process.execPath, ['--import', 'tsx', measure, directory], {
      encoding: 'utf8',
    });
    return { ...(JSON.parse(told) as Cost), size: size / 1e6 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const figure = ({ cpu, peak, read, size }: ReturnType<typeof costOf>): string =>
  `${cpu.toFixed(2)} s, ${peak.toFixed(0)} MB held, ${read.toFixed(1)} MB read of ${size.toFixed(1)}`;

/** Processor time in seconds to verify an empty board. */
const base = costOf(new LargeElection()).cpu;
for (const { is, honest, hostile } of hostileKinds.filter((kind) => kind.is.includes(part))) {
  const [plain, costly] = [costOf(honest(Number(entries))), costOf(hostile(Number(entries)))];
  process.stdout.write(
    `${((costly.cpu - base) / (plain.cpu - base)).toFixed(1).padStart(6)}  ${is} (${costly.found.join(', ')})\n` +
      `        honest ${figure(plain)}; hostile ${figure(costly)}\n`,
  );
}
