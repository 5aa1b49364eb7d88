/** Accessibility aids that a person chooses for one visit. @module */

import { createContext } from 'react';

export const aidNames = ['scanning', 'speech', 'dark', 'slow'] as const;

export type Aids = Readonly<Record<(typeof aidNames)[number], boolean>>;

export const noAids: Aids = { scanning: false, speech: false, dark: false, slow: false };

export const AidsContext = createContext<{ readonly aids: Aids; readonly change: (aids: Aids) => void }>({
  aids: noAids,
  change: () => undefined,
});
