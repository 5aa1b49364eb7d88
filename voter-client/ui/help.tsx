/** Footer with the help line: a telephone number for each country, and the hours of service. @module */

import { useContext, type ReactNode } from 'react';
import { HelpContext, useWords } from '../i18n/context.ts';
import { callAddress, shownNumber } from '../i18n/help-line.ts';

export function Help(): ReactNode {
  const { t, pick } = useWords();
  const help = useContext(HelpContext);
  return (
    <footer className="bottom">
      <div className="band">
        <p>{t('frame.help')}</p>
        {help && (
          <>
            <ul>
              {help.lines.map((line) => (
                <li key={line.number}>
                  {pick(line.countries)}:{' '}
                  <a className="call" href={callAddress(line)}>
                    {shownNumber(line)}
                  </a>
                </li>
              ))}
            </ul>
            <p>{t('help.hours', { hours: pick(help.hours) })}</p>
          </>
        )}
      </div>
    </footer>
  );
}
