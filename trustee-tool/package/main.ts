/** `npm run package:trustee`: writes dist/trustee-package and prints the hash that its acts have. @module */
import { join } from 'node:path';
import { softwareHash } from '../certificates/software.ts';
import { buildPackage } from './build.ts';

const target = join('dist', 'trustee-package');
await buildPackage('.', target);
console.log(`${target}\nsoftware.hash ${await softwareHash(target)}`);
