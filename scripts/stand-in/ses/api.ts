import { z } from 'zod';
import type { SentMails, SesAccount } from './account.ts';
import { no, notVerified, PAUSED, type SesAnswer, SUSPENDED, TOO_FAST, USED_UP, yes } from './answers.ts';
import type { SesMail } from './mails.ts';

export interface SesState {
  account: SesAccount;
  readonly accessKeyId: string;
  readonly sent: SentMails;
  readonly mails: SesMail[];
  readonly refused: Set<string>;
  readonly templates: Map<string, SesTemplate>;
  /** Answers to what doctor asks about, by path. */
  readonly known: Map<string, unknown>;
  readonly now: () => number;
}

const templateContent = z.object({ Subject: z.string(), Html: z.string(), Text: z.string() });
export type SesTemplate = z.infer<typeof templateContent>;

const tags = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);
const destination = z.object({ ToAddresses: z.array(z.string()).length(1) });
const single = z.object({
  Destination: destination,
  Content: z.object({ Raw: z.object({ Data: z.string() }) }),
  EmailTags: tags,
  ConfigurationSetName: z.string().default(''),
});
const bulk = z.object({
  FromEmailAddress: z.string(),
  ConfigurationSetName: z.string().default(''),
  DefaultContent: z.object({ Template: z.object({ TemplateName: z.string() }) }),
  BulkEmailEntries: z
    .array(
      z.object({
        Destination: destination,
        ReplacementTags: tags,
        ReplacementHeaders: tags,
        ReplacementEmailContent: z.object({
          ReplacementTemplate: z.object({ ReplacementTemplateData: z.string() }),
        }),
      }),
    )
    .min(1)
    .max(50),
});

export const isSending = (method: string, path: string): boolean =>
  method === 'POST' && /^\/v2\/email\/outbound-(bulk-)?emails$/.test(path);

/** How much of a sending call is taken: the first so many of it are told "later", no more than so many are taken. */
export interface Part {
  readonly later: number;
  readonly most: number;
}

/** Answers as Amazon SES is documented to. */
export function answer(
  request: {
    readonly method: string;
    readonly path: string;
    readonly authorization: string;
    readonly body: string;
  },
  state: SesState,
  part: Part,
): SesAnswer {
  const { method, path, authorization, body } = request;
  if (!authorization.startsWith(`AWS4-HMAC-SHA256 Credential=${state.accessKeyId}/`)) {
    return no(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (path === '/v2/email/outbound-emails') return sendOne(JSON.parse(body), state);
  if (path === '/v2/email/outbound-bulk-emails') return sendMany(JSON.parse(body), state, part);
  if (path === '/v2/email/account') {
    return state.account.tells
      ? yes(state.sent.shown(state.account))
      : no(403, 'AccessDeniedException', 'Not authorized.');
  }
  const name = /^\/v2\/email\/templates(?:\/(.+))?$/.exec(path);
  if (name) return templates(method, decodeURIComponent(name[1] ?? ''), body, state.templates);
  const known = state.known.get(decodeURIComponent(path.slice('/v2/email/'.length)));
  return known === undefined ? no(404, 'NotFoundException', `${path} does not exist.`) : yes(known);
}

function templates(method: string, name: string, body: string, shelf: Map<string, SesTemplate>): SesAnswer {
  if (method === 'GET') {
    const content = shelf.get(name);
    return content
      ? yes({ TemplateName: name, TemplateContent: content })
      : no(404, 'NotFoundException', `Template ${name} does not exist.`);
  }
  const made = z
    .object({ TemplateName: z.string().max(64), TemplateContent: templateContent })
    .parse(JSON.parse(body));
  if (shelf.has(made.TemplateName)) return no(400, 'AlreadyExistsException', 'The template exists already.');
  shelf.set(made.TemplateName, made.TemplateContent);
  return yes({});
}

function closed({ sending }: SesAccount): SesAnswer | null {
  if (sending === 'paused') return PAUSED;
  return sending === 'suspended' ? SUSPENDED : null;
}

function sendOne(json: unknown, state: SesState): SesAnswer {
  const parsed = single.safeParse(json);
  if (!parsed.success) return no(400, 'BadRequestException', z.prettifyError(parsed.error));
  const { Destination, Content, EmailTags, ConfigurationSetName } = parsed.data;
  const to = Destination.ToAddresses[0] ?? '';
  const shut = closed(state.account);
  if (shut) return shut;
  if (isUnverified(to, state.account)) return no(400, 'MessageRejected', notVerified(to));
  if (state.refused.has(to)) return no(400, 'BadRequestException', `Illegal address: ${to}`);
  const limit = state.sent.limit(state.account);
  if (limit) return limit === 'rate' ? TOO_FAST : USED_UP;
  const bytes = Buffer.from(Content.Raw.Data, 'base64');
  return yes({ MessageId: take(state, to, EmailTags, ConfigurationSetName, { kind: 'raw', bytes }) });
}

function sendMany(json: unknown, state: SesState, { later, most }: Part): SesAnswer {
  const parsed = bulk.safeParse(json);
  if (!parsed.success) return no(400, 'BadRequestException', z.prettifyError(parsed.error));
  const {
    FromEmailAddress: from,
    DefaultContent,
    BulkEmailEntries: entries,
    ConfigurationSetName,
  } = parsed.data;
  const shut = closed(state.account);
  if (shut) return shut;
  const { TemplateName: name } = DefaultContent.Template;
  const template = state.templates.get(name);
  if (!template) return no(404, 'NotFoundException', `Template ${name} does not exist.`);
  const results = entries.slice(0, later + most).map((entry, index) => {
    const to = entry.Destination.ToAddresses[0] ?? '';
    if (isUnverified(to, state.account)) return { Status: 'MESSAGE_REJECTED', Error: notVerified(to) };
    if (state.refused.has(to)) return { Status: 'MESSAGE_REJECTED', Error: `Address is not valid: ${to}` };
    const limit = index < later ? 'rate' : state.sent.limit(state.account);
    if (limit) return { Status: limit === 'rate' ? 'ACCOUNT_THROTTLED' : 'ACCOUNT_DAILY_QUOTA_EXCEEDED' };
    const values = JSON.parse(entry.ReplacementEmailContent.ReplacementTemplate.ReplacementTemplateData);
    const { Subject: subject, Html, Text } = template;
    const [html, text] = [filled(Html, values), filled(Text, values)];
    const headers = Object.fromEntries(entry.ReplacementHeaders.map(({ Name, Value }) => [Name, Value]));
    const content = { kind: 'filled', from, subject, html, text, headers } as const;
    return {
      Status: 'SUCCESS',
      MessageId: take(state, to, entry.ReplacementTags, ConfigurationSetName, content),
    };
  });
  return yes({ BulkEmailEntryResults: results });
}

function isUnverified(to: string, { production, verified }: SesAccount): boolean {
  return !production && !verified.includes(to);
}

/** As Handlebars without escaping: a value that is missing is nothing. */
function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\{\{\{?(\w+)\}\}\}?/g, (_, key: string) => values[key] ?? '');
}

function take(
  state: SesState,
  to: string,
  given: z.infer<typeof tags>,
  configurationSet: string,
  content: SesMail['content'],
): string {
  const id = `0102${String(state.mails.length).padStart(12, '0')}-ses-000000`;
  state.sent.count();
  const tags = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  state.mails.push({ id, at: state.now(), to, tags, configurationSet, content });
  return id;
}
