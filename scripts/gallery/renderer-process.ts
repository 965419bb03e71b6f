import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RendererMessage, RenderRequest } from './renderer.ts';
import type { Engine, MailEntry, ShownMail } from './shown-mail.ts';

export type RenderOutcome =
  | { readonly kind: 'rendered'; readonly mail: ShownMail }
  /** What stands in the way: the stack of an error, or what the renderer said before it died. */
  | { readonly kind: 'failed'; readonly reason: string };

/** One renderer that has read the templates as they are now. It keeps what it has rendered. */
export class RendererProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (outcome: RenderOutcome) => void>();
  readonly #rendered = new Map<string, Promise<RenderOutcome>>();
  #said = '';
  #death: RenderOutcome | null = null;
  #nextId = 1;
  /** The list of mails, or why there is none (a template that does not parse). */
  readonly ready: Promise<readonly MailEntry[] | string>;

  /** @param root the folder that holds scripts, src, templates and test */
  constructor(root: string) {
    this.#child = fork(join(root, 'scripts/gallery/renderer.ts'), {
      cwd: root,
      execArgv: ['--import', pathToFileURL(join(root, 'src/read-tsx.ts')).href],
      // The production build of React, so that every byte and size is what a reader gets.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (words: string) => {
      this.#said = (this.#said + words).slice(-8000);
    });
    this.ready = new Promise(resolve => {
      this.#child.on('message', (message: RendererMessage) => {
        if (message.kind === 'ready') resolve(message.mails);
        else this.#settle(message.id, message);
      });
      // 'close' and not 'exit': only then has everything it said arrived.
      this.#child.once('close', () => {
        const reason = this.#said || 'The renderer ended without a word.';
        this.#death = { kind: 'failed', reason };
        resolve(reason);
        for (const id of this.#waiting.keys()) this.#settle(id, this.#death);
      });
    });
  }

  render(entry: MailEntry, engine: Engine): Promise<RenderOutcome> {
    const name = `${entry.kind}/${entry.state}/${engine}`;
    const known = this.#rendered.get(name) ?? this.#ask({ ...entry, engine });
    this.#rendered.set(name, known);
    return known;
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      if (this.#death) return resolve();
      this.#child.once('close', () => resolve());
      this.#child.kill('SIGKILL');
    });
  }

  #ask(wanted: Omit<RenderRequest, 'id'>): Promise<RenderOutcome> {
    if (this.#death) return Promise.resolve(this.#death);
    const id = this.#nextId++;
    return new Promise(resolve => {
      this.#waiting.set(id, resolve);
      this.#child.send({ ...wanted, id } satisfies RenderRequest);
    });
  }

  #settle(id: number, outcome: RenderOutcome): void {
    this.#waiting.get(id)?.(outcome);
    this.#waiting.delete(id);
  }
}
