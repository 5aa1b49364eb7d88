/** A QR code as one path: no canvas, and no markup from a string. @module */

import { create } from 'qrcode';
import type { ReactNode } from 'react';

const QUIET = 4;

export function Qr({ text, title }: { readonly text: string; readonly title: string }): ReactNode {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data).flatMap((bit, i) => (bit ? [square(i % size, Math.floor(i / size))] : []));
  const side = size + 2 * QUIET;
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

const square = (x: number, y: number): string => `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
