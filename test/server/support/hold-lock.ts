/** Program that locks the folder in its argument, prints `locked`, and waits to be killed. @module */

import { lockFolder } from '#server/shared/folder-lock.ts';

await lockFolder(process.argv[2]!);
console.log('locked');
setInterval(() => undefined, 60_000);
