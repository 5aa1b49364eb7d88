/**
 * Loaded before the trustees' program: kills it, as by a power cut, right after a file that matters has got its name. Each
 * file once: KILLED holds the names at which it has struck, and KILL is what matters, a regular expression.
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
