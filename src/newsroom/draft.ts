import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';
import type { Catalogue } from '../catalogue/tool.ts';
import { type ComposeInput, composeVariants } from '../issue/compose-content.ts';
import type { IssueContent } from '../issue/content.ts';
import { contentDate } from '../issue/cron-slot.ts';
import { type GoLink, goLinks } from '../issue/go-link.ts';
import type { Issue } from '../issue/issue.ts';
import { readsReplies } from '../settings/replies.ts';
import { readSnapshot } from '../storage/issue/catalogue-snapshots.ts';
import { currentCatalogue } from './catalogue/current-catalogue.ts';
import type { Draft, Engine, MailSettings } from './drafted-mail.ts';
import { earlierTools } from './earlier-tools.ts';
import { keptDrafts } from './kept-mails.ts';
import { communityFor, lastVoteOf } from './last-vote.ts';
import type { Newsroom } from './newsroom.ts';
import { recentWordings } from './recent-wordings.ts';

/** A draft in the editors' order, all its variants, and the catalogue its words came from. */
export interface IssueDraft extends Draft {
  readonly catalogue: Catalogue;
  /** By the pairing that leads; the first is the draft itself. */
  readonly variants: readonly [Draft, ...Draft[]];
  /** The links of its mails that lead elsewhere, by way of our own address. */
  readonly links: readonly GoLink[];
  /** Hash of the content and the settings that its mails are rendered from. */
  readonly source: string;
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
  const settings = {
    goTokens: new Map(links.map(({ tool, token }) => [tool, token])),
    engine: engine ?? room.settings.TEMPLATE_ENGINE,
    from: room.settings.MAIL_FROM,
    replyTo: room.settings.MAIL_REPLY_TO,
    publicUrl: room.settings.PUBLIC_URL,
    unsubscribeMailbox: room.settings.MAIL_UNSUBSCRIBE ?? '',
    look: room.settings.style.look,
  };
  const source = sourceOf(contents, settings);
  const variants = await madeOnce(source, async () => {
    const asApproved =
      issue.approval && (await keptDrafts(room.store, issue, source, { contents, settings }));
    if (asApproved) return asApproved;
    // Templates and their libraries are most of what a short command would load.
    const { renderVariants } = await import('./render-mails.ts');
    return renderVariants(contents, settings);
  });
  return { ...variants[0], catalogue, variants, links, source };
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

function sourceOf(contents: readonly IssueContent[], settings: MailSettings): string {
  const { goTokens = new Map(), ...others } = settings;
  const source = canonicalJson({ contents, ...others, goTokens: [...goTokens] });
  return createHash('sha256').update(source).digest('hex');
}

/** How many results are kept: the desk shows one issue many times over, from several pages and frames at once. */
const KEPT = 8;
const made = new Map<string, Promise<[Draft, ...Draft[]]>>();

/** What the same words and settings gave a moment ago is given again, for it would be the same. */
function madeOnce(source: string, make: () => Promise<[Draft, ...Draft[]]>): Promise<[Draft, ...Draft[]]> {
  const drafts = made.get(source) ?? make();
  // The latest stands last; a fault is not kept.
  made.delete(source);
  made.set(source, drafts);
  drafts.catch(() => made.delete(source));
  for (const [oldest] of made) if (made.size > KEPT) made.delete(oldest);
  return drafts;
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
