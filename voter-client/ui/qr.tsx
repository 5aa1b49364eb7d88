/** QR code as one SVG path. It needs no canvas and no markup from a string. @module */

import { create } from 'qrcode';
import type { ReactNode } from 'react';

/** Width of the quiet zone in modules. */
const QUIET_ZONE_MODULES = 4;

export function Qr({ text, title }: { readonly text: string; readonly title: string }): ReactNode {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data).flatMap((bit, i) => (bit ? [square(i % size, Math.floor(i / size))] : []));
  const side = size + 2 * QUIET_ZONE_MODULES;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={title}
      shapeRendering="crispEdges"
    >
      <path d={dark.join('')} />
    </svg>
  );
}

const square = (x: number, y: number): string =>
  `M${x + QUIET_ZONE_MODULES} ${y + QUIET_ZONE_MODULES}h1v1h-1z`;
