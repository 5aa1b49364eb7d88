/** Screens for staff: the opening of the kiosk, or the menu after the PIN. @module */

import { useState, type ReactNode } from 'react';
import { Menu } from './menu.tsx';
import { OpenKiosk } from './open-kiosk.tsx';
import { Pin } from './pin.tsx';
import type { StaffProps } from './staff-props.ts';

export function StaffScreens(props: StaffProps): ReactNode {
  const [isIn, setIsIn] = useState(false);
  if (!props.status.opened) return <OpenKiosk {...props} />;
  return isIn ? <Menu {...props} /> : <Pin {...props} enter={() => setIsIn(true)} />;
}
