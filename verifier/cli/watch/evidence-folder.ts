/** Folders of evidence on disk, one per misbehaviour. No folder is overwritten. @module */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Misbehaviour } from '../../observe/mirror/misbehaviour.ts';
import type { Mirror } from '../../observe/mirror/mirror.ts';
import { readAtMost } from '../../board/directory-reader.ts';
import {
  type EvidenceFiles,
  evidenceFileNames,
  makeEvidence,
  MAX_EVIDENCE_FILE_BYTES,
} from '../../observe/watch/evidence.ts';
import { toHex } from '../../crypto/bytes.ts';

/** Writes the evidence and returns its folder. Returns undefined for a faulty manifest, which leaves no evidence. */
export async function keepEvidence(
  root: string,
  misbehaviour: Misbehaviour,
  { store, kept }: Mirror,
  time: Date,
): Promise<string | undefined> {
  if (misbehaviour.kind === 'manifest') return undefined;
  const manifest = kept && (await store.read(`blob/${toHex(kept.election.id)}`, MAX_EVIDENCE_FILE_BYTES));
  const folder = await newFolder(root, `${stamp(time)}-${misbehaviour.kind}`);
  for (const [name, bytes] of makeEvidence(misbehaviour, manifest))
    await writeFile(join(folder, name), bytes, { flag: 'wx', flush: true });
  await writeFile(join(folder, 'README.txt'), readme(misbehaviour, time), { flag: 'wx', flush: true });
  return folder;
}

/** Reads the files of an evidence from a folder. Missing files are left out. */
export async function readEvidence(folder: string): Promise<EvidenceFiles> {
  const files = new Map<string, Uint8Array>();
  for (const name of evidenceFileNames) {
    const bytes = await readAtMost(join(folder, name), MAX_EVIDENCE_FILE_BYTES);
    if (bytes) files.set(name, bytes);
  }
  return files;
}

async function newFolder(root: string, name: string): Promise<string> {
  await mkdir(root, { recursive: true });
  for (let n = 1; ; n += 1) {
    const folder = join(root, n === 1 ? name : `${name}-${n}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Formats a time for a file name: 2026-01-10T14:00:00.000Z becomes 20260110T140000Z. */
function stamp(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function readme({ says }: Misbehaviour, time: Date): string {
  return [
    `${time.toISOString()}: ${says.es}. Qué prueba y a quién: npm run verify -- evidence <esta carpeta>`,
    `${time.toISOString()}: ${says.en}. What it proves and to whom: npm run verify -- evidence <this folder> --lang en`,
    '',
  ].join('\n');
}
