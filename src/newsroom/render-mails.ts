import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import type { IssueContent } from '../issue/content.ts';
import { throughGo } from '../issue/go-link.ts';
import { compileMail } from '../render/compiled-mail.ts';
import { mailSubject } from '../render/isolated-text.ts';
import { placeholderFields, unsubscribeTokenPlaceholder } from '../render/placeholders.ts';
import { renderIssue } from '../render/render.ts';
import { renderWebVersion } from '../render/web-version.ts';
import { type Draft, draftsOf, type MailSettings, type RenderedMail } from './drafted-mail.ts';

/** Renders content with placeholders in the readers' places and cuts it there. Deterministic. */
export async function renderDraft(content: IssueContent, settings: MailSettings): Promise<Draft> {
  const [draft] = await renderVariants([content], settings);
  return draft;
}

/**
 * The same for every variant of an issue, under one content hash.
 * @param contents the editors' order first
 */
export async function renderVariants(
  contents: readonly [IssueContent, ...IssueContent[]],
  settings: MailSettings,
): Promise<[Draft, ...Draft[]]> {
  const mails: RenderedMail[] = [];
  for (const content of contents) mails.push(await renderMail(content, settings));
  const webHtml = await renderWebVersion(contents[0], settings.look);
  return draftsOf(contents, settings, { mails, webHtml });
}

async function renderMail(content: IssueContent, settings: MailSettings): Promise<RenderedMail> {
  const nonce = placeholderNonce(canonicalJson(content));
  const fields = placeholderFields(nonce);
  const led = throughGo(content, settings.goTokens ?? new Map(), settings.publicUrl);
  const { html, text } = await renderIssue(led, fields, settings.engine, settings.look);
  const headers = listHeaders({
    kind: 'issue',
    week: content.week,
    unsubscribe: fields.unsubscribe,
    unsubscribeMailbox: settings.unsubscribeMailbox,
    unsubscribeToken: unsubscribeTokenPlaceholder(nonce),
    publication: content.publication,
    from: settings.from,
  });
  const votes = content.pairings.length;
  const compiled = compileMail({ subject: mailSubject(content), html, text, headers, nonce, votes });
  return { html, text, compiled };
}

/**
 * What a draft's placeholders are made with: from the content, so that the same issue always makes the same bytes and no
 * text of it can hold its own mark. @param content canonical JSON
 */
export function placeholderNonce(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
