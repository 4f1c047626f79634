/** Addresses of the weights files inside the extension, by their paths from here. */
export const addresses: Readonly<Record<string, string>> = import.meta.glob('../../../models/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});
