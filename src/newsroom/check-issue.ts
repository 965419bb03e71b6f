import { readToken } from '../audience/token.ts';
import type { Catalogue } from '../catalogue/tool.ts';
import type { Issue } from '../issue/issue.ts';
import {
  type Finding,
  type LinkAnswer,
  type PreflightInput,
  preflight,
  preflightErrors,
  preflightVariant,
} from '../issue/preflight.ts';
import { isSamplePostalAddress } from '../settings/environment.ts';
import { isStandIn } from '../settings/stand-in.ts';
import { countAudience } from '../storage/delivery/freezes.ts';
import { countTestSends } from '../storage/delivery/single-mails.ts';
import { type KeptLinkAnswer, keptLinkAnswers } from '../storage/issue/link-answers.ts';
import { foreignLinks } from './ask-links.ts';
import { currentCatalogue } from './catalogue/current-catalogue.ts';
import type { IssueDraft } from './draft.ts';
import type { Draft } from './drafted-mail.ts';
import { lastVoteFlags } from './last-vote.ts';
import type { Newsroom } from './newsroom.ts';
import { historyFor } from './pick-week.ts';
import { previewMessage, wholeMessage } from './preview-mail.ts';
import { OWN_ROUTES } from './routes.ts';
import { misplacedSample, sampleWords } from './sample-run.ts';

/** An issue looked at as it would go out now. */
export interface Examined {
  readonly findings: readonly Finding[];
  /** Readers who would get it now. */
  readonly audience: number;
  /** The last issue that was sent before it, and to how many; null when there was none. */
  readonly last: { readonly week: string; readonly audience: number } | null;
  readonly links: LinksKnown;
  /** Of the whole message, by variant. */
  readonly bytes: readonly number[];
}

/** What is known of the links that lead elsewhere. Times are epoch milliseconds. */
export interface LinksKnown {
  readonly count: number;
  /** How many of them were never asked. */
  readonly unasked: number;
  /** How many were asked and gave no answer at all. */
  readonly silent: number;
  /** The oldest answer that counts; null when none was asked. */
  readonly askedAt: number | null;
}

/** The findings of `examineIssue` alone. */
export async function checkIssue(
  room: Newsroom,
  issue: Issue,
  draft: IssueDraft,
  linkAnswers?: ReadonlyMap<string, LinkAnswer>,
): Promise<readonly Finding[]> {
  return (await examineIssue(room, issue, draft, linkAnswers)).findings;
}

/**
 * The pre-flight of an issue as it would go out now, in all its variants. Looks at no network: what links said when
 * they were last asked counts, until the link is another.
 * @param linkAnswers in place of what is kept
 */
export async function examineIssue(
  room: Newsroom,
  issue: Issue,
  draft: IssueDraft,
  linkAnswers?: ReadonlyMap<string, LinkAnswer>,
): Promise<Examined> {
  const { input, others, kept, last } = await lookedAt(room, issue, draft, linkAnswers);
  const findings = preflight(input);
  for (const { variant, mail } of others)
    findings.push(...preflightVariant({ ...input, ...mail }, variant, findings));
  const links = linksKnown(foreignLinks(draft, room.settings.PUBLIC_URL), kept);
  const bytes = [input, ...others.map(({ mail }) => mail)].map(({ rendered }) => rendered.bytes);
  return { findings, audience: input.audience, last, links, bytes };
}

/** Of the same findings those that forbid a send, without looking for the others. */
export async function errorsIn(room: Newsroom, issue: Issue, draft: IssueDraft): Promise<readonly Finding[]> {
  const { input, others } = await lookedAt(room, issue, draft);
  const variants = others.map(({ variant, mail }) => ({ variant, input: { ...input, ...mail } }));
  return preflightErrors(input, variants);
}

/** What the pre-flight looks at, and each variant's own part of it. */
async function lookedAt(
  room: Newsroom,
  issue: Issue,
  draft: IssueDraft,
  linkAnswers?: ReadonlyMap<string, LinkAnswer>,
) {
  const kept = await keptLinkAnswers(room.store, issue.id);
  const audience = await countAudience(room.store, room.now());
  const last = await lastSent(room, issue.week);
  const sample = await misplacedSample(room);
  const input: PreflightInput = {
    ...(await mailOf(room, draft)),
    ...settingsOf(room),
    own: issue.edits,
    catalogue: await catalogueNow(room, draft),
    history: await historyFor(room, issue.week),
    pick: { asked: issue.pick.asked, rung: issue.pick.rung },
    routes: OWN_ROUTES,
    audience,
    lastAudience: last?.audience ?? null,
    ...(sample !== null && { sample: sampleWords(sample) }),
    testSends: await countTestSends(room.store, draft.frozen.contentHash),
    sendAt: room.schedule.localTime ? issue.sendAt : (issue.goAt ?? issue.sendAt),
    now: room.now(),
    voteFlags: await lastVoteFlags(room, issue),
    state: issue.state,
    isTestVote: token => readToken(room.keyring, 'vote-test', token, room.now()) !== null,
    linkAnswers: linkAnswers ?? new Map([...kept].map(([url, { answer }]) => [url, answer])),
  };
  const others = draft.variants.slice(1).map(async variant => ({
    variant: variant.frozen.variant,
    mail: await mailOf(room, variant),
  }));
  return { input, others: await Promise.all(others), kept, last };
}

/**
 * What an issue is checked against: the catalogue as it is, also where its words come from the snapshot because a tool has
 * left; the draft's where there is none that is good.
 */
async function catalogueNow(room: Newsroom, draft: IssueDraft): Promise<Catalogue> {
  const loaded = await currentCatalogue(room);
  return loaded.kind === 'loaded' ? loaded.catalogue : draft.catalogue;
}

function settingsOf({ settings, schedule }: Newsroom): Pick<PreflightInput, 'settings'> {
  return {
    settings: {
      providers: settings.MAIL_PROVIDER,
      isStandIn: isStandIn(settings),
      publicUrl: settings.PUBLIC_URL,
      postalAddress: settings.POSTAL_ADDRESS,
      isSampleAddress: isSamplePostalAddress(settings.POSTAL_ADDRESS),
      sendWindow: settings.SEND_WINDOW,
      isLocalTime: schedule.localTime,
      zone: settings.PUBLICATION_TIMEZONE,
    },
  };
}

async function mailOf(room: Newsroom, draft: Draft) {
  const message = previewMessage(room, draft);
  const { html, text, headers } = message;
  const bytes = draft.bytes ?? (await wholeMessage(message, draft)).length;
  return { content: draft.content, rendered: { html, text, bytes }, headers };
}

async function lastSent(room: Newsroom, week: string): Promise<Examined['last']> {
  const issues = await room.issues.all();
  const last = issues.filter(issue => issue.week < week && issue.state === 'sent').at(-1);
  return last?.audience == null ? null : { week: last.week, audience: last.audience };
}

function linksKnown(links: readonly string[], kept: ReadonlyMap<string, KeptLinkAnswer>): LinksKnown {
  const known = links.flatMap(link => kept.get(link) ?? []);
  return {
    count: links.length,
    unasked: links.length - known.length,
    silent: known.filter(({ answer }) => answer.kind === 'failed').length,
    askedAt: known.length === 0 ? null : Math.min(...known.map(({ askedAt }) => askedAt)),
  };
}
