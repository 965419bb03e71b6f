// The gallery's renderer: a process of its own, started anew after every change, because a module that was imported
// once is never read again. It lists its mails, then answers one message a request, over the channel to its parent.
import { renderLetter } from '../../src/render/letters.ts';
import { renderIssue } from '../../src/render/render.ts';
import { contentStates, readerFields } from '../../test/support/content.ts';
import { buildEml } from '../../test/support/judges/eml-judge.ts';
import { letterStates } from '../../test/support/letters.ts';
import type { Engine, MailEntry, ShownMail } from './shown-mail.ts';

/** What the parent asks. */
export interface RenderRequest extends MailEntry {
  readonly id: number;
  readonly engine: Engine;
}

/** What it is told: first the list, then one answer a request. */
export type RendererMessage =
  | { readonly kind: 'ready'; readonly mails: readonly MailEntry[] }
  | { readonly kind: 'rendered'; readonly id: number; readonly mail: ShownMail }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

process.on('message', (request: RenderRequest) => {
  render(request).then(
    mail => tell({ kind: 'rendered', id: request.id, mail }),
    (error: unknown) => tell({ kind: 'failed', id: request.id, reason: reasonOf(error) }),
  );
});
// The parent went away, however it went.
process.on('disconnect', () => process.exit(0));

tell({
  kind: 'ready',
  mails: [
    ...Object.keys(contentStates).map(state => ({ kind: 'issue' as const, state })),
    ...Object.keys(letterStates).map(state => ({ kind: 'letter' as const, state })),
  ],
});

async function render({ kind, state, engine }: RenderRequest): Promise<ShownMail> {
  const mail =
    kind === 'issue' ? await renderIssueState(state, engine) : await renderLetterState(state, engine);
  const eml = await buildEml(mail);
  return {
    ...mail,
    sizes: { html: Buffer.byteLength(mail.html), text: Buffer.byteLength(mail.text), eml: eml.length },
  };
}

async function renderIssueState(state: string, engine: Engine) {
  const content = contentStates[state];
  if (!content) throw new Error(`There is no state "${state}" of the weekly mail.`);
  return { subject: content.subject, ...(await renderIssue(content, readerFields, engine)) };
}

async function renderLetterState(state: string, engine: Engine) {
  const letter = letterStates[state];
  if (!letter) throw new Error(`There is no letter "${state}".`);
  return renderLetter(letter, engine);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function tell(message: RendererMessage): void {
  process.send?.(message);
}
