/** A verification under way: what is being done, how far it is, how long it may take. @module */
import { numberText } from '../report/format.ts';
import type { Language } from '../report/words.ts';
import { button, h } from './dom.ts';
import type { Progress } from './messages.ts';
import { pageWords } from './words.ts';

export interface Running {
  readonly view: HTMLElement;
  readonly update: (progress: Progress) => void;
}

/** Seconds before a guess at the rest is worth anything. */
const TOO_EARLY = 2;
/** A quarter of the way is worth interrupting a screen reader; each per cent is not. */
const ANNOUNCED = 25;

/** `start`: `performance.now()` when it began. `announce`: to those who do not see the bar. */
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
    if (seconds > TOO_EARLY) parts.push(words.left(left));
    amount.textContent = `${parts.join('; ')}.`;
    const percent = Math.floor((100 * done) / size / ANNOUNCED) * ANNOUNCED;
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
