import { createHmac } from 'node:crypto';
import type { IssueContent, ToolContent } from './content.ts';

/** One link of an issue's mails that leads to somebody else's site, by way of our own `/go/<token>`. */
export interface GoLink {
  /** Slug of the tool it leads to. */
  readonly tool: string;
  readonly token: string;
  /** http or https. */
  readonly target: string;
}

/** 96 bits: nobody finds out by trying which tools the next issue has. */
const TOKEN_LENGTH = 16;

/** The links of an issue, each tool once, the same for every reader and every draft of the week. @param secret of this database */
export function goLinks(content: Pick<IssueContent, 'week' | 'pairings'>, secret: string): GoLink[] {
  const tools = new Map(content.pairings.flatMap(({ a, b }) => [a, b]).map(tool => [tool.slug, tool]));
  return [...tools.values()].filter(hasAddress).map(({ slug, url }) => ({
    tool: slug,
    target: url,
    token: goToken(content.week, slug, secret),
  }));
}

/** @param week ISO week @param slug of the tool it leads to @param secret of this database */
export function goToken(week: string, slug: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`go\0${week}\0${slug}`)
    .digest('base64url')
    .slice(0, TOKEN_LENGTH);
}

/**
 * The content as its mails are rendered: a tool's address is ours, which leads on to wherever it should. What was said
 * and approved keeps the real one.
 * @param tokens by slug; a tool without one keeps its own address
 */
export function throughGo(
  content: IssueContent,
  tokens: ReadonlyMap<string, string>,
  publicUrl: string,
): IssueContent {
  const lead = (tool: ToolContent): ToolContent => {
    const token = tokens.get(tool.slug);
    return token === undefined || !hasAddress(tool)
      ? tool
      : { ...tool, url: `${publicUrl.replace(/\/+$/u, '')}/go/${token}` };
  };
  return {
    ...content,
    pairings: content.pairings.map(pairing => ({ ...pairing, a: lead(pairing.a), b: lead(pairing.b) })),
  };
}

/** Whether an address may be led to. One with a name before its host shows one site and leads to another. */
export function isWebTarget(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || address.length > 2_000) return false;
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
  );
}

function hasAddress({ url }: Pick<ToolContent, 'url'>): boolean {
  return isWebTarget(url);
}
