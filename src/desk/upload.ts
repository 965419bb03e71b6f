import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

/** What a form with a file told before its file. */
export type FieldsBefore = ReadonlyMap<string, string>;

type Upload<Answer> = { readonly fields: FieldsBefore } & (
  | { readonly kind: 'read'; readonly answer: Answer }
  | { readonly kind: 'too large' }
  /** No form, a broken one, or one in which no file was chosen. */
  | { readonly kind: 'no file' }
);

/** Far more than all our fields. */
const FIELD_BYTES = 16_384;
const FORM_BYTES = 65_536;

/**
 * Reads a posted form with one file as a stream: nobody ever holds the file as a whole. The fields must stand before the
 * file, as they do in our form.
 * @param onFile called once, when the file begins; what it does not read is skipped
 * @param limit bytes of the file
 */
export async function readUpload<Answer>(
  request: Request,
  limit: number,
  onFile: (fields: FieldsBefore, name: string, bytes: AsyncIterable<Uint8Array>) => Promise<Answer>,
): Promise<Upload<Answer>> {
  const type = request.headers.get('content-type') ?? '';
  const said = Number(request.headers.get('content-length') ?? 0);
  const parser = openParser(type);
  const fields = new Map<string, string>();
  if (!parser || !request.body) return { kind: 'no file', fields };
  let answer: Promise<Answer> | null = null;
  let file: BusboyFileStream | null = null;
  // It reports a form that is cut short once more after the pipeline below has let go of it: nobody listening would end us.
  parser.on('error', () => undefined);
  parser.on('field', (name: string, value: string) => {
    if (answer === null) fields.set(name, value);
  });
  parser.on('file', (_field: string, bytes: BusboyFileStream, name: string | undefined) => {
    file = bytes;
    bytes.on('error', () => undefined);
    // The fields stand before it and are known by now: what was typed is not lost, and nothing of the file is read.
    if (said > limit + FORM_BYTES) {
      parser.destroy(new TooLarge('The form says that it is too large.'));
      return;
    }
    // A file that its reader leaves must not keep the rest of the form waiting, as a destroyed one would.
    const left = bytes.iterator({ destroyOnReturn: false });
    answer = onFile(fields, name ?? '', left).finally(() => bytes.resume());
    // Awaited below, after the form has ended; until then a rejection has nobody.
    answer.catch(() => undefined);
  });
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  try {
    await pipeline(body, source => upTo(source, limit + FORM_BYTES), parser);
  } catch (error) {
    // Whoever reads the file learns that it ends here.
    (file as BusboyFileStream | null)?.destroy(error instanceof Error ? error : undefined);
    await Promise.resolve(answer).catch(() => undefined);
    return { kind: error instanceof TooLarge ? 'too large' : 'no file', fields };
  }
  return answer === null ? { kind: 'no file', fields } : { kind: 'read', answer: await answer, fields };
}

class TooLarge extends Error {}

async function* upTo(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > limit) throw new TooLarge('The form is too large.');
    yield chunk;
  }
}

/** Null for what is no form with a file in it. */
function openParser(type: string): BusboyInstance | null {
  if (!/^multipart\/form-data\s*;/i.test(type)) return null;
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 20, fieldSize: FIELD_BYTES },
    });
  } catch {
    // A boundary is missing.
    return null;
  }
}
