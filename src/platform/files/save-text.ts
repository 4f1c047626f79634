/** Hands a text to the person as a download. */
export function saveText(
  fileName: string,
  content: string,
  type: string,
  encoding: 'utf-8' | 'utf-16le' = 'utf-8',
): void {
  const link = document.createElement('a');
  const bytes = encoding === 'utf-8' ? content : inUtf16(content);
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

const BYTE_ORDER_MARK = '\uFEFF';

function inUtf16(content: string): ArrayBuffer {
  const marked = BYTE_ORDER_MARK + content;
  const view = new DataView(new ArrayBuffer(marked.length * 2));
  for (let at = 0; at < marked.length; at += 1) view.setUint16(at * 2, marked.charCodeAt(at), true);
  return view.buffer;
}
