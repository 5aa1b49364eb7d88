/** Screens that a normal vote does not show, for pictures and for development. @module */

import type { Page } from 'playwright-core';
import type { Opened } from './screens.ts';
import type { Stop } from './walk.ts';

type Then = (page: Page) => Promise<void>;
const click =
  (selector: string): Then =>
  (page) =>
    page.locator(selector).click();

/** Name of each screen, its scenario, the last stop of the walk to it, and an action there. */
export const SCENARIOS: readonly (readonly [
  name: string,
  opened: Opened,
  stop?: Stop | undefined,
  then?: Then,
])[] = [
  ['not-started', { scripts: 'lost' }],
  ['wrong-digits', { query: 'fault=submitDigits:wrong-digits:4' }, 'mobile', submitDigits],
  ['locked', { query: 'fault=submitDigits:locked' }, 'mobile', submitDigits],
  ['app', {}, 'factor', setUpApp],
  ['judicial', { query: 'election=judicial' }, 'contest'],
  ['question', { query: 'election=revocacion-2022' }, 'contest'],
  ['long-names', { query: 'election=long-names' }, 'contest'],
  ['coalition', {}, 'contest', mark(3, 6)],
  ['null-vote', {}, 'contest', (page) => mark(0, 4)(page).then(() => click('.button.main')(page))],
  ['challenged', {}, 'sealed', click('.door:first-child .button')],
  ['no-answer', { query: 'delivery=unknown' }, 'end'],
  ['refused', { query: 'delivery=refused:too-late' }, 'end'],
  ['stopped', { query: 'fault=open:pin-key' }],
  ['false-receipt', { query: 'delivery=refused:receipt-inclusion' }, 'end'],
  ['five-minutes', { query: 'expires=299' }, 'who'],
  ['lapsed', { query: 'expires=0' }, 'who'],
  ['voted-already', { query: 'cast=1' }, 'who'],
  ['check', { page: 'check', link: '' }],
  ['check-opened', { page: 'check', query: 'found=opened' }],
  [
    'check-opened-other',
    { page: 'check', query: 'found=opened' },
    undefined,
    click('.verdicts .button:last-child'),
  ],
  ['check-in-the-box', { page: 'check', query: 'found=cast' }],
  ['check-absent', { page: 'check' }],
  ['check-no-answer', { page: 'check', query: 'found=unanswered' }],
  ['check-hidden', { page: 'check', query: 'found=withheld' }],
  ['check-false', { page: 'check', query: 'found=false' }],
];

async function submitDigits(page: Page): Promise<void> {
  await page.locator('input.digits').fill('1234');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
}

async function setUpApp(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /SMS/ }).waitFor();
  await page.locator('input[name=factor]').last().check();
  await page.locator('.button.main').click();
  await page.locator('.qr').waitFor();
}

function mark(...places: readonly number[]): Then {
  return async (page) => {
    for (const place of places) await page.locator('.tile input').nth(place).check();
  };
}
