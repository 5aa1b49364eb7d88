/** Screen of a verification in progress: current step, amount done, remaining time. @module */
import { numberText } from '../report/format.ts';
import type { Language } from '../report/words.ts';
import { button, h } from './dom.ts';
import type { Progress } from './messages.ts';
import { pageWords } from './words.ts';

export interface Running {
  readonly view: HTMLElement;
  readonly update: (progress: Progress) => void;
}

/** Seconds from the start after which the remaining time is estimated. */
const MIN_ESTIMATE_SECONDS = 2;
/**
 * Interval of announcements in per cent. A screen reader should be interrupted at each quarter, not at each
 * per cent.
 */
const ANNOUNCED_STEP_PERCENT = 25;

/**
 * Draws the screen. `start`: value of `performance.now()` at the start. `announce`: informs people who do not see
 * the bar.
 */
export function runningView(
  place: string,
  start: number,
  language: Language,
  act: { readonly cancel: () => void; readonly announce: (text: string) => void },
): Running {
  const words = pageWords[language];
  const bar = h('progress', { id: 'progress', max: 1, 'aria-labelledby': 'doing' });
  const doing = h('p', { id: 'doing' }, words.doing.reading);
  const amount = h('p', { class: 'figures' });
  let said = 0;
  const update = ({ done, size, stage }: Progress): void => {
    const seconds = (performance.now() - start) / 1000;
    const left = (seconds * (size - done)) / done;
    bar.value = done / size;
    doing.textContent = words.doing[stage ?? 'reading'];
    const parts = [words.done(numberText(done, language), numberText(size, language))];
    if (seconds > MIN_ESTIMATE_SECONDS) parts.push(words.left(left));
    amount.textContent = `${parts.join('; ')}.`;
    const percent = Math.floor((100 * done) / size / ANNOUNCED_STEP_PERCENT) * ANNOUNCED_STEP_PERCENT;
    if (percent > said && percent < 100) act.announce(words.percent(percent));
    said = Math.max(said, percent);
  };
  const view = h(
    'main',
    {},
    h('h1', { tabindex: -1 }, words.running),
    h('p', { class: 'place' }, place),
    bar,
    doing,
    amount,
    h('p', { class: 'hint' }, words.stayHere),
    button(words.cancel, act.cancel, { id: 'cancel' }),
  );
  return { view, update };
}
