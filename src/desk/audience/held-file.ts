import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file that was handed in and has no name on this machine: nothing of it is left once it is closed, or we are killed. */
export interface HeldFile {
  readonly bytes: number;
  /** From its first byte, as often as wanted. */
  read(): AsyncIterable<Uint8Array>;
  /** Once is enough, and more does no harm. */
  close(): Promise<void>;
}

/**
 * What is held when its desk goes ends with the process. Until then it must not be found by the garbage collector: Node warns
 * of file handles that are closed that way and will throw one day (DEP0137).
 */
const held = new Set<FileHandle>();

/** Keeps a stream on the disk while it is needed. @returns null when there is more than `limit` bytes of it */
export async function holdFile(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<HeldFile | null> {
  const handle = await openNameless();
  held.add(handle);
  const close = async () => {
    if (held.delete(handle)) await handle.close();
  };
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > limit) {
        await close();
        return null;
      }
      await handle.writeFile(chunk);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    bytes: size,
    read: () => handle.createReadStream({ start: 0, autoClose: false }),
    close,
  };
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'verdicts-held-'));
  try {
    return await open(join(folder, 'file'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}
