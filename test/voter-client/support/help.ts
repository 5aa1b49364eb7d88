/** Help lines of the demonstration election. @module */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHelpLines } from '#crypto/help-lines.ts';

export const helpFile = join(import.meta.dirname, '../../../server/rehearsal/parties/help-lines.json');
export const demoHelp = parseHelpLines(readFileSync(helpFile, 'utf8'));
