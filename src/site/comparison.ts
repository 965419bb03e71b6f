import type { IssueContent, PairingContent, ToolContent } from '../issue/content.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { issueOfPair } from '../storage/issue/archive.ts';
import { mendedLinks } from '../storage/issue/go-links.ts';

/** A pairing as its issue froze it, with links as they were mended since. */
export interface Comparison {
  /** Its slug is the one address of the page. */
  readonly pairing: PairingContent;
  readonly issue: Pick<
    IssueContent,
    'week' | 'number' | 'date' | 'sample' | 'publication' | 'language' | 'verdicts' | 'words'
  >;
  /** Epoch ms; null while the issue is still being sent. */
  readonly sentAt: number | null;
}

/** The pairing of two tools that an issue has frozen, whichever way round; null when none has. */
export async function readComparison(room: Newsroom, one: string, other: string): Promise<Comparison | null> {
  const found = await issueOfPair(room.store, one, other);
  const pairing = found?.content.pairings.find(
    ({ a, b }) => (a.slug === one && b.slug === other) || (a.slug === other && b.slug === one),
  );
  if (!found || !pairing) return null;
  const mended = new Map(
    (await mendedLinks(room.store, found.content.week)).map(({ tool, target }) => [tool, target]),
  );
  const led = (tool: ToolContent) => ({ ...tool, url: mended.get(tool.slug) ?? tool.url });
  return {
    pairing: { ...pairing, a: led(pairing.a), b: led(pairing.b) },
    issue: found.content,
    sentAt: found.sentAt,
  };
}
