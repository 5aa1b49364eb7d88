/** Display settings of every screen: type size, contrast and language. @module */

import { createContext, useId, type ReactNode } from 'react';
import { useWords } from '../i18n/context.ts';
import { languageNames, languages } from '../i18n/language.ts';
import { contrasts, sizes, type Settings } from './settings.ts';

export interface SettingsProps {
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
}

/** Display settings, provided by the frame. */
export const SettingsContext = createContext<SettingsProps | undefined>(undefined);

/** Renders the collapsed settings at the top of every screen. */
export function SettingsMenu(look: SettingsProps): ReactNode {
  const { t } = useWords();
  return (
    <details className="look">
      <summary>{t('frame.look')}</summary>
      <div>
        <SettingsChoices {...look} />
      </div>
    </details>
  );
}

/** Renders the three settings. */
export function SettingsChoices({ settings, change }: SettingsProps): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Choice
        legend={t('frame.size')}
        values={sizes}
        chosen={settings.size}
        name={(size) => t(`frame.size-${size}`)}
        choose={(size) => change({ ...settings, size })}
      />
      <Choice
        legend={t('frame.contrast')}
        values={contrasts}
        chosen={settings.contrast}
        name={(contrast) => t(`frame.contrast-${contrast}`)}
        choose={(contrast) => change({ ...settings, contrast })}
      />
      <Choice
        legend={t('frame.language')}
        values={languageNames}
        chosen={settings.language}
        name={(language) => languages[language].own}
        tag={(language) => languages[language].tag}
        choose={(language) => change({ ...settings, language })}
      />
    </>
  );
}

function Choice<V extends string | number>(props: {
  readonly legend: string;
  readonly values: readonly V[];
  readonly chosen: V;
  readonly name: (value: V) => string;
  /** Language tag of the value's label: names of languages are in their own language. */
  readonly tag?: (value: V) => string;
  readonly choose: (value: V) => void;
}): ReactNode {
  const group = useId();
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      <div className="choices">
        {props.values.map((value) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name={group}
              checked={value === props.chosen}
              onChange={() => props.choose(value)}
            />
            <span lang={props.tag?.(value)}>{props.name(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
