/** Form for the board's location and the user's files. @module */
import { tryParse, fromHex, ParseFailure } from '../crypto/bytes.ts';
import { numberText } from '../report/format.ts';
import type { Language } from '../report/words.ts';
import { button, h } from './dom.ts';
import type { Folder } from './find-board.ts';
import { chosenFolder } from './folder.ts';
import { pageWords } from './words.ts';

/** Values of the form's fields. They are kept while the page shows another screen. */
export interface Draft {
  address: string;
  folder: Folder | undefined;
  manifestHash: string;
  receipts: readonly File[];
  since: File | undefined;
  soFar: boolean;
}

export const emptyDraft = (): Draft => ({
  address: '',
  folder: undefined,
  manifestHash: '',
  receipts: [],
  since: undefined,
  soFar: false,
});

/**
 * Parses the manifest's hash. Removes blanks, because printed acts show the hash in groups. Returns undefined if
 * the text is no hash.
 */
export function parseHash(text: string): Uint8Array | undefined {
  const hash = tryParse(() => fromHex(text.replaceAll(/\s/g, ''), 32));
  return hash instanceof ParseFailure ? undefined : hash;
}

interface FormActions {
  /** Called to draw again after a choice. */
  readonly changed: () => void;
  readonly submit: () => void;
}

/** Draws the form. `problem`: the reason why the last try gave no verdict. */
export function formView(
  draft: Draft,
  problem: string | undefined,
  language: Language,
  act: FormActions,
): HTMLElement {
  const words = pageWords[language];
  const submit = (event: Event): void => {
    event.preventDefault();
    act.submit();
  };
  return h(
    'main',
    {},
    h('h1', { tabindex: -1 }, words.title),
    h('p', {}, words.lead),
    problem !== undefined &&
      h('p', { class: 'problem', id: 'problem', role: 'alert', tabindex: -1 }, problem),
    h(
      'form',
      { submit, novalidate: true },
      placeFields(draft, language, act),
      userFileFields(draft, language, act),
      h('button', { class: 'main', id: 'verify' }, words.verify),
    ),
  );
}

function placeFields(draft: Draft, language: Language, { changed }: FormActions): HTMLElement {
  const words = pageWords[language];
  const address = h('input', {
    id: 'address',
    type: 'text',
    inputmode: 'url',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'address-hint',
    value: draft.address,
    input: () => {
      draft.address = address.value;
      if (!draft.folder) return;
      draft.folder = undefined;
      changed();
    },
  });
  return h(
    'fieldset',
    {},
    h('legend', {}, words.where),
    h('label', { for: 'address' }, words.address),
    h('p', { class: 'hint', id: 'address-hint' }, words.addressHint),
    address,
    h('p', { class: 'or' }, words.or),
    h(
      'div',
      { class: 'drop' },
      h('p', { id: 'folder-hint' }, words.dropHere),
      filePicker('folder', words.chooseFolder, { webkitdirectory: true }, (files) => {
        draft.folder = chosenFolder(files);
        draft.address = '';
        changed();
      }),
      draft.folder &&
        chosen(
          words.folder(draft.folder.name, numberText(draft.folder.files.size, language)),
          language,
          () => {
            draft.folder = undefined;
            changed();
          },
        ),
    ),
  );
}

function userFileFields(draft: Draft, language: Language, { changed }: FormActions): HTMLElement {
  const words = pageWords[language];
  const hash = h('input', {
    id: 'manifest-hash',
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'none',
    'aria-describedby': 'manifest-hash-hint',
    value: draft.manifestHash,
    input: () => (draft.manifestHash = hash.value),
  });
  const soFar = h('input', {
    id: 'so-far',
    type: 'checkbox',
    'aria-describedby': 'so-far-hint',
    checked: draft.soFar,
    change: () => (draft.soFar = soFar.checked),
  });
  const hasInput =
    draft.manifestHash !== '' || draft.receipts.length > 0 || draft.since !== undefined || draft.soFar;
  return h(
    'details',
    { open: hasInput },
    h('summary', {}, words.bring),
    h('label', { for: 'manifest-hash' }, words.manifestHash),
    h('p', { class: 'hint', id: 'manifest-hash-hint' }, words.manifestHashHint),
    hash,
    h('h2', { class: 'label' }, words.receipts),
    h('p', { class: 'hint', id: 'receipts-hint' }, words.receiptsHint),
    filePicker('receipts', words.chooseReceipts, { multiple: true }, (files) => {
      draft.receipts = files;
      changed();
    }),
    draft.receipts.length > 0 &&
      chosen(draft.receipts.map(({ name }) => name).join(', '), language, () => {
        draft.receipts = [];
        changed();
      }),
    h('h2', { class: 'label' }, words.since),
    h('p', { class: 'hint', id: 'since-hint' }, words.sinceHint),
    filePicker('since', words.chooseSince, {}, (files) => {
      draft.since = files[0];
      changed();
    }),
    draft.since &&
      chosen(draft.since.name, language, () => {
        draft.since = undefined;
        changed();
      }),
    h('div', { class: 'check' }, soFar, h('label', { for: 'so-far' }, words.soFar)),
    h('p', { class: 'hint', id: 'so-far-hint' }, words.soFarHint),
  );
}

/**
 * Makes a button that picks files. The browser's own button has the browser's language, so the input is hidden
 * and its label looks like a button.
 */
function filePicker(
  id: string,
  text: string,
  attributes: Readonly<Record<string, boolean>>,
  picked: (files: File[]) => void,
): HTMLElement {
  const input = h('input', {
    id,
    type: 'file',
    class: 'unseen',
    'aria-describedby': `${id}-hint`,
    ...attributes,
    change: () => picked([...(input.files ?? [])]),
  });
  return h('div', { class: 'picker' }, input, h('label', { for: id, class: 'button' }, text));
}

function chosen(text: string, language: Language, remove: () => void): HTMLElement {
  const words = pageWords[language];
  return h('p', { class: 'chosen' }, h('span', {}, text), ' ', button(words.remove, remove));
}
