/** Entry point of the booth's page. @module */

import { createBooth, takeLink } from '../worker/client.ts';
import { mount } from '../ui/mount.tsx';
import { readPins } from '../contract/pins.ts';
import { BoothApp } from './app.tsx';

const link = takeLink(); // before anything is shown or fetched
const checkPage = new URL('check.html', location.href).href;

const pins = readPins();
mount(<BoothApp booth={createBooth(pins)} link={link} checkPage={checkPage} />, pins.help);
