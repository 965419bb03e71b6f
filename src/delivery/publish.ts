import { BELIEVED_MS, type EarlyName } from './early-templates.ts';
import type { FrozenMail } from './freeze.ts';
import type { Mailer, Publication, WantedTemplate } from './mailers/mailer.ts';
import type { FrozenIssue } from './payload.ts';
import { type TurnDeps, toldOf, waitTurn } from './publish-turn.ts';
import type { PacedMailer } from './sender.ts';
import { type IssueTemplates, issueTemplates, type KeptTemplate, type TemplateStore } from './templates.ts';

export interface PublishDeps extends TurnDeps {
  readonly store: TemplateStore;
  /** In order of preference. */
  readonly mailers: readonly PacedMailer[];
  /** Why mails go in full although the thin wire is set. */
  readonly onFull: (why: string) => void;
}

/**
 * The issue with the templates its batches may name, of each mailer its own. Where the preferred mailer is set to the thin
 * wire, mails that were not published ahead are published now; by another one once it has to take over. What the issue has
 * already is named again whatever is set now, because batches may be sealed with it. It must be known before anything is
 * sealed, and it never fails an issue: what cannot be published goes in full.
 */
export async function withTemplates(
  deps: PublishDeps,
  issue: FrozenIssue,
  signal: AbortSignal,
): Promise<FrozenIssue> {
  const keptBy = new Map<string, FrozenIssue>();
  for (const paced of deps.mailers) {
    if (!paced.mailer.thin) continue;
    const templates = await templatesOf(deps, paced, issue, signal);
    if (paced === deps.mailers[0]) await templates.prepare();
    keptBy.set(paced.mailer.name, { ...issue, templates });
  }
  return keptBy.size > 0 ? { ...issue, keptBy } : issue;
}

async function templatesOf(
  deps: PublishDeps,
  paced: PacedMailer,
  issue: FrozenIssue,
  signal: AbortSignal,
): Promise<IssueTemplates> {
  const provider = paced.mailer.name;
  const find = () => deps.store.find(issue.issueId, provider);
  const kept = await find();
  return issueTemplates(kept, {
    find,
    refuse: async reason => {
      deps.onFull(reason);
      await deps.store.refuse(issue.issueId, provider, { reason, now: deps.now() });
    },
    publish: () => publishMissing(deps, paced, issue, kept, signal),
  });
}

async function publishMissing(
  deps: PublishDeps,
  { mailer, pacer }: PacedMailer,
  issue: FrozenIssue,
  kept: readonly KeptTemplate[],
  signal: AbortSignal,
): Promise<KeptTemplate[]> {
  const { thin, name: provider } = mailer;
  if (!thin?.preferred) return [];
  const made: KeptTemplate[] = [];
  for (const frozen of await missing(deps.store, issue, kept)) {
    const wanted = wantedTemplate(issue, frozen);
    let why = '';
    const turn = async () => {
      why = await waitTurn(deps, pacer, signal);
      return why === '';
    };
    const publication =
      (await publishedEarly(deps, mailer, wanted)) ??
      (await toldOf(deps, () => thin.publish({ ...wanted, signal, turn, learn: pace => pacer.learn(pace) })));
    if (publication.kind === 'not_published') {
      deps.onFull(why || publication.why);
      continue;
    }
    const { templateId } = publication;
    const { issueId } = issue;
    const { variant } = frozen;
    const first = await deps.store.keep({ issueId, variant, provider, templateId, now: deps.now() });
    made.push({ variant, templateId: first, refused: false });
  }
  return made;
}

/** What was published before the freeze: the same mail, by the same account. */
async function publishedEarly(
  { store, now }: PublishDeps,
  mailer: Mailer,
  wanted: WantedTemplate,
): Promise<Publication | null> {
  const name = earlyNameOf(mailer, wanted);
  if (name === null) return null;
  const templateId = await store.early.find(name, { since: now() - BELIEVED_MS, now: now() });
  return templateId === null ? null : { kind: 'published', templateId };
}

/** A mail of an issue as its mailer is to keep it. */
export function wantedTemplate(
  { installationId, week }: Pick<FrozenIssue, 'installationId' | 'week'>,
  { variant, mail: { from, replyTo, compiled, publicUrl } }: FrozenMail,
): WantedTemplate {
  return {
    mail: { from, replyTo, compiled, publicUrl, tags: {}, templateId: '' },
    name: `${installationId}/${week}/${variant}`,
  };
}

/** Null where the mailer can keep no such mail. */
export function earlyNameOf(mailer: Mailer, wanted: WantedTemplate): EarlyName | null {
  const name = mailer.thin?.nameOf(wanted) ?? null;
  return name === null ? null : { provider: mailer.name, account: mailer.account ?? '', name };
}

/** Where they were not published ahead, each takes three requests before the first mail: what nobody gets is not published. */
async function missing(
  store: TemplateStore,
  { issueId, mails }: FrozenIssue,
  kept: readonly KeptTemplate[],
): Promise<readonly FrozenMail[]> {
  const known = new Set(kept.map(({ variant }) => variant));
  const unknown = mails.filter(({ variant }) => !known.has(variant));
  // Where there is one mail, everybody gets it.
  if (unknown.length === 0 || mails.length === 1) return unknown;
  const read = new Set(await store.variantsRead(issueId));
  return unknown.filter(({ variant }) => read.has(variant));
}
