/**
 * Screen that waits for a card. The voter chooses language, size, contrast and accessibility aids here, before any
 * question.
 * @module
 */

import { useContext, useState, type ReactNode } from 'react';
import { FaultNotice } from '../ballot/fault-notice.tsx';
import type { BoothFault, Session } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import { Camera } from '../ui/camera.tsx';
import { SettingsChoices, SettingsContext } from '../ui/settings-menu.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import { AidsContext, aidNames, type Aids } from './aids.ts';
import type { KioskBooth } from '../contract/kiosk.ts';
import { usePaste, useScanner } from './scanner.ts';
import { voiceFor } from './speech/speaker.ts';

interface Props {
  readonly booth: KioskBooth;
  /** Whether the election is a rehearsal, in which a card may be pasted. */
  readonly rehearsal: boolean;
  readonly admit: (session: Session) => void;
}

export function IdleScreen({ booth, rehearsal, admit }: Props): ReactNode {
  const { t } = useWords();
  const [fault, setFault] = useState<BoothFault>();
  const [busy, setBusy] = useState(false);
  const read = (text: string): void => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    booth.takeCard(text).then(admit, (error: unknown) => {
      setFault(faultOf(error));
      setBusy(false);
    });
  };
  useScanner(read);
  usePaste(read, rehearsal);
  return (
    <Screen title={t('attract.title')} className="attract">
      <p className="large">{t('attract.how')}</p>
      {rehearsal && <p>{t('attract.paste')}</p>}
      <p role="status">{busy && t('attract.reading')}</p>
      <FaultNotice fault={fault} />
      <Camera label={t('attract.camera')} read={read} />
      <section className="look" aria-label={t('attract.look')}>
        <div>
          <SettingsChoices {...useContext(SettingsContext)!} />
          <AidChoices />
        </div>
      </section>
    </Screen>
  );
}

function AidChoices(): ReactNode {
  const { t } = useWords();
  const { aids, change } = useContext(AidsContext);
  const { settings } = useContext(SettingsContext)!;
  const isMute = (aids.speech || aids.dark) && !voiceFor(settings.language);
  return (
    <fieldset>
      <legend>{t('attract.aids')}</legend>
      <div className="choices wide">
        {aidNames.map((name) => (
          <label key={name} className="choice">
            <input type="checkbox" checked={aids[name]} onChange={() => change(toggled(aids, name))} />
            <span>{t(`attract.aid-${name}`)}</span>
          </label>
        ))}
      </div>
      <p role="status">{isMute && t('attract.no-voice')}</p>
    </fieldset>
  );
}

/** Toggles an aid. A dark screen always speaks, so that nobody is left without output. */
function toggled(aids: Aids, name: keyof Aids): Aids {
  const next = { ...aids, [name]: !aids[name] };
  if (name === 'dark' && next.dark) return { ...next, speech: true };
  return name === 'speech' && !next.speech ? { ...next, dark: false } : next;
}
