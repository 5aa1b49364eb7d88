/** Folder with the key and the states of a test's witnesses. @module */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { witnessKey } from './witness.ts';

export const folder = mkdtempSync(join(tmpdir(), 'witness-'));
afterAll(() => rmSync(folder, { recursive: true }));

export const keyFile = join(folder, 'key');
writeFileSync(keyFile, witnessKey, { mode: 0o600 });

let states = 0;
/** Returns the path of a state that does not exist yet. */
export const newState = (): string => join(folder, `state-${(states += 1)}`);

/** Returns the name of a log's file in a state. */
export const hexOf = (origin: string): string => createHash('sha256').update(origin).digest('hex');
