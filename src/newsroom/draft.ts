import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';
import type { Catalogue } from '../catalogue/tool.ts';
import type { FrozenMail, FrozenWire } from '../delivery/freeze.ts';
import { listHeaders } from '../delivery/mail-headers.ts';
import { type ComposeInput, composeVariants } from '../issue/compose-content.ts';
import type { IssueContent } from '../issue/content.ts';
import { hashContent } from '../issue/content-hash.ts';
import { contentDate } from '../issue/cron-slot.ts';
import { type GoLink, goLinks, throughGo } from '../issue/go-link.ts';
import type { Issue } from '../issue/issue.ts';
import { isHouseLook, type Look } from '../publication/look.ts';
import { compileMail } from '../render/compiled-mail.ts';
import { mailSubject } from '../render/isolated-text.ts';
import { placeholderFields, unsubscribeTokenPlaceholder } from '../render/placeholders.ts';
import { renderIssue } from '../render/render.ts';
import { renderWebVersion } from '../render/web-version.ts';
import { readsReplies } from '../settings/replies.ts';
import { readSnapshot } from '../storage/issue/catalogue-snapshots.ts';
import { currentCatalogue } from './catalogue/current-catalogue.ts';
import { earlierTools } from './earlier-tools.ts';
import { communityFor, lastVoteOf } from './last-vote.ts';
import type { Newsroom } from './newsroom.ts';
import { recentWordings } from './recent-wordings.ts';

export type Engine = 'react' | 'mjml';

/**
 * An issue as it would go out now, led by one pairing: content, both parts with placeholders, and the hash an approval
 * binds to, which covers every variant and is the same in all of them.
 */
export interface Draft {
  readonly content: IssueContent;
  readonly html: string;
  readonly text: string;
  readonly frozen: FrozenMail;
}

/** A draft in the editors' order, all its variants, and the catalogue its words came from. */
export interface IssueDraft extends Draft {
  readonly catalogue: Catalogue;
  /** By the pairing that leads; the first is the draft itself. */
  readonly variants: readonly Draft[];
  /** The links of its mails that lead elsewhere, by way of our own address. */
  readonly links: readonly GoLink[];
}

/**
 * Composes and renders an issue that is not frozen yet, from the catalogue as it is now; where that file is broken or
 * lacks one of the tools, from the snapshot the issue was picked from. A pure function of both and the settings.
 */
export async function draftIssue(room: Newsroom, issue: Issue, engine?: Engine): Promise<IssueDraft> {
  const sources = await composeSources(room, issue);
  const { catalogue } = sources;
  const contents = composeVariants(sources);
  const links = goLinks(contents[0], room.installationId);
  const [draft, ...others] = await renderedOnce(contents, {
    goTokens: new Map(links.map(({ tool, token }) => [tool, token])),
    engine: engine ?? room.settings.TEMPLATE_ENGINE,
    from: room.settings.MAIL_FROM,
    replyTo: room.settings.MAIL_REPLY_TO,
    publicUrl: room.settings.PUBLIC_URL,
    unsubscribeMailbox: room.settings.MAIL_UNSUBSCRIBE ?? '',
    look: room.settings.style.look,
  });
  return { ...draft, catalogue, variants: [draft, ...others], links };
}

/** What an issue's content follows from now: enough to read it, without rendering anything. */
export async function composeSources(room: Newsroom, issue: Issue): Promise<ComposeInput> {
  return {
    catalogue: await catalogueFor(room, issue),
    pick: issue.pick,
    week: issue.week,
    number: issue.number,
    today: contentDate(room.schedule, issue.week),
    settings: {
      publication: room.settings.PUBLICATION_NAME,
      publicUrl: room.settings.PUBLIC_URL,
      postalAddress: room.settings.POSTAL_ADDRESS,
      replies: readsReplies(room.settings),
      style: room.settings.style,
    },
    edits: issue.edits,
    lastVote: await lastVoteOf(room, issue),
    community: await communityFor(room, issue),
    earlier: await earlierTools(room, issue),
    recent: await recentWordings(room, issue),
  };
}

/** How many results are kept: the desk shows one issue many times over, from several pages and frames at once. */
const KEPT = 8;
const kept = new Map<string, Promise<[Draft, ...Draft[]]>>();

/** As renderVariants; what the same words and settings gave a moment ago is given again, for it would be the same. */
function renderedOnce(
  contents: readonly [IssueContent, ...IssueContent[]],
  settings: MailSettings,
): Promise<[Draft, ...Draft[]]> {
  const { goTokens = new Map(), ...others } = settings;
  const key = sha256(canonicalJson({ contents, ...others, goTokens: [...goTokens] }));
  const drafts = kept.get(key) ?? renderVariants(contents, settings);
  // The latest stands last; a fault is not kept.
  kept.delete(key);
  kept.set(key, drafts);
  drafts.catch(() => kept.delete(key));
  for (const [oldest] of kept) if (kept.size > KEPT) kept.delete(oldest);
  return drafts;
}

/** Settings that show in the mail: part of what an approval binds to. */
export interface MailSettings {
  readonly engine: Engine;
  readonly from: string;
  readonly replyTo: string;
  readonly publicUrl: string;
  readonly unsubscribeMailbox: string;
  /** The program's own when left out. */
  readonly look?: Look | undefined;
  /** By a tool's slug: its link in the mail is `/go/<token>`. None: it leads there itself. */
  readonly goTokens?: ReadonlyMap<string, string>;
}

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
  const [first, ...others] = contents;
  const rendered = [await renderMail(first, settings)] as [RenderedMail, ...RenderedMail[]];
  for (const content of others) rendered.push(await renderMail(content, settings));
  const contentHash = hashMails(rendered);
  const webHtml = await renderWebVersion(first, settings.look);
  const [editorial, ...variants] = rendered;
  return [
    toDraft(editorial, contentHash, webHtml),
    // The site shows the editors' order to everybody.
    ...variants.map(variant => toDraft(variant, contentHash, '')),
  ];
}

/** What an approval of these mails binds to. The editors' order comes first. */
export function hashMails(
  mails: readonly [Pick<RenderedMail, 'content' | 'mail'>, ...Pick<RenderedMail, 'content' | 'mail'>[]],
): string {
  const [{ mail }] = mails;
  const { engine, from, replyTo, publicUrl } = mail;
  return hashContent({
    contents: mails.map(({ content }) => content),
    engine,
    templates: mails.map(({ mail: { compiled } }) => JSON.stringify(compiled)),
    settings: { from, replyTo, publicUrl },
  });
}

interface RenderedMail {
  readonly content: IssueContent;
  readonly html: string;
  readonly text: string;
  readonly mail: FrozenWire;
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
  const { engine, from, replyTo, publicUrl, unsubscribeMailbox, look } = settings;
  const wire = { compiled, engine, from, replyTo, publicUrl, unsubscribeMailbox };
  return { content, html, text, mail: look && !isHouseLook(look) ? { ...wire, look } : wire };
}

/**
 * What a draft's placeholders are made with: from the content, so that the same issue always makes the same bytes and no
 * text of it can hold its own mark. @param content canonical JSON
 */
export function placeholderNonce(content: string): string {
  return sha256(content);
}

function toDraft({ content, html, text, mail }: RenderedMail, contentHash: string, webHtml: string): Draft {
  const variant = content.pairings[0]?.position ?? 1;
  const frozen = { variant, contentHash, content: canonicalJson(content), mail, webHtml };
  return { content, html, text, frozen };
}

/** The catalogue that an issue's words come from now. */
export async function catalogueFor(room: Newsroom, issue: Issue): Promise<Catalogue> {
  const loaded = await currentCatalogue(room);
  if (loaded.kind === 'loaded') {
    const slugs = new Set(loaded.catalogue.tools.map(tool => tool.slug));
    if (issue.pick.pairings.every(pairing => slugs.has(pairing.a) && slugs.has(pairing.b)))
      return loaded.catalogue;
  }
  room.log.warn({ week: issue.week }, 'the catalogue cannot serve this issue any more; its snapshot is used');
  return readSnapshot(room.store, issue.catalogueHash);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
