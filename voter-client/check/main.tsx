/** Entry of the check page. @module */

import { createRoot } from 'react-dom/client';
import { createChecker } from '../create.ts';
import { readPins } from '../pins.ts';

const checker = createChecker(readPins());
const root = createRoot(document.querySelector('#root')!);
void checker.read().then(({ manifest }) => root.render(<h1>{manifest.title.es}</h1>));
