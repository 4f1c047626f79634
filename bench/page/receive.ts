// Opened as a page of the extension: takes frames by three transports, turns each into pixels, and says so.
import type { TransportMessage } from './transport-wire.ts';

const canvas = new OffscreenCanvas(1, 1);

function pixelsOf(picture: ImageBitmap): ImageData {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function sizeOf(parcel: ImageBitmap | Blob | ArrayBuffer): Promise<number> {
  if (parcel instanceof ImageBitmap) return pixelsOf(parcel).data.length;
  return (parcel instanceof Blob ? await parcel.arrayBuffer() : parcel).byteLength;
}

async function unpack(message: TransportMessage): Promise<number> {
  if ('parcels' in message) {
    const sizes = await Promise.all(message.parcels.map(sizeOf));
    return sizes.reduce((sum, size) => sum + size, 0);
  }
  const { width, rgba, jpeg } = JSON.parse(message.json) as { width: number; rgba?: number[]; jpeg?: string };
  if (rgba !== undefined) return new ImageData(Uint8ClampedArray.from(rgba), width).data.length;
  const response = await fetch(jpeg ?? '');
  return pixelsOf(await createImageBitmap(await response.blob())).data.length;
}

chrome.runtime.onConnect.addListener((port) => {
  if (port.name !== 'bench-transport') return;
  port.onMessage.addListener((message: TransportMessage) => {
    void unpack(message).then((bytes) => port.postMessage(bytes));
  });
});
