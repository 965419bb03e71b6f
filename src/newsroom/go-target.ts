import { goToken } from '../issue/go-link.ts';
import { draftedTools, goTarget } from '../storage/issue/go-links.ts';
import { catalogueFor } from './draft.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * Where a link leads: what is written down of the mails that went out, else, for a preview of a draft, the address of the
 * tool as the catalogue has it. Writes nothing. @returns null for one that we never made
 */
export async function whereLinkLeads(room: Newsroom, token: string): Promise<string | null> {
  const written = await goTarget(room.store, token);
  if (written !== null) return written;
  const drafted = (await draftedTools(room.store)).find(
    ({ week, tool }) => goToken(week, tool, room.installationId) === token,
  );
  const issue = drafted && (await room.issues.find(drafted.week));
  if (!issue) return null;
  const { tools } = await catalogueFor(room, issue);
  return tools.find(({ slug }) => slug === drafted.tool)?.url ?? null;
}
