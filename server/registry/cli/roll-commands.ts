/**
 * Commands for the roll, the credentials and the numbers of voters: `import`, `issue`, `kit` and `admissions`.
 * @module
 */

import { open, type FileHandle } from 'node:fs/promises';
import type { Command } from 'commander';
import { fromHex } from '#crypto/bytes.ts';
import { exitCodes, Refusal } from '../../shared/exit-codes.ts';
import { issueCredentials } from '../issue/issue.ts';
import { postAdmissions } from '../office/admissions.ts';
import { makeSiteBundle } from '../sites/bundle.ts';
import { registryProblem } from '../problems.ts';
import { describeFault } from '../roll/faults.ts';
import { importRoll } from '../roll/import.ts';
import { writeJournal } from '../staff/journal.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Returns the count with its noun: "1 person", "2 people". */
const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export function addRollCommands(program: Command, terminal: Terminal): void {
  addImport(program, terminal);
  addIssue(program, terminal);
  addKit(program, terminal);
  addAdmissions(program, terminal);
}

function addImport(program: Command, terminal: Terminal): void {
  program
    .command('import <csv>')
    .description(
      terminal.text(
        'toma la lista de un archivo, toda o nada; antes de la apertura',
        'take the roll from a file, all or nothing; before the opening',
      ),
    )
    .action((file: string) =>
      terminal.withServices(async (services) => {
        const progress = new Progress();
        const order = { file, by: terminal.operator };
        const { people, faults } = await importRoll(services, order, {
          fault: (fault) => process.stderr.write(`${describeFault(fault, terminal.language)}\n`),
          progress: (rows) => progress.show(String(rows)),
        });
        progress.end();
        if (faults > 0) {
          terminal.print(
            `No se tomó a nadie: hay ${many(faults, 'error', 'errores')}. Corrija el archivo y repita.`,
            `Nobody was taken: there ${faults === 1 ? 'is' : 'are'} ${many(faults, 'fault', 'faults')}. Correct the file and repeat.`,
          );
          process.exitCode = exitCodes.failed;
          return;
        }
        terminal.print(
          `Lista tomada: ${many(people, 'persona', 'personas')}.`,
          `The roll was taken: ${many(people, 'person', 'people')}.`,
        );
      }),
    );
}

function addIssue(program: Command, terminal: Terminal): void {
  program
    .command('issue')
    .description(
      terminal.text(
        'emite las credenciales que falten; se puede repetir',
        'issue the credentials that are missing; may be repeated',
      ),
    )
    .action(() =>
      terminal.withServices(async (services) => {
        const progress = new Progress();
        const { people, lists } = await issueCredentials(services, (step, done, total) =>
          progress.show(`${step === 'credentials' ? '1/2' : '2/2'}  ${done} / ${total}`),
        );
        progress.end();
        await writeJournal(
          services.pool,
          { operator: terminal.operator, action: 'issue', reason: `credentials ${people}, lists ${lists}` },
          services.now(),
        );
        terminal.print(
          `Emitidas ahora: ${many(people, 'credencial', 'credenciales')}; publicadas: ${many(lists, 'lista', 'listas')}. Los mensajes esperan la orden «release».`,
          `Issued now: ${many(people, 'credential', 'credentials')}; published: ${many(lists, 'list', 'lists')}. The messages wait for the command "release".`,
        );
      }),
    );
}

function addKit(program: Command, terminal: Terminal): void {
  program
    .command('kit <site>')
    .description(
      terminal.text(
        'hace lo que recibe el módulo: su lista y códigos nuevos; antes de la apertura',
        'make what a site’s desk gets: its roll and new codes; before the opening',
      ),
    )
    .requiredOption('--desk-key <hex>', terminal.text('la que muestra el módulo', 'as the desk shows it'))
    .requiredOption('--codes <number>', terminal.text('cuántos códigos', 'how many codes'), Number)
    .requiredOption('--out <file>', terminal.text('archivo nuevo', 'a new file'))
    .action((code: string, options: { deskKey: string; codes: number; out: string }) =>
      terminal.withServices(async (services) => {
        const progress = new Progress();
        const site = services.election.manifest.sites.findIndex((own) => own.code === code);
        const publicKey = deskKeyOf(options.deskKey);
        const { codes } = options;
        if (!Number.isInteger(codes) || codes < 1 || codes > 100_000) throw registryProblem('codes-number');
        const file = await newFile(options.out); // opened first, so that no pool of codes is created if the file cannot be
        const kit = await makeSiteBundle(services, { site, publicKey, codes }, (step, done, total) =>
          progress.show(`${step === 'codes' ? '1/2' : '2/2'}  ${done} / ${total}`),
        );
        progress.end();
        await file.writeFile(kit);
        await file.sync();
        await file.close();
        const entry = { operator: terminal.operator, action: 'kit', reason: `site ${code}, codes ${codes}` };
        await writeJournal(services.pool, entry, services.now());
        terminal.print(
          `Entregue ${options.out} al módulo ${code}.`,
          `Give ${options.out} to the desk of ${code}.`,
        );
      }),
    );
}

function deskKeyOf(hex: string): Uint8Array {
  try {
    return fromHex(hex, 65);
  } catch {
    throw new Refusal({
      es: 'La llave de --desk-key no tiene la forma debida. No se hizo nada. Copie la que muestra «key» en el equipo del módulo.',
      en: 'The key of --desk-key is not of the right form. Nothing was done. Copy what "key" shows on the machine of the desk.',
    });
  }
}

async function newFile(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const [es, en] =
      error.code === 'EEXIST'
        ? ['ya existe, y nunca se sobrescribe', 'exists already, and is never overwritten']
        : [`no se puede escribir (${error.code})`, `cannot be written (${error.code})`];
    throw new Refusal(
      {
        es: `El archivo ${path} ${es}. No se hizo nada. Elija otro.`,
        en: `The file ${path} ${en}. Nothing was done. Choose another.`,
      },
      { cause: error },
    );
  });
}

function addAdmissions(program: Command, terminal: Terminal): void {
  program
    .command('admissions')
    .description(
      terminal.text(
        'publica cuántas personas se admitieron, tras el cierre',
        'publish how many people were admitted, after the closing',
      ),
    )
    .action(() =>
      terminal.withServices(async (services) => {
        const { index, admitted } = await postAdmissions(services);
        const { internet, inPerson = [] } = admitted;
        const total = [...internet, ...inPerson].reduce((sum, count) => sum + count, 0);
        const entry = { operator: terminal.operator, action: 'admissions', reason: `entry ${index}` };
        await writeJournal(services.pool, entry, services.now());
        terminal.print(
          `Asiento ${index} de la pizarra: ${many(total, 'persona admitida', 'personas admitidas')}.`,
          `Entry ${index} of the board: ${many(total, 'person', 'people')} admitted.`,
        );
      }),
    );
}
