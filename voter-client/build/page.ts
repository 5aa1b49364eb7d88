/** Generator of a page's HTML, which contains the title, the pins and the programs. @module */

import type { HelpLines } from '#crypto/help-lines.ts';
import { PINS_ID, PROGRAM_ID } from '../contract/pins.ts';
import { callAddress, shownNumber } from '../i18n/help-line.ts';
import { languageNames, languages, type Language } from '../i18n/language.ts';
import { translate } from '../i18n/translate.ts';
import { sha384, type Bundle } from './bundle.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (found) => entities[found]!);
/** Returns JSON that cannot end the HTML element that contains it. */
const dataOf = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
const integrityOf = (bytes: Uint8Array): string => `integrity="sha384-${sha384(bytes)}"`;

/** Pins of a voters' page or of a desk's page. */
type Pins = object;

/** Function that returns the HTML that a page shows until its program has started. */
export type StartText = (language: Language) => string;

export const sentence = (text: string): string => `<p>${escapeHtml(text)}</p>`;

/** Returns the start text of a voters' page: what the page needs, and whom to call. */
const voterStartText =
  ({ help }: { readonly help?: HelpLines }): StartText =>
  (language) => {
    if (!help)
      return sentence(translate(language, 'start.need', { help: translate(language, 'help.staff') }));
    const need = translate(language, 'start.need', { help: translate(language, 'help.line') });
    const calls = help.lines.map((line) => {
      const countries = escapeHtml(line.countries[language]);
      return `<li>${countries}: <a href="${callAddress(line)}">${shownNumber(line)}</a></li>`;
    });
    const hours = sentence(translate(language, 'help.hours', { hours: help.hours[language] }));
    return `${sentence(need)}<ul>${calls.join('')}</ul>${hours}`;
  };

export const ICON = 'icon.svg';
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#1a1a1a" d="M4 14h24v14H4z"/><path fill="#fcfcfa" d="M9 18h14v2H9z"/><path fill="none" stroke="#1a1a1a" stroke-width="2" d="M10 14V4h12v10"/></svg>\n';

/** Returns a page whose script and stylesheet are separate files; the page contains their hashes. */
export function pageOf(
  title: string,
  { script, style }: Bundle,
  pins: Pins,
  startText: StartText = voterStartText(pins),
): string {
  const sheet = style && `<link rel="stylesheet" href="${style.path}" ${integrityOf(style.bytes)}>`;
  return documentOf(title, pins, startText, [
    ...(sheet ? [sheet] : []),
    `<script type="module" src="${script.path}" ${integrityOf(script.bytes)}></script>`,
  ]);
}

/**
 * Returns a page that contains everything, including the web worker's program and the content security policy. A saved
 * copy works without a server.
 */
export function wholePageOf(
  title: string,
  { script, style }: Bundle,
  program: Uint8Array,
  pins: Pins,
  policy: string,
): string {
  const programs = [
    ...(style ? [`<style>${inside(style.bytes)}</style>`] : []),
    `<script type="text/plain" id="${PROGRAM_ID}">${inside(program)}</script>`,
    `<script type="module">${inside(script.bytes)}</script>`,
  ];
  return documentOf(title, pins, voterStartText(pins), programs, policy);
}

/**
 * Decodes content for an inline element. Throws if browsers would parse the bytes differently, which would change their
 * hash.
 */
function inside(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const harmful = /<\/(?:script|style)|<!--|[\0\r]/i.exec(text);
  if (harmful) throw new Error(`cannot stand in a page: ${JSON.stringify(harmful[0])}`);
  return text;
}

/** Assembles the document. The pins are a data block, which is not executed and needs no permission in the policy. */
function documentOf(
  title: string,
  pins: Pins,
  startText: StartText,
  programs: readonly string[],
  policy?: string,
): string {
  return [
    '<!doctype html>',
    '<html lang="es">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    ...(policy === undefined ? [] : [`<meta http-equiv="content-security-policy" content="${policy}">`]),
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="icon" href="${ICON}">`,
    `<script type="application/json" id="${PINS_ID}">${dataOf(pins)}</script>`,
    ...programs,
    '</head>',
    '<body>',
    `<div id="root"><main class="band screen unstarted">${unstarted(title, startText)}</main></div>`,
    `<noscript><main class="band screen">${unstarted(title, startText)}</main></noscript>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Returns the start text in every language, which is shown until a program replaces it. */
function unstarted(title: string, startText: StartText): string {
  const texts = languageNames.map((language) => {
    return `<div class="stack" lang="${languages[language].tag}">${startText(language)}</div>`;
  });
  return `<h1>${escapeHtml(title)}</h1>${texts.join('')}`;
}
