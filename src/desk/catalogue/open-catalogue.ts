import { stat } from 'node:fs/promises';
import { openInWorker } from './open-in-worker.ts';
import { type OpenedCatalogue, openHere } from './opened-catalogue.ts';

/** From here on reading it in this thread would be noticed elsewhere. */
const LARGE_BYTES = 2_000_000;

/** Reads a file here or, when it is large, in a thread of its own. */
export async function openCatalogue(path: string): Promise<OpenedCatalogue> {
  const size = await stat(path).then(
    found => found.size,
    () => 0,
  );
  return size > LARGE_BYTES ? openInWorker(path) : openHere(path);
}
