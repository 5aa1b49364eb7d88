/** Kiosk's screens with a fake kiosk. @module */

import { KioskApp } from '../../../voter-client/kiosk/app.tsx';
import '../../../voter-client/kiosk/kiosk.css';
import { lockDown } from '../../../voter-client/kiosk/lock-down.ts';
import { mount } from '../../../voter-client/ui/mount.tsx';
import { PlaceContext } from '../../../voter-client/i18n/context.ts';
import { Scenario } from '../fake-booth.ts';
import { fakeKiosk } from '../fake-kiosk.ts';

document.documentElement.dataset['kiosk'] = '';
lockDown(window, !new URLSearchParams(location.search).has('real'));
mount(
  <PlaceContext value="site">
    <KioskApp
      services={fakeKiosk(new Scenario())}
      site={0}
      checkPage="https://votacion.example.mx/booth/check.html"
    />
  </PlaceContext>,
);
