/**
 * Measures of the page that keep people from leaving it. The browser's command line does the rest
 * (docs/guides/kiosk.md).
 * @module
 */

/** Keys that would leave the page or control the browser. Any key with Ctrl, Alt or Meta is blocked as well. */
const FUNCTION_KEY =
  /^(F\d{1,2}|ContextMenu|BrowserBack|BrowserForward|BrowserHome|BrowserRefresh|PrintScreen)$/;

/**
 * Blocks the browser's shortcuts, menus and drag-and-drop. `pastes`: whether the election is a rehearsal, in which a
 * card may be pasted (scanner.ts).
 */
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
  window.addEventListener('wheel', (event) => event.ctrlKey && refuse(event), { passive: false }); // zoom
}

/** Reports whether the target is a text field. Only staff type text, and they must be able to select it. */
const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement;
