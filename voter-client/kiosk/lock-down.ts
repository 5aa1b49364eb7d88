/** What a page can do so that people stay in it; the rest is the browser's command line (docs/guides/kiosk.md). @module */

/** Keys that a person may use by themselves; whatever else is pressed with Ctrl, Alt or Meta does nothing. */
const FUNCTION_KEY =
  /^(F\d{1,2}|ContextMenu|BrowserBack|BrowserForward|BrowserHome|BrowserRefresh|PrintScreen)$/;

/** `pastes`: in a rehearsal a card may be pasted (scanner.ts). */
export function lockDown(window: Window, pastes: boolean): void {
  const refuse = (event: Event): void => event.preventDefault();
  for (const kind of ['contextmenu', 'dragstart', 'drop', 'selectstart', 'auxclick'] as const)
    window.addEventListener(kind, (event) => {
      if (!isField(event.target)) refuse(event);
    });
  window.addEventListener(
    'keydown',
    (event) => {
      if (pastes && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v') return;
      if (event.ctrlKey || event.altKey || event.metaKey || FUNCTION_KEY.test(event.key)) refuse(event);
    },
    { capture: true },
  );
  window.addEventListener('wheel', (event) => event.ctrlKey && refuse(event), { passive: false }); // enlarging
}

/** Staff select what they type; voters type nothing. */
const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement;
