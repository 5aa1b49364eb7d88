/** Entry point of the observers' page. It draws one screen at a time from the state (spec §10.1). @module */
import { verdictLines } from '../report/format.ts';
import { type Language, words } from '../report/words.ts';
import type { Folder } from './find-board.ts';
import { startVerification } from './connection.ts';
import { button, h } from './dom.ts';
import { droppedFolder } from './folder.ts';
import { type Draft, emptyDraft, formView, parseHash } from './form.ts';
import type { Message, BoardLocation, Progress, Request } from './messages.ts';
import { guardPresses, renewScreen } from './presses.ts';
import { type Finished, reportView } from './report.ts';
import { type Running, runningView } from './running.ts';
import { pageWords } from './words.ts';

type Localized = (language: Language) => string;
/** Request without the ports to the workers that judge ballots. */
type VerifyRequest = Omit<Request, 'judges'>;

type Screen =
  | { readonly kind: 'form'; readonly problem?: Localized }
  | {
      readonly kind: 'running';
      readonly place: string;
      readonly start: number;
      readonly threads: number;
      readonly stop: () => void;
      drawn?: Running;
      last?: Progress;
    }
  | { readonly kind: 'report'; readonly finished: Finished };

/** Maximum number of workers that judge ballots. More would wait for the worker that reads the board. */
const MAX_THREADS = 16;

let language: Language = 'es';
let screen: Screen = { kind: 'form' };
let draft: Draft = emptyDraft();
const root = h('div');
/**
 * ARIA live region. This element stays while all others are drawn again, so that screen readers announce changes
 * of its text.
 */
const live = h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });

function announce(text: string): void {
  live.textContent = text;
}

/** Draws the screen. `focus`: selector of the element to focus; by default the element that had the focus. */
function draw(focus?: string): void {
  const before = document.activeElement?.id;
  const own = pageWords[language];
  document.documentElement.lang = language;
  const view = viewOf(screen);
  const other = language === 'es' ? 'en' : 'es';
  const turn = (): void => {
    language = other;
    draw();
  };
  document.title = titleOf(screen);
  root.replaceChildren(
    h(
      'header',
      { class: 'no-print' },
      h('span', {}, own.title),
      button(own.otherLanguage, turn, { id: 'language', lang: other }),
    ),
    view,
  );
  const place =
    focus === undefined
      ? before && document.getElementById(before)
      : document.querySelector<HTMLElement>(focus);
  if (place) place.focus();
}

function viewOf(shown: Screen): HTMLElement {
  if (shown.kind === 'form')
    return formView(draft, shown.problem?.(language), language, {
      changed: () => draw(),
      submit: () => void submit(),
    });
  if (shown.kind === 'report') return reportView(shown.finished, language, () => show({ kind: 'form' }));
  const { place, start, last } = shown;
  shown.drawn = runningView(place, start, language, { cancel, announce });
  if (last) shown.drawn.update(last);
  return shown.drawn.view;
}

function titleOf(shown: Screen): string {
  const own = pageWords[language];
  const first =
    shown.kind === 'running'
      ? own.running
      : shown.kind === 'report'
        ? verdictLines(shown.finished.report, language)[0]
        : undefined;
  return first === undefined ? own.title : `${first} — ${own.title}`;
}

function show(next: Screen, focus = 'h1'): void {
  screen = next;
  renewScreen();
  draw(focus);
}

function fail(problem: Localized): void {
  show({ kind: 'form', problem }, '#problem');
}

async function submit(): Promise<void> {
  const request = await requestOf(draft).catch(
    (error: unknown): Localized =>
      () =>
        String(error),
  );
  if (typeof request === 'function') fail(request);
  else run(request);
}

/** Returns the request, or the reason why there is none. */
async function requestOf({
  address,
  folder,
  manifestHash,
  since,
  receipts,
  soFar,
}: Draft): Promise<VerifyRequest | Localized> {
  const place: BoardLocation | undefined =
    folder ?? (address.trim() === '' ? undefined : { address: address.trim() });
  if (!place) return (own) => pageWords[own].noPlace;
  const hash = manifestHash.trim() === '' ? undefined : parseHash(manifestHash);
  if (!hash && manifestHash.trim() !== '') return (own) => pageWords[own].badHash;
  return {
    place,
    manifestHash: hash,
    since: since && (await readNamedFile(since)),
    receipts: await Promise.all(receipts.map(readNamedFile)),
    soFar,
  };
}

async function readNamedFile(file: File): Promise<Request['receipts'][number]> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function run(request: VerifyRequest): void {
  const { place } = request;
  const threads = Math.min(navigator.hardwareConcurrency, MAX_THREADS);
  const name = 'address' in place ? place.address : place.name;
  const start = performance.now();
  const onMessage = (message: Message): void => {
    switch (message.kind) {
      case 'progress':
        if (screen.kind !== 'running') return;
        screen.last = message;
        screen.drawn?.update(message);
        return;
      case 'report': {
        const seconds = (performance.now() - start) / 1000;
        show({ kind: 'report', finished: { report: message.report, place: name, seconds, threads } });
        announce(verdictLines(message.report, language).join(' '));
        return;
      }
      case 'no board':
        return fail((own) => `${words[own].couldNotRun}: ${words[own].noBoard(name)}.`);
      case 'unreadable':
        return fail((own) => `${words[own].couldNotRun}: ${message.says[own]}.`);
      case 'crash':
        return fail((own) => `${words[own].couldNotRun}: ${words[own].crash}: ${message.error}`);
    }
  };
  show({
    kind: 'running',
    place: name,
    start,
    threads,
    stop: startVerification(request, threads, onMessage),
  });
}

function cancel(): void {
  if (screen.kind !== 'running') return;
  screen.stop();
  fail((own) => pageWords[own].cancelled);
}

// Otherwise the browser would open a file that is dropped beside the form.
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (screen.kind !== 'form' || !event.dataTransfer) return;
  announce(pageWords[language].readingFolder);
  void takeFolder(droppedFolder(event.dataTransfer.items));
});

async function takeFolder(reading: Promise<Folder | undefined>): Promise<void> {
  try {
    const folder = await reading;
    if (screen.kind !== 'form') return;
    if (!folder) return fail((own) => pageWords[own].notOneFolder);
    draft = { ...draft, folder, address: '' };
    show({ kind: 'form' }, '#verify');
  } catch {
    fail((own) => pageWords[own].folderFailed);
  }
}

/** Fills in the board of the server that served this page, because users most likely want to verify that one. */
async function suggestBoard(): Promise<void> {
  if (!/^https?:$/.test(location.protocol)) return;
  const address = `${location.origin}/board`;
  const answer = await fetch(`${address}/checkpoint`, {
    method: 'HEAD',
    redirect: 'error',
    cache: 'no-store',
  });
  if (!answer.ok || screen.kind !== 'form' || draft.address !== '' || draft.folder) return;
  draft.address = address;
  draw();
}

document.body.append(root, live);
guardPresses();
draw();
suggestBoard().catch(() => undefined); // without an answer nothing is filled in
