/** `npm run bench`: measures ballots, signatures and trustees, and writes the tables of docs/performance.md. @module */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { Command, Option } from 'commander';
import { figuresOf, type Figures } from './figures.ts';
import { ballots } from './ballots.ts';
import { memory, oneBadBallot, trustees } from './sections.ts';
import { signatures } from './signatures.ts';
import type { Table } from './table.ts';

const document = new URL('../../docs/performance.md', import.meta.url);
const [begin, end] = ['<!-- written by npm run bench -->', '<!-- end -->'];

const sections = { ballots, signatures, trustees, 'one-bad': oneBadBallot, memory } as const;
type Section = keyof typeof sections;
const names = Object.keys(sections) as Section[];

const program = new Command('npm run bench --')
  .description('Measures this machine: about twenty minutes for all sections. Let nothing else run.')
  .addOption(
    new Option('--only <section>', `one section, printed and not written (${names.join(', ')})`).choices(
      names,
    ),
  )
  .option('--json <file>', 'writes every figure there, by section, row and column')
  .option('--boards <directory>', 'boards that `npm run scale -- --out` kept there, instead of new ones')
  .parse();
const { only, boards, json } = program.opts<{ only?: Section; boards?: string; json?: string }>();

const say = (what: string): void => void process.stderr.write(`${what} …\n`);
const printed: string[] = [
  `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ` +
    `${new Date().toISOString().slice(0, 10)}; one run of \`npm run bench\`.`,
];
process.stdout.write(`${printed[0]}\n`);
const figures: Partial<Record<Section, Figures>> = {};
let summary: Table['summary'];
for (const name of only ? [only] : names) {
  const table = await sections[name](say, boards);
  figures[name] = figuresOf(table);
  summary = { ...summary, ...table.summary };
  const section = format(table);
  process.stdout.write(`\n${section}\n`);
  printed.push(section);
}
if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...summary, ...figures }, null, 2)}\n`);
if (!only) {
  const text = printed.join('\n\n');
  const old = readFileSync(document, 'utf8');
  const [before, after] = [old.slice(0, old.indexOf(begin)), old.slice(old.indexOf(end))];
  writeFileSync(document, `${before}${begin}\n\n${text}\n\n${after}`);
}

function format({ title, head, rows, notes }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  return [title, table, ...(notes.length > 0 ? [notes.map(({ text }) => `- ${text}`).join('\n')] : [])].join(
    '\n\n',
  );
}
