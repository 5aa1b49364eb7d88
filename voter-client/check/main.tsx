/** The check page. @module */

import { createChecker, takeLink } from '../create.ts';
import { mount } from '../look/mount.tsx';
import { readPins } from '../pins.ts';
import { CheckApp } from './app.tsx';

const tracker = takeLink(); // here the fragment is a tracker; it leaves the address all the same

const pins = readPins();
mount(<CheckApp checker={createChecker(pins)} tracker={tracker} />, pins.help);
