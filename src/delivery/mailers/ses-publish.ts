import { createHash } from 'node:crypto';
import type { EmailTemplateContent } from '@aws-sdk/client-sesv2';
import { waitUntil } from '../wait-until.ts';
import type { BulkMail, Publication, ThinWire } from './mailer.ts';
import type { Asked, SesApi } from './ses-api.ts';
import { sesTemplate } from './ses-template.ts';

type Request = Parameters<ThinWire['publish']>[0];

/** Looks at the template and does what is missing, so often at most: who is answered at once needs two. */
const ROUNDS = 6;
/** SES takes a request about templates a second. After the first answer that was none; twice as long after each further one. */
const FIRST_RETRY_MS = 1_000;
/** For one request of ours about a template. */
const TIMEOUT_MS = 10_000;

/**
 * Has SES keep a mail as a template whose name is made from its content. Every round begins with what is there, so it goes
 * on where a killed process, a lost answer or another process stopped.
 */
export async function publishSesTemplate(
  api: Pick<SesApi, 'template' | 'createTemplate'>,
  request: Request,
  clock: () => number,
): Promise<Publication> {
  const made = contentOf(request.mail);
  if (made.kind === 'unfit') return { kind: 'not_published', why: made.why };
  const { content } = made;
  const name = nameOf(content);
  let why = 'SES never showed the template';
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 1) await waitUntil(clock() + FIRST_RETRY_MS * 2 ** (round - 2), clock, request.signal);
    const found = await asked(request, signal => api.template(name, { signal }));
    if (found === 'stopped') return { kind: 'not_published', why: 'the process was asked to end' };
    if (found.kind === 'answered') {
      return isSame(found.output.TemplateContent, content)
        ? { kind: 'published', templateId: name }
        : { kind: 'not_published', why: 'SES keeps something else in its place' };
    }
    if (found.fault.status !== 404) {
      why = found.fault.message;
      if (isFinal(found)) return { kind: 'not_published', why };
      continue;
    }
    const created = await asked(request, signal =>
      api.createTemplate({ TemplateName: name, TemplateContent: content }, { signal }),
    );
    if (created === 'stopped') return { kind: 'not_published', why: 'the process was asked to end' };
    if (created.kind === 'answered') continue;
    why = created.fault.message;
    // Another process may have been first, which the next look shows.
    if (created.fault.name !== 'AlreadyExistsException' && isFinal(created))
      return { kind: 'not_published', why };
  }
  return { kind: 'not_published', why };
}

/** What SES knows the template of a mail by; null where it could keep none. */
export function sesTemplateName(mail: BulkMail): string | null {
  const made = contentOf(mail);
  return made.kind === 'content' ? nameOf(made.content) : null;
}

function contentOf(
  mail: BulkMail,
):
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'unfit'; readonly why: string } {
  const made = sesTemplate(mail);
  if (made.kind === 'unfit') return made;
  const { html: Html, text: Text } = made.template;
  return { kind: 'content', content: { Subject: mail.compiled.subject, Html, Text } };
}

async function asked<Output>(
  { turn, signal }: Request,
  ask: (signal: AbortSignal) => Promise<Asked<Output>>,
): Promise<Asked<Output> | 'stopped'> {
  if (!(await turn()) || signal.aborted) return 'stopped';
  return ask(AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
}

/** A no of SES itself, but for "too fast". */
function isFinal({ fault }: Extract<Asked<unknown>, { kind: 'failed' }>): boolean {
  const { status, name } = fault;
  if (status === null || status < 400 || status >= 500 || status === 408 || status === 429) return false;
  return !/^(TooManyRequests|Throttling)/.test(name);
}

type Content = Readonly<Record<'Subject' | 'Html' | 'Text', string>>;

function nameOf({ Subject, Html, Text }: Content): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([Subject, Html, Text]))
    .digest('hex');
  return `verdicts-${digest.slice(0, 32)}`;
}

/** Line ends and what stands around a part may come back otherwise. */
function isSame(kept: EmailTemplateContent | undefined, wanted: Content): boolean {
  const plain = (text = '') => text.replace(/\r\n/g, '\n').trim();
  return (['Subject', 'Html', 'Text'] as const).every(part => plain(kept?.[part]) === plain(wanted[part]));
}
