/** What every screen of the booth gets. @module */

import type { Step } from '../../look/screen.tsx';
import type { Words } from '../../words/context.ts';
import type { Journey, Place } from '../journey.ts';
import type { Acts } from '../use-journey.ts';

export interface ScreenProps {
  readonly journey: Journey;
  readonly acts: Acts;
  /** The voter came with a link. */
  readonly hasLink: boolean;
  readonly checkPage: string;
}

export type PlaceAt<A extends Place['at']> = Extract<Place, { at: A }>;

const steps = ['enter', 'choose', 'review', 'cast'] as const;

export function stepOf(t: Words['t'], name: (typeof steps)[number]): Step {
  return { n: steps.indexOf(name) + 1, of: steps.length, name: t(`frame.step-${name}`) };
}
