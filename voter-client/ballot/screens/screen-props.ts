/** What every screen of the booth gets. @module */

import type { Step } from '../../ui/screen.tsx';
import type { Words } from '../../i18n/context.ts';
import type { BallotActs } from '../ballot-actions.ts';
import type { Journey, Place } from '../journey.ts';
import type { Acts } from '../use-journey.ts';

/** Of the screens from the ballot to its delivery, which a kiosk shows too. */
export interface BallotProps {
  readonly journey: Journey;
  readonly acts: BallotActs;
  /** The check page's address. */
  readonly checkPage: string;
}

export interface ScreenProps extends BallotProps {
  readonly acts: Acts;
  /** The voter came with a link. */
  readonly hasLink: boolean;
}

export type PlaceAt<A extends Place['at']> = Extract<Place, { at: A }>;

const steps = ['enter', 'choose', 'review', 'cast'] as const;

export function stepOf(t: Words['t'], name: (typeof steps)[number]): Step {
  return { n: steps.indexOf(name) + 1, of: steps.length, name: t(`frame.step-${name}`) };
}
