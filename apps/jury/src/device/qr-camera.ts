import { decodeQR } from 'qr/decode.js';

const EVERY_MS = 160;
/** Enough for a badge at a fist's distance; more only costs battery. */
const LONG_SIDE = 640;

/** Looks for a QR code in the pictures of a playing video until stopped. */
export function watchForCode(video: HTMLVideoElement, onCode: (text: string) => void): () => void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const timer = setInterval(() => {
    const { videoWidth, videoHeight } = video;
    if (!context || !videoWidth || document.visibilityState !== 'visible') return;
    const scale = Math.min(1, LONG_SIDE / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    let text: string | undefined;
    try {
      text = decodeQR({ data, width, height });
    } catch {
      return; // nothing there, or not readable yet: the next picture will tell
    }
    onCode(text);
  }, EVERY_MS);
  return () => clearInterval(timer);
}
