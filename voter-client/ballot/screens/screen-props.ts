/** Props of the booth's screens. @module */

import type { Step } from '../../ui/screen.tsx';
import type { Words } from '../../i18n/context.ts';
import type { BallotActions } from '../ballot-actions.ts';
import type { BoothScreen, Journey } from '../journey.ts';
import type { BoothActions } from '../use-journey.ts';

/** Props of the screens that booth and kiosk share. */
export interface BallotProps {
  readonly journey: Journey;
  readonly actions: BallotActions;
  /** Address of the check page. */
  readonly checkPage: string;
}

export interface ScreenProps extends BallotProps {
  readonly actions: BoothActions;
  /** Whether the voter came with a log-in link. */
  readonly hasLink: boolean;
}

export type ScreenOf<K extends BoothScreen['kind']> = Extract<BoothScreen, { kind: K }>;

const steps = ['enter', 'choose', 'review', 'cast'] as const;

export function stepOf(t: Words['t'], name: (typeof steps)[number]): Step {
  return { n: steps.indexOf(name) + 1, of: steps.length, name: t(`frame.step-${name}`) };
}
