import { isWebTarget } from '../../issue/go-link.ts';
import type { Issue } from '../../issue/issue.ts';
import { notAnEditor } from '../../newsroom/editors.ts';
import { type Newsroom, type Refusal, refused } from '../../newsroom/newsroom.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { frozenContent } from '../../storage/issue/frozen-content.ts';
import { goLinksOf, mendGoLink, type StoredLink } from '../../storage/issue/go-links.ts';
import { inTransaction } from '../../storage/transaction.ts';

/** A link of an issue's mails and what it is called there. */
export interface NamedLink extends StoredLink {
  readonly name: string;
}

/** In the order of the pairings. */
export async function namedLinks(room: Newsroom, issue: Issue): Promise<NamedLink[]> {
  const links = await goLinksOf(room.store, issue.id);
  const content = await frozenContent(room.store, issue.id);
  const tools = content?.pairings.flatMap(({ a, b }) => [a, b]) ?? [];
  const places = new Map(tools.map(({ slug }, index) => [slug, index]));
  return links
    .map(link => ({ ...link, name: tools.find(({ slug }) => slug === link.tool)?.name ?? link.tool }))
    .toSorted((a, b) => (places.get(a.tool) ?? 0) - (places.get(b.tool) ?? 0));
}

export type MendOutcome =
  | { readonly kind: 'mended' | 'same' }
  /** It leads elsewhere than the editor saw. */
  | { readonly kind: 'stale'; readonly target: string }
  | { readonly kind: 'fault'; readonly fault: string }
  | Refusal;

/** Lets a link of a frozen issue's mails lead elsewhere from now on. Mail, hash and web version stay as they were sent. */
export async function mendLink(
  room: Newsroom,
  week: string,
  request: { readonly by: string; readonly tool: string; readonly from: string; readonly to: string },
): Promise<MendOutcome> {
  const { by, tool, from, to } = request;
  const stranger = notAnEditor(room, by);
  if (stranger) return stranger;
  const issue = await room.issues.find(week);
  if (!issue) return refused(`Week ${week} has not been picked.`, 'Look at the list of issues.');
  if (issue.frozenAt === null) {
    return refused('Nobody has got this issue yet.', 'Mend the address in the catalogue.');
  }
  if (!isWebTarget(to)) {
    const fault =
      'This is not a full web address: start it with https:// and a host, without a name and @ before it.';
    return { kind: 'fault', fault };
  }
  const target = new URL(to).href;
  if (isLinkOfOurs(target, room.settings.PUBLIC_URL)) {
    return { kind: 'fault', fault: 'This leads back to a link of ours.' };
  }
  const link = (await goLinksOf(room.store, issue.id)).find(one => one.tool === tool);
  if (!link) return refused(`No mail of ${week} links to "${tool}".`, 'Look at the links again.');
  if (link.target !== from) return { kind: 'stale', target: link.target };
  if (link.target === target) return { kind: 'same' };
  return inTransaction(room.store, async trx => {
    if (!(await mendGoLink(trx, { issueId: issue.id, tool, from, to: target }))) {
      const now = (await goLinksOf(trx, issue.id)).find(one => one.tool === tool);
      return { kind: 'stale', target: now?.target ?? from };
    }
    await recordActivity(trx, {
      at: room.now(),
      week,
      who: by,
      action: 'link mended',
      detail: `${tool}: ${from} → ${target}`,
      contentHash: issue.approval?.hash ?? '',
    });
    return { kind: 'mended' };
  });
}

/** However its path is written: servers in front of us take `//go/x` and `/%67o/x` for `/go/x`. */
function isLinkOfOurs(target: string, publicUrl: string): boolean {
  const { origin, pathname } = new URL(target);
  if (origin !== new URL(publicUrl).origin) return false;
  const spelled = pathname.replace(/%([2-7][0-9a-f])/giu, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return /^\/+go(?:\/|$)/iu.test(new URL(spelled.replace(/[/\\]+/gu, '/'), origin).pathname);
}
