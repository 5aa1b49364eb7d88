/** Entry of the booth. @module */

import { createRoot } from 'react-dom/client';
import { createBooth } from '../create.ts';
import { readPins } from '../pins.ts';

const booth = createBooth(readPins());
const root = createRoot(document.querySelector('#root')!);
void booth.open().then(({ manifest }) => root.render(<h1>{manifest.title.es}</h1>));
