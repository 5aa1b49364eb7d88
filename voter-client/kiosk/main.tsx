/** The kiosk's page. @module */

import type { Manifest } from '#crypto/manifest/schema.ts';
import { createKiosk } from '../worker/client.ts';
import { mount } from '../ui/mount.tsx';
import { readPins } from '../contract/pins.ts';
import { PlaceContext } from '../i18n/context.ts';
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
