/**
 * `npm run corpus:page [-- ID ...]`: verifies every record of the negative corpus, or those with these ids, in
 * the observers' page and on the command line. Both must reject it by the check that the record names and give the same report, byte for byte.
 * Takes some minutes; not part of CI.
 * @module
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from '../../../verifier/page/build/build.ts';
import { writeBoard } from '../../negative/board-files.ts';
import { type BrokenRecord, readRecord, recordIds } from '../../negative/record-file.ts';
import { launchChromium } from '../../support/browser.ts';
import { foundInPage, judgeInPage, openPage, savedFile, serve } from '../support/page.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'negative-'));

interface Said {
  readonly exit: number;
  readonly checks: readonly string[];
}

/**
 * Runs the command line in a folder for this record only, so that files have the same names as in the page.
 */
async function onCommandLine({ id, files, brought }: BrokenRecord): Promise<{ code: number; json: string }> {
  const own = join(folder, id);
  await writeBoard(join(own, 'board'), files);
  const options = Object.entries(brought).flatMap(([option, value]) => {
    if (option !== 'manifest-hash') writeFileSync(join(own, option), value);
    return [`--${option}`, option === 'manifest-hash' ? value : option];
  });
  const program = ['--import', import.meta.resolve('tsx'), join(root, 'verifier/main.ts'), 'board', '--json'];
  return new Promise((resolve) => {
    execFile(process.execPath, [...program, ...options], { cwd: own, maxBuffer: 1 << 28 }, (error, json) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, json }),
    );
  });
}

function saidBy(json: string): Said {
  const { exitCode, checks } = JSON.parse(json) as {
    exitCode: number;
    checks: { id: string; findings: unknown[] }[];
  };
  return { exit: exitCode, checks: checks.filter(({ findings }) => findings.length > 0).map(({ id }) => id) };
}

/**
 * Finds the first characters in which two reports differ.
 */
function difference(page: string, line: string): string {
  const at = [...page].findIndex((character, index) => character !== line[index]);
  const from = Math.max(0, at - 60);
  return `page: ${page.slice(from, at + 60)}\nline: ${line.slice(from, at + 60)}`;
}

const server = await serve();
const browser = await launchChromium();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : recordIds();
const wrong: string[] = [];
const start = performance.now();
try {
  server.files.set('verifier.html', await buildPage());
  const { page, complaints } = await openPage(browser, `${server.origin}/verifier.html`);
  for (const id of wanted) {
    const record = readRecord(id);
    const { expect, files, brought } = record;
    for (const [path, bytes] of files) server.files.set(`${id}/${path}`, bytes);
    const word = await judgeInPage(page, `${server.origin}/${id}`, brought);
    const [shown, json] = [await foundInPage(page), await savedFile(page, '#json')];
    const line = await onCommandLine(record);
    const same = line.json === json;
    const good =
      same &&
      JSON.stringify(saidBy(json)) === JSON.stringify(expect) &&
      line.code === expect.exit &&
      shown.join() === expect.checks.join();
    console.log(
      `${good ? 'ok   ' : 'WRONG'} ${id}: ${shown.join(', ') || '-'}; ${word}${same ? '' : ' (reports differ)'}`,
    );
    if (!same) console.log(difference(json, line.json));
    if (!good) wrong.push(id);
    for (const [path] of files) server.files.delete(`${id}/${path}`);
  }
  console.log(
    `${wanted.length} records, ${wrong.length} wrong, ${complaints.length} complaints of the browser`,
  );
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
  if (wrong.length > 0 || complaints.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
