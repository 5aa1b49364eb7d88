/** List of the site's kiosks: their software, and the ballots that each one still holds. @module */

import type { ReactNode } from 'react';
import type { State } from '../api/desk.ts';
import { useDeskWords } from './words.ts';

interface Props {
  readonly state: State;
  /** Choice at the closing of the site: kiosks that do not report can be left out. */
  readonly closing?: {
    readonly without: readonly string[];
    readonly choose: (name: string, chosen: boolean) => void;
  };
}

export function Devices({ state, closing }: Props): ReactNode {
  const { t } = useDeskWords();
  return (
    <section className="stack">
      <h2>{t('devices.title')}</h2>
      {state.devices.length === 0 && <p>{t('devices.none')}</p>}
      <ul className="stack plain">
        {state.devices.map((device) => (
          <li key={device.name} className="notice">
            <strong>{device.name}</strong>
            {closing ? (
              <Holds device={device} state={state} {...closing} />
            ) : (
              <span className="key small">{t('devices.software', { software: device.software })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * Shows the ballots that a kiosk holds. Only a report after the closing time counts; a kiosk that sends none can be
 * left out.
 */
function Holds({
  device: { name, holds, said },
  state,
  without,
  choose,
}: NonNullable<Props['closing']> & {
  readonly state: State;
  readonly device: State['devices'][number];
}): ReactNode {
  const { t, time } = useDeskWords();
  if (said >= state.ends)
    return <span>{t('devices.holds', { n: holds, time: time(state.site.zone, said, 'hour') })}</span>;
  return (
    <>
      <span>{t('devices.silent')}</span>
      <label className="choice">
        <input
          type="checkbox"
          checked={without.includes(name)}
          onChange={(event) => choose(name, event.currentTarget.checked)}
        />
        <span>{t('devices.without', { name })}</span>
      </label>
    </>
  );
}
