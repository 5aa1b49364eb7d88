/** The kiosk's page. @module */

import type { Manifest } from '#crypto/manifest/schema.ts';
import { createKiosk } from '../create.ts';
import { mount } from '../look/mount.tsx';
import { readPins } from '../pins.ts';
import { PlaceContext } from '../words/context.ts';
import { KioskApp } from './app.tsx';
import './kiosk.css';
import { lockDown } from './lock-down.ts';

const pins = readPins();
document.documentElement.dataset['kiosk'] = '';
lockDown(window, (JSON.parse(pins.manifest) as Manifest).rehearsal);
void navigator.storage.persist(); // a full disk is not to push kept ballots out
mount(
  <PlaceContext value="site">
    <KioskApp
      parts={createKiosk(pins)}
      site={pins.kiosk!.site}
      checkPage={`${pins.voting}/booth/check.html`}
    />
  </PlaceContext>,
);
