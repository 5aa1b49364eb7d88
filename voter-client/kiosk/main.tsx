/** Entry point of the kiosk's page. @module */

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
void navigator.storage.persist(); // keep queued ballots when the disk is full
mount(
  <PlaceContext value="site">
    <KioskApp
      services={createKiosk(pins)}
      site={pins.kiosk!.site}
      checkPage={`${pins.voting}/booth/check.html`}
    />
  </PlaceContext>,
);
