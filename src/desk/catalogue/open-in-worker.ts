import { Worker } from 'node:worker_threads';
import type { Tool } from '../../catalogue/tool.ts';
import type { ToolQuestion, WorkerWord } from './catalogue-worker.ts';
import type { OpenedCatalogue } from './opened-catalogue.ts';
import type { ToolLine } from './tool-line.ts';

/** Reads a file in a thread of its own, which keeps the reviews; here only a line a tool is held. */
export function openInWorker(path: string): Promise<OpenedCatalogue> {
  const worker = new Worker(new URL('./catalogue-worker.ts', import.meta.url), { workerData: { path } });
  const lines: ToolLine[] = [];
  const asked = new Map<number, (tool: Tool | null | 'gone') => void>();
  let isGone = false;
  let questions = 0;
  const tool = (slug: string) =>
    new Promise<Tool | null | 'gone'>(resolve => {
      if (isGone) {
        resolve('gone');
        return;
      }
      questions += 1;
      asked.set(questions, resolve);
      worker.postMessage({ id: questions, slug } satisfies ToolQuestion);
    });
  return new Promise((resolve, reject) => {
    worker.on('message', (word: WorkerWord) => {
      if (word.kind === 'lines') for (const line of word.lines) lines.push(line);
      else if (word.kind === 'invalid') resolve(word);
      else if (word.kind === 'tool') {
        asked.get(word.id)?.(word.tool);
        asked.delete(word.id);
      } else {
        const { findings, head } = word;
        // Not before: listening to it holds the process, which must not wait for it when it wants to end.
        worker.unref();
        const close = async () => void (await worker.terminate());
        resolve({ kind: 'loaded', findings, summary: { ...head, lines }, tool, close });
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      isGone = true;
      for (const answer of asked.values()) answer('gone');
      reject(new Error('The thread that reads the catalogue ended without a word.'));
    });
  });
}
