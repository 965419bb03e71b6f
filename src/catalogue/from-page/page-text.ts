/** Where a page that says so in itself does, as browsers look for it. */
const OPENING_BYTES = 1_024;

/**
 * The text of a page: in the encoding that its Content-Type names, else itself, else UTF-8.
 * @param type the Content-Type header; '' for a file
 */
export function pageText(bytes: Uint8Array, type: string): string {
  const opening = Buffer.from(bytes.subarray(0, OPENING_BYTES)).toString('latin1');
  const told = charset(type) ?? charset(/<meta[^>]*charset[^>]*>/iu.exec(opening)?.[0] ?? '') ?? 'utf-8';
  return decoder(told).decode(bytes);
}

function charset(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w-]+)/iu.exec(text)?.[1];
}

function decoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
