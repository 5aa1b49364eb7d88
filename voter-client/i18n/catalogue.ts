/** Catalogue of all texts of booth, check page and kiosk, in Spanish and English. @module */

import { ballotTexts } from './texts/ballot.ts';
import { castTexts } from './texts/cast.ts';
import { checkTexts } from './texts/check.ts';
import { enterTexts } from './texts/enter.ts';
import { faultTexts } from './texts/faults.ts';
import { frameTexts } from './texts/frame.ts';
import { kioskStaffTexts } from './texts/kiosk-staff.ts';
import { kioskTexts } from './texts/kiosk.ts';
import { pinTexts } from './texts/pins.ts';
import { voiceTexts } from './texts/voice.ts';

export const catalogue = {
  ...frameTexts,
  ...enterTexts,
  ...ballotTexts,
  ...castTexts,
  ...checkTexts,
  ...faultTexts,
  ...pinTexts,
  ...kioskTexts,
  ...kioskStaffTexts,
  ...voiceTexts,
} as const;

export type Key = keyof typeof catalogue;
