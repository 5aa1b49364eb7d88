/** Film of a QR code for Chromium's fake camera. @module */

import { create } from 'qrcode';

const [WIDTH, HEIGHT, MODULE] = [640, 480, 12];
const [BLACK, WHITE, NO_COLOUR] = [16, 235, 128];

/** Returns a YUV4MPEG2 film of one picture, which Chromium repeats. */
export function cameraFilm(text: string): Uint8Array {
  const { size, data } = create(text).modules;
  const [left, top] = [(WIDTH - size * MODULE) / 2, (HEIGHT - size * MODULE) / 2];
  const light = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = Math.floor(((i % WIDTH) - left) / MODULE);
    const y = Math.floor((Math.floor(i / WIDTH) - top) / MODULE);
    const isInside = x >= 0 && x < size && y >= 0 && y < size;
    return isInside && data[y * size + x] ? BLACK : WHITE;
  });
  const colour = new Uint8Array((WIDTH * HEIGHT) / 2).fill(NO_COLOUR);
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
  return Buffer.concat([Buffer.from(head), light, colour]);
}
