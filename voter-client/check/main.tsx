/** Entry point of the check page. @module */

import { createChecker, takeLink } from '../worker/client.ts';
import { mount } from '../ui/mount.tsx';
import { readPins } from '../contract/pins.ts';
import { CheckApp } from './app.tsx';

const tracker = takeLink(); // here the fragment is a tracker; it is removed from the address as well

const pins = readPins();
mount(<CheckApp checker={createChecker(pins)} tracker={tracker} />, pins.help);
