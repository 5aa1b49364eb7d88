import { nssToken } from '../test/hsm/modules.ts';
import { Library } from '#hsm/pkcs11/library.ts';
import { Session } from '#hsm/pkcs11/session.ts';
import { examine, readProfile } from '#hsm/report/check.ts';
import { printReport } from '#hsm/cli/print.ts';
const l = nssToken();
const lib = Library.open(l);
const s = new Session(lib, lib.find(l), 'ensayo-7391');
console.log(
  printReport(await examine(s, readProfile()), 'en')
    .split('\n')
    .filter((x) => x.startsWith('NO') || x.includes('ake'))
    .join('\n'),
);
