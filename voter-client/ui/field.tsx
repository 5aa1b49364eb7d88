/** Text field with label, hint and error, linked for screen readers. @module */

import { useId, type ReactNode, type Ref } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  /** Status shown while a person types; screen readers announce it when they are idle. */
  readonly state?: ReactNode;
  readonly input: Ref<HTMLInputElement>;
  readonly kind: 'digits' | 'code' | 'email' | 'text' | 'pin';
  readonly length?: number;
  readonly typed?: (input: HTMLInputElement) => void;
}

const inputModes = { digits: 'numeric', pin: 'numeric', email: 'email', code: 'text', text: 'text' } as const;

/**
 * Renders an input whose value is not in React's state. Neither React, the browser nor a spelling checker keeps what is
 * typed.
 */
export function Field({ label, hint, error, state, input, kind, length, typed }: Props): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="quiet">
          {hint}
        </p>
      )}
      <input
        id={id}
        ref={input}
        className={kind}
        type={kind === 'email' ? 'email' : kind === 'pin' ? 'password' : 'text'}
        inputMode={inputModes[kind]}
        maxLength={length}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize={kind === 'code' ? 'characters' : 'none'}
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={hint === undefined ? `${id}-error` : `${id}-hint ${id}-error`}
        onInput={(event) => typed?.(event.currentTarget)}
      />
      <div id={`${id}-error`} role="status">
        {error === undefined ? state : <p className="error">{error}</p>}
      </div>
    </div>
  );
}
