/** `npm run package:verifier`: writes dist/verifier-package. @module */
import { join } from 'node:path';
import { copyPackage } from './copy.ts';

const target = join('dist', 'verifier-package');
await copyPackage('.', target);
console.log(target);
