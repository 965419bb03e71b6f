import { filesOnDisk } from './files-on-disk.ts';
import { RendererProcess, type RenderOutcome } from './renderer-process.ts';
import type { Engine, MailEntry } from './shown-mail.ts';

/** While a page is open: one look costs 3 ms. */
const LOOK_EVERY_MS = 250;

/**
 * Always renders with the files as they are: a change replaces the renderer and is told to those who listen. The files
 * are looked at for every answer, so that none depends on when a change was noticed.
 */
export class LiveRenderer {
  readonly #root: string;
  readonly #listeners = new Set<(version: number) => void>();
  /** How the files were before the renderer read them. */
  #files: string;
  #renderer: RendererProcess;
  /** How they were at the last look. */
  #seen = '';
  #looking: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Counts changes. */
  version = 1;

  constructor(root: string) {
    this.#root = root;
    this.#files = filesOnDisk(root);
    this.#renderer = new RendererProcess(root);
  }

  async mails(): Promise<readonly MailEntry[] | string> {
    const renderer = this.#upToDate();
    const mails = await renderer.ready;
    return renderer === this.#upToDate() ? mails : this.mails();
  }

  async render(entry: MailEntry, engine: Engine): Promise<RenderOutcome> {
    const renderer = this.#upToDate();
    const outcome = await renderer.render(entry, engine);
    // A renderer that was replaced meanwhile was ended in the middle of its work, or has read half a file.
    return renderer === this.#upToDate() ? outcome : this.render(entry, engine);
  }

  /** @returns how to stop listening */
  onChange(listener: (version: number) => void): () => void {
    this.#listeners.add(listener);
    this.#looking ??= setInterval(() => this.#look(), LOOK_EVERY_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stopLooking();
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    this.#stopLooking();
    await this.#renderer.close();
  }

  #stopLooking(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  /** An editor may write a file in several steps; a change counts once two looks agree. */
  #look(): void {
    const files = filesOnDisk(this.#root);
    if (files === this.#seen) this.#upToDate(files);
    this.#seen = files;
  }

  #upToDate(files = filesOnDisk(this.#root)): RendererProcess {
    if (files === this.#files || this.#isClosed) return this.#renderer;
    this.#files = files;
    void this.#renderer.close();
    this.#renderer = new RendererProcess(this.#root);
    this.version += 1;
    for (const listener of this.#listeners) listener(this.version);
    return this.#renderer;
  }
}
