/**
 * `npm run rehearse:ceremony`: plays a whole key ceremony and count on one machine, for training. The user at the
 * terminal is one trustee; the others are programs. Authority, registry, board and witnesses are simulated.
 * @module
 */

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { toHex } from '#crypto/bytes.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import { drawChoice } from '#server/rehearsal/parties/draw.ts';
import { loadExample } from '../election/examples.ts';
import { runVerifier } from '../election/verify.ts';
import { softhsm, softhsmModule } from '../hsm/modules.ts';
import { whileCarrying } from './media.ts';
import { Room } from './room.ts';
import { Trainee } from './trainee.ts';
import { ceremonyWords } from './words.ts';

interface Options {
  readonly trustees: number;
  readonly threshold: number;
  readonly ballots: number;
  readonly token: 'software' | 'softhsm';
  readonly out: string;
  readonly lang: 'es' | 'en';
  readonly yes?: true;
}

/** Example whose election is over, so that the count need not wait. */
const EXAMPLE = 'presidency-2024';

const number = (text: string): number => {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('1 – 999');
  return Number(text);
};

const program = new Command('npm run rehearse:ceremony --')
  .exitOverride()
  .description(
    'Rehearse key ceremony and count on one machine. / Ensayar la ceremonia y el cómputo en un equipo.',
  )
  .option('--trustees <n>', 'how many / cuántas custodias', number, 5)
  .option('--threshold <t>', 'how many suffice / cuántas bastan', number, 3)
  .option('--ballots <n>', 'ballots between ceremony and count / boletas de ensayo', number, 12)
  .addOption(
    new Option('--token <kind>', 'softhsm: apt-get install softhsm2')
      .choices(['software', 'softhsm'])
      .default('software'),
  )
  .option('--out <folder>', 'new folder for everything / carpeta nueva para todo', 'rehearsal')
  .addOption(new Option('--lang <language>', 'language / idioma').choices(['es', 'en']).default('es'))
  .option('--yes', 'nobody sits at the terminal: all trustees are programs / todas son programas')
  .addHelpText('after', '\nExit codes: 0 the board is VERIFIED, 1 it is not, 2 could not run.')
  .action(rehearse);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) process.stderr.write(`${(error as Error).message}\n`);
  if (!(error instanceof CommanderError) || error.exitCode !== 0) process.exitCode = 2;
}

async function rehearse(options: Options): Promise<void> {
  const { trustees, threshold, lang } = options;
  const words = ceremonyWords[lang];
  const out = resolve(options.out);
  if (existsSync(out) && readdirSync(out).length > 0) throw new Error(`${words.notEmpty}: ${out}`);
  if (threshold >= trustees) throw new Error(words.threshold);
  if (options.token === 'softhsm' && !softhsmModule) throw new Error('apt-get install softhsm2');
  if (options.yes !== true && !process.stdin.isTTY) throw new Error(words.noTerminal);
  mkdirSync(out, { recursive: true });
  const tokens = options.token === 'softhsm' ? softhsm().directory : undefined;
  try {
    const own = Array.from({ length: trustees }, (_, i) => new Trainee(out, i + 1, options));
    say(words.enrol(trustees));
    for (const trainee of own) await trainee.enrol();
    const room = await Room.begin(
      join(out, 'board'),
      loadExample(EXAMPLE).template,
      own.map(({ enrollment }) => enrollment),
      { count: trustees, threshold },
    );
    say(words.ceremony);
    const hash = toHex(room.election.id);
    await whileCarrying(
      room,
      own.map(({ medium }) => medium),
      () => Promise.all(own.map((trainee) => trainee.attend(hash))),
    );
    say(words.vote(options.ballots));
    const [style] = room.election.styles;
    const choose = (): Choices => style!.contests.map((contest) => drawChoice(contest, 1, Math.random));
    await room.vote(Array.from({ length: options.ballots }, choose));
    await room.close();
    const present = own.slice(0, threshold);
    say(words.count(threshold));
    await whileCarrying(
      room,
      present.map(({ medium }) => medium),
      () => Promise.all(present.map((trainee) => trainee.attend(hash))),
    );
    await room.rehearsal.publishResult();
    say(words.verify);
    process.exitCode = (await runVerifier(room.directory, lang)) === 0 ? 0 : 1;
    say(words.end(out));
  } finally {
    Trainee.endAll();
    if (tokens !== undefined) rmSync(tokens, { recursive: true, force: true });
  }
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
