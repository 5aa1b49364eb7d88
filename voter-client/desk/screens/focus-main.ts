/** Puts the focus on a screen's main button, so that Enter goes on: a clerk's hands stay where they are. @module */

export function focusMain(): void {
  document.querySelector<HTMLElement>('main .actions .main')?.focus();
}
