/** What is verified: the board's place, and what the user brings. @module */
import { attempt, fromHex, Refusal } from '../crypto/bytes.ts';
import { numberText } from '../report/format.ts';
import type { Language } from '../report/words.ts';
import { button, h } from './dom.ts';
import type { Folder } from './board-in.ts';
import { chosenFolder } from './folder.ts';
import { pageWords } from './words.ts';

/** What was typed and chosen so far; kept while the page shows something else. */
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

/** E as it was typed: printed acts set it in groups. Undefined if it is none. */
export function hashOf(text: string): Uint8Array | undefined {
  const hash = attempt(() => fromHex(text.replaceAll(/\s/g, ''), 32));
  return hash instanceof Refusal ? undefined : hash;
}

interface FormActions {
  /** What was chosen is shown: draw again. */
  readonly changed: () => void;
  readonly submit: () => void;
}

/** `problem`: why the last try gave no verdict. */
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
      broughtFields(draft, language, act),
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

function broughtFields(draft: Draft, language: Language, { changed }: FormActions): HTMLElement {
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
  const brought =
    draft.manifestHash !== '' || draft.receipts.length > 0 || draft.since !== undefined || draft.soFar;
  return h(
    'details',
    { open: brought },
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

/** A browser's own button for files speaks the browser's language: the input stays, unseen, and its label is the button. */
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
