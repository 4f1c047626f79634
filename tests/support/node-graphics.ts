import { create, globals } from 'webgpu';

/** Path of a Vulkan driver's description, from `tools/software-graphics.sh`; unset or empty: whatever this machine has. */
const DRIVER = 'SECOND_LOOK_VULKAN_DRIVER';

/**
 * Gives this process the graphics adapter of this machine, through Dawn, as a browser gives one to its pages. Says whether
 * there is one whose shaders compute in half precision.
 */
export async function offerGraphics(): Promise<boolean> {
  const driver = process.env[DRIVER] ?? '';
  if (driver !== '') process.env['VK_ICD_FILENAMES'] = driver;
  Object.assign(globalThis, globals);
  copySharedMemory(GPUQueue.prototype);
  // Node 20 has no navigator, later ones have one without graphics.
  const navigator = { gpu: create([]), hardwareConcurrency: 1 };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  const adapter = await navigator.gpu.requestAdapter();
  return adapter?.features.has('shader-f16') ?? false;
}

type WriteBuffer = (
  this: GPUQueue,
  buffer: GPUBuffer,
  offset: number,
  data: Uint8Array,
  from?: number,
  size?: number,
) => undefined;

/** Node 20 hands no shared memory to compiled modules, and onnxruntime's is shared. */
function copySharedMemory(queue: GPUQueue): void {
  const write = Reflect.get(queue, 'writeBuffer') as WriteBuffer;
  const writeCopy: WriteBuffer = function (buffer, offset, data, from = 0, size = data.byteLength - from) {
    return write.call(this, buffer, offset, data.slice(from, from + size));
  };
  Object.assign(queue, { writeBuffer: writeCopy });
}
