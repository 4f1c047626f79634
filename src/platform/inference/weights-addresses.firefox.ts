/** Without the graphs that compute in half precision: nothing in this package can. */
export const addresses: Readonly<Record<string, string>> = import.meta.glob(
  ['../../../models/*.onnx', '!../../../models/*.f16.onnx'],
  { query: '?url', import: 'default', eager: true },
);
