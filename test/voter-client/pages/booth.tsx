/** Booth's screens with a fake booth. @module */

import { BoothApp } from '../../../voter-client/booth/app.tsx';
import { takeLink } from '../../../voter-client/worker/client.ts';
import { mount } from '../../../voter-client/ui/mount.tsx';
import { readPins } from '../../../voter-client/contract/pins.ts';
import { fakeBooth, Scenario } from '../fake-booth.ts';

const link = takeLink();

mount(
  <BoothApp booth={fakeBooth(new Scenario())} link={link} checkPage="https://voto.example/check.html" />,
  readPins().help,
);
