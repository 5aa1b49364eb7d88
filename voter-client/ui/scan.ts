/** Search for QR codes with the camera. @module */

import jsqr from 'jsqr';

/** Time between two camera pictures that are searched for a code. */
const SCAN_INTERVAL_MS = 150;

/**
 * Resolves with the text of the first QR code, or with undefined if `stop` ended the search. Rejects without a camera
 * or permission.
 */
export async function scan(video: HTMLVideoElement, stop: AbortSignal): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    await video.play();
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    while (!stop.aborted) {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      if (canvas.width > 0) {
        context.drawImage(video, 0, 0);
        const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
        const found = jsqr.default(data, width, height);
        if (found?.data) return found.data;
      }
      await new Promise((resolve) => setTimeout(resolve, SCAN_INTERVAL_MS));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
