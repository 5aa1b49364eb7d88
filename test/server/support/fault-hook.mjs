/* oxlint-disable typescript/unbound-method, typescript/no-base-to-string -- it replaces methods of prototypes */
/**
 * Preload of a server's process that makes it fail at one place. FAULT is `<kind>:<when>:<pattern>`: kind of the
 * watched operation (query, file, fetch, answer), `before` or `after`, and a regular expression that it matches.
 * The process is killed as by a power cut on the first match after the ballot of a request to `/ballots?armed` was
 * given to the database. With FAULT_ACTION=lose the answer is lost instead, and the process continues.
 * @module
 */

import fs from 'node:fs';
import { Server, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';

const [kind, when, ...pattern] = (process.env['FAULT'] ?? '').split(':');
const regex = new RegExp(pattern.join(':'), 's');
const loses = process.env['FAULT_ACTION'] === 'lose';
/** Whether the ballot under test has arrived. Polls and earlier ballots are not tested. */
let awaited = false;
let armed = false;
let done = false;

function strike(at, moment, what) {
  if (!armed || done || at !== kind || moment !== when || !regex.test(what)) return;
  done = true;
  if (loses) throw new Error('connection lost (fault of the test)');
  process.kill(process.pid, 'SIGKILL');
}

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function patched(...args) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  if (awaited && text.includes('insert into voting.submission')) armed = true;
  strike('query', 'before', text);
  const answered = args.at(-1);
  if (typeof answered === 'function')
    args[args.length - 1] = (...answer) => {
      strike('query', 'after', text);
      answered(...answer);
    };
  const result = query.apply(this, args);
  return result instanceof Promise
    ? result.then((value) => {
        strike('query', 'after', text);
        return value;
      })
    : result;
};

const { rename } = fs.promises;
fs.promises.rename = async (from, to) => {
  strike('file', 'before', String(to));
  await rename(from, to);
  strike('file', 'after', String(to));
};
syncBuiltinESMExports();

const realFetch = globalThis.fetch;
globalThis.fetch = async (...args) => {
  strike('fetch', 'before', String(args[0]));
  const response = await realFetch(...args);
  strike('fetch', 'after', String(args[0]));
  return response;
};

const { emit } = Server.prototype;
Server.prototype.emit = function patched(...args) {
  if (args[0] === 'request' && args[1].url.includes('?armed')) awaited = true;
  return emit.apply(this, args);
};

const { end } = ServerResponse.prototype;
ServerResponse.prototype.end = function patched(...args) {
  strike('answer', 'before', this.req.url ?? '');
  return end.apply(this, args);
};
