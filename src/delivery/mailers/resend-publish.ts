import type { CreateTemplateOptions, Resend } from 'resend';
import { z } from 'zod';
import { waitUntil } from '../wait-until.ts';
import type { Publication, ThinWire } from './mailer.ts';
import { masked } from './masked.ts';
import { paceOf } from './resend-answer.ts';
import { type MailTemplate, mailTemplate, templateAlias } from './resend-template.ts';

type Request = Parameters<ThinWire['publish']>[0];

/** Looks at the template and does what is missing, so often at most: who is answered at once needs two. */
const ROUNDS = 6;
/** After the first answer that was none; twice as long after each further one. */
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;
/** For one request of ours about a template. */
const TIMEOUT_MS = 10_000;

/**
 * Has Resend keep a mail as a published template. Every round begins with what is there, found by an alias made from the
 * content: so it goes on where a killed process, a lost answer or another process stopped, and no kept template is
 * believed that does not hold exactly the mail.
 */
export async function publishTemplate(
  api: Resend['templates'],
  request: Request,
  clock: () => number,
): Promise<Publication> {
  const made = mailTemplate(request.mail.compiled);
  if (made.kind === 'unfit') return { kind: 'not_published', why: made.why };
  const wanted = creation(request, made.template);
  const call: Call = ask => told(request, ask);
  let id = wanted.alias;
  let last: Exclude<Told<unknown>, { kind: 'told' }> | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    if (last?.kind === 'unclear') {
      const pause = last.retryMs ?? FIRST_RETRY_MS * 2 ** (round - 1);
      await waitUntil(clock() + pause, clock, request.signal);
    }
    const found = await call(signal => api.get(id, { signal }));
    if (found.kind === 'refused' || found.kind === 'stopped')
      return { kind: 'not_published', why: found.why };
    if (found.kind === 'unclear') {
      last = found;
      continue;
    }
    const state = found.kind === 'told' ? stateOf(found.data, wanted) : 'missing';
    if (state === 'published' && found.kind === 'told') {
      return { kind: 'published', templateId: found.data.id };
    }
    if (state === 'other') {
      return { kind: 'not_published', why: 'the mail API keeps something else in its place' };
    }
    // A no may mean that another process was first: it has just been looked for once more.
    if (last && last.kind !== 'unclear') return { kind: 'not_published', why: last.why };
    const completed = await complete(api, call, wanted, found.kind === 'told' ? found.data.id : null);
    if (completed.kind === 'told') id = completed.data.id;
    last = completed.kind === 'told' ? null : completed;
  }
  return { kind: 'not_published', why: last?.why ?? 'the mail API never showed it as published' };
}

/** Creates what is not there and publishes it. */
async function complete(
  api: Resend['templates'],
  call: Call,
  wanted: Wanted,
  draftId: string | null,
): Promise<Told<{ readonly id: string }>> {
  let id = draftId;
  if (id === null) {
    const created = await call<{ readonly id: string }>(async signal => api.create(wanted, { signal }));
    if (created.kind !== 'told') return created;
    id = created.data.id;
  }
  const known = id;
  return call(signal => api.publish(known, { signal }));
}

type Call = <T>(ask: (signal: AbortSignal) => Promise<SdkAnswer<T>>) => Promise<Told<T>>;

type Wanted = CreateTemplateOptions & {
  readonly alias: string;
  readonly html: string;
  readonly text: string;
};

/** Sender and subject are in every entry of a batch as well; here they make it whole for whoever looks at it. */
function creation(request: Request, template: MailTemplate): Wanted {
  const { mail, name } = request;
  const { from, replyTo, compiled } = mail;
  const { html, text, variables } = template;
  return {
    name,
    alias: templateAlias(request, template),
    subject: compiled.subject,
    from,
    ...(replyTo ? { replyTo } : {}),
    html,
    text,
    variables: variables.map(({ key }) => ({ key, type: 'string' as const })),
  };
}

const keptTemplate = z.object({
  id: z.string().min(1),
  status: z.string(),
  html: z.string(),
  text: z.string().nullish(),
  variables: z.array(z.object({ key: z.string(), type: z.string() })).nullish(),
  has_unpublished_versions: z.boolean().nullish(),
});

/** Which version of an edited template is shown is not documented: one that somebody edits is none of ours. */
function stateOf(data: unknown, wanted: Wanted): 'published' | 'draft' | 'other' {
  const kept = keptTemplate.safeParse(data);
  if (!kept.success || kept.data.html !== wanted.html || kept.data.text !== wanted.text) return 'other';
  const keys = new Set(kept.data.variables?.map(({ key, type }) => (type === 'string' ? key : '')));
  if (!wanted.variables?.every(({ key }) => keys.has(key))) return 'other';
  if (kept.data.status === 'draft') return 'draft';
  return kept.data.status === 'published' && !kept.data.has_unpublished_versions ? 'published' : 'other';
}

interface SdkAnswer<T> {
  readonly data: T | null;
  readonly error: {
    readonly statusCode: number | null;
    readonly name: string;
    readonly message: string;
  } | null;
  readonly headers: Record<string, string> | null;
}

type Told<T> =
  | { readonly kind: 'told'; readonly data: T }
  | { readonly kind: 'missing' | 'refused' | 'stopped'; readonly why: string }
  /** `retryMs` where the API said when to come back. */
  | { readonly kind: 'unclear'; readonly why: string; readonly retryMs: number | null };

async function told<T>(
  { turn, learn, signal }: Request,
  ask: (signal: AbortSignal) => Promise<SdkAnswer<T>>,
): Promise<Told<T>> {
  if (!(await turn()) || signal.aborted) return { kind: 'stopped', why: 'the process was asked to end' };
  const { data, error, headers } = await ask(AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
  await learn?.(paceOf(headers).pace);
  if (!error && data) return { kind: 'told', data };
  const status = error?.statusCode ?? null;
  const why = masked(
    [status, error?.name, error?.message].filter(Boolean).join(' ') || 'an answer without a word',
  );
  if (status === 404) return { kind: 'missing', why };
  const clear = status !== null && status >= 400 && status < 500;
  if (clear && status !== 409 && status !== 429 && status !== 408) return { kind: 'refused', why };
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  const retryMs = Number.isFinite(seconds) ? Math.min(seconds * 1_000, LONGEST_RETRY_MS) : null;
  return { kind: 'unclear', why, retryMs };
}
