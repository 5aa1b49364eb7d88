/**
 * `node --import tsx server/voting/cli.ts --help`: prints the public halves of key files, for manifest and
 * configurations.
 * @module
 */

import { Command, CommanderError } from 'commander';
import { toHex } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { ed25519PublicKey } from '#crypto/log/ed25519.ts';
import { assertKeyName, formatVkey, NOTE_KEY } from '#crypto/log/vkey.ts';
import { exitCodeOf, exitCodes, textOf } from '../shared/exit-codes.ts';
import { readSecret } from '../shared/keys.ts';

const program = new Command('voting')
  .exitOverride()
  .description(
    'Mitades públicas de archivos de llaves (32 bytes en hexadecimal).\nPublic halves of key files (32 bytes in hexadecimal).',
  );

program
  .command('vkey <origin> <file>')
  .description(
    'la llave de la bitácora, para board.logKey del manifiesto\nthe log’s key, for board.logKey of the manifest',
  )
  .action(async (origin: string, file: string) => {
    assertKeyName(origin);
    const publicKey = ed25519PublicKey(await readSecret(file, 32));
    console.log(formatVkey({ name: origin, type: NOTE_KEY, publicKey }));
  });

program
  .command('public <file>')
  .description(
    'una llave P-256: de la pizarra, del registro o de los boletos de entrada\na P-256 key: of the board, the registry or its tickets',
  )
  .action(async (file: string) => console.log(toHex(softwareSigner(await readSecret(file, 32)).publicKey)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.fine : exitCodes.failed;
  else {
    console.error(textOf(error));
    process.exitCode = exitCodeOf(error);
  }
}
