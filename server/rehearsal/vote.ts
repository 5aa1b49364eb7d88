/**
 * `npm run vote`: lets voters on the demonstration's roll log in, vote and check their receipts, through the HTTP APIs
 * only.
 * @module
 */

import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { toHex } from '#crypto/bytes.ts';
import { encodeElement, type Element } from '#crypto/group.ts';
import { parseReceipt, verifyReceipt } from '#crypto/log/receipt.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, parseBallot, printTracker } from '#crypto/ballot/ballot.ts';
import { Refusal, textOf } from '../shared/exit-codes.ts';
import { bearerHeader, HttpClient, NoAnswer } from '../api/http-client.ts';
import { castBallot, readCredential } from '../api/voting.ts';
import { logIn, readVoters, type DemoVoter } from './parties/voter.ts';
import { drawChoice } from './parties/draw.ts';
import { Home } from './parties/folder.ts';
import { readKey } from './read-key.ts';

/** Probability that a seat is used where a contest has several. */
const SEATS_USED = 0.8;

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed');
  return Number(text);
};

const { data, voters, port } = new Command('npm run vote --')
  .description(
    'People on the roll of a demonstration that runs (`npm start`) log in and vote, each with a choice drawn at random,\n' +
      'and check their receipts. It reads their mail and SMS from the demonstration’s outbox.',
  )
  .option('--data <folder>', 'of the demonstration', 'data')
  .option('--port <n>', 'of its voting process', wholeNumber, 8200)
  .option('--voters <n>', 'how many vote', wholeNumber, 1)
  .parse()
  .opts<{ data: string; voters: number; port: number }>();

/** Time limit of a request; a busy machine may take long to publish. */
const TIMEOUT_MS = 120_000;
const [voting, registry] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 100}`];
const http = new HttpClient(voting, TIMEOUT_MS);

try {
  await main();
} catch (error) {
  console.error(`error: ${textOf(isAway(error) ? stopped() : error)}`);
  process.exitCode = 1;
}

/** Returns whether a process did not answer at all. */
function isAway(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof TypeError && error.message === 'fetch failed');
}

function stopped(): Refusal {
  return new Refusal({
    es: `La demostración no responde en ${voting}: está detenida, o en otro puerto. Nadie votó ahora. Arránquela con npm start -- --data ${data} (o diga su puerto con --port) y repita.`,
    en: `The demonstration does not answer at ${voting}: it is stopped, or at another port. Nobody voted just now. Start it with npm start -- --data ${data} (or name its port with --port), and repeat.`,
  });
}

async function main(): Promise<void> {
  const home = new Home(data);
  if (!(await home.has('open')))
    throw new Refusal({
      es: `No hay ninguna demostración abierta en ${home.directory}. Nadie votó. Arranque una con npm start, espere a que diga que está abierta, y diga su carpeta con --data.`,
      en: `No demonstration is open in ${home.directory}. Nobody voted. Start one with npm start, wait until it says that it is open, and name its folder with --data.`,
    });
  const election = parseManifest(Uint8Array.from(await readFile(home.file('manifest.json'))));
  const key = await readKey(`${voting}/board`, election);
  let cast = 0;
  // Start at the end of the roll: a person at the browser begins with the first voter.
  for (const voter of (await readVoters(home.file('outbox'), election)).toReversed()) {
    if (cast === voters) return;
    const X = toHex(encodeElement(voter.credential.X));
    const known = await http.call(readCredential, { params: { credential: X } });
    if (known.voted) continue;
    const ticket = await logIn(registry, home.file('outbox'), election, voter);
    await vote(election, key, voter, ticket);
    cast += 1;
  }
  if (cast < voters)
    throw new Refusal({
      es: `Votaron ${cast}: los demás de la lista ya votaron, o su correo aún no sale. Lo votado está en la urna. Espere un momento y repita, o empiece otra demostración.`,
      en: `${cast} voted: everybody else on the roll has voted already, or has no mail yet. What was cast is in the box. Wait a moment and repeat, or begin another demonstration.`,
    });
}

async function vote(
  election: Election,
  key: Element,
  { email, credential }: DemoVoter,
  ticket: string,
): Promise<void> {
  const [style] = election.styles;
  const unit = style!.units[(Number(email.slice(7, 11)) - 1) % style!.units.length]!; // as election.ts made the roll
  const bytes = makeBallot(
    { election, key, style: style!, unit, credential },
    style!.contests.map((contest) => drawChoice(contest, SEATS_USED, Math.random)),
    randomBytes(32),
  );
  const answer = await http.call(castBallot, { body: bytes, authorization: bearerHeader(ticket) });
  const { witnessed } = verifyReceipt(
    parseReceipt(Buffer.from(answer.receipt)),
    bytes,
    checkpointPolicy(election),
  );
  console.log(
    `${email}: entry ${answer.index}, ${witnessed.size} witnesses, tracker ${printTracker(parseBallot(bytes, election).tracker)}`,
  );
}
