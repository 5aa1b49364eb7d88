/**
 * Hook that is loaded before the trustees' program. It kills the program, as a power failure would, right after an
 * important file is written and renamed, once for each file. KILL is a regular expression that matches those files.
 * KILLED is a file with the names for which the program was killed already.
 * @module
 */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const pattern = new RegExp(process.env['KILL']);
const ledger = process.env['KILLED'];
const { renameSync, linkSync } = fs;

fs.renameSync = (from, to) => {
  renameSync(from, to);
  strike(to);
};
fs.linkSync = (from, to) => {
  linkSync(from, to);
  strike(to);
};
syncBuiltinESMExports();

function strike(to) {
  const name = pattern.exec(String(to))?.[0];
  if (name === undefined) return;
  const struck = fs.existsSync(ledger) ? fs.readFileSync(ledger, 'utf8').split('\n') : [];
  if (struck.includes(name)) return;
  fs.appendFileSync(ledger, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}
