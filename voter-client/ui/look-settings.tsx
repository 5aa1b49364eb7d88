/** Type, contrast and language, on every screen. @module */

import { createContext, useId, type ReactNode } from 'react';
import { useWords } from '../i18n/context.ts';
import { languageNames, languages } from '../i18n/language.ts';
import { contrasts, sizes, type Settings } from './settings.ts';

export interface Look {
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
}

/** Of the frame around a screen. */
export const SettingsContext = createContext<Look | undefined>(undefined);

/** Folded up, at the top of every screen. */
export function LookSettings(look: Look): ReactNode {
  const { t } = useWords();
  return (
    <details className="look">
      <summary>{t('frame.look')}</summary>
      <div>
        <LookChoices {...look} />
      </div>
    </details>
  );
}

/** The three choices themselves. */
export function LookChoices({ settings, change }: Look): ReactNode {
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
  /** Names of languages are in their own language. */
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
