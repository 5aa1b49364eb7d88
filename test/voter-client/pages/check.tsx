/** Check page's screens with a fake checker. @module */

import { CheckApp } from '../../../voter-client/check/app.tsx';
import { takeLink } from '../../../voter-client/worker/client.ts';
import { mount } from '../../../voter-client/ui/mount.tsx';
import { readPins } from '../../../voter-client/contract/pins.ts';
import { fakeChecker, Scenario } from '../fake-booth.ts';

const tracker = takeLink();

mount(<CheckApp checker={fakeChecker(new Scenario())} tracker={tracker} />, readPins().help);
