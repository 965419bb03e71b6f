import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { RendererProcess, type RenderOutcome } from './renderer-process.ts';
import type { Engine, MailEntry } from './shown-mail.ts';

/** Everything that decides how a mail looks. */
const WATCHED = ['templates', 'src/render', 'src/issue', 'test/support'];

/** An editor writes a file in several steps; a change counts when it has been quiet for so long. */
const QUIET_MS = 80;

/** Always renders with the files as they are: a change replaces the renderer and is told to those who listen. */
export class LiveRenderer {
  readonly #root: string;
  readonly #watchers: readonly FSWatcher[];
  readonly #listeners = new Set<(version: number) => void>();
  #renderer: RendererProcess;
  #timer: NodeJS.Timeout | undefined;
  /** Counts changes. */
  version = 1;

  constructor(root: string) {
    this.#root = root;
    this.#renderer = new RendererProcess(root);
    this.#watchers = WATCHED.map(folder =>
      watch(join(root, folder), { recursive: true }, (_, file) => this.#noticed(file)),
    );
  }

  async mails(): Promise<readonly MailEntry[] | string> {
    const renderer = this.#renderer;
    const mails = await renderer.ready;
    return renderer === this.#renderer ? mails : this.mails();
  }

  async render(entry: MailEntry, engine: Engine): Promise<RenderOutcome> {
    const renderer = this.#renderer;
    const outcome = await renderer.render(entry, engine);
    // A renderer that was replaced meanwhile was ended in the middle of its work.
    return renderer === this.#renderer ? outcome : this.render(entry, engine);
  }

  /** @returns how to stop listening */
  onChange(listener: (version: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
    await this.#renderer.close();
  }

  #noticed(file: string | null): void {
    // Editors leave and remove files of their own beside the one they save.
    if (file === null || !/\.(tsx?|mjml)$/.test(file)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#replace(), QUIET_MS);
  }

  #replace(): void {
    void this.#renderer.close();
    this.#renderer = new RendererProcess(this.#root);
    this.version += 1;
    for (const listener of this.#listeners) listener(this.version);
  }
}
