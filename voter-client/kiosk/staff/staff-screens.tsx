/** Staff at the kiosk: to open it, or behind its PIN. @module */

import { useState, type ReactNode } from 'react';
import type { ShownElection } from '../../engine.ts';
import type { Keeper, KioskStatus } from '../engine.ts';
import { Menu } from './menu.tsx';
import { OpenKiosk } from './open-kiosk.tsx';
import { Pin } from './pin.tsx';

export interface StaffProps {
  readonly keeper: Keeper;
  readonly status: KioskStatus;
  readonly election: ShownElection | undefined;
  readonly site: number;
  readonly checkPage: string;
  /** What the keeper says of the kiosk now. */
  readonly take: (status: KioskStatus) => void;
  readonly done: () => void;
}

export function StaffScreens(props: StaffProps): ReactNode {
  const [isIn, setIsIn] = useState(false);
  if (!props.status.opened) return <OpenKiosk {...props} />;
  return isIn ? <Menu {...props} /> : <Pin {...props} enter={() => setIsIn(true)} />;
}
