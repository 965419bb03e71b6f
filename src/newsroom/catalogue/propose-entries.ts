import { checkCatalogue } from '../../catalogue/catalogue.ts';
import type { Problem } from '../../catalogue/problem.ts';
import { fileFrom } from '../../catalogue/to-file.ts';
import type { Catalogue } from '../../catalogue/tool.ts';
import type { Newsroom } from '../newsroom.ts';
import { currentCatalogue } from './current-catalogue.ts';
import { type ProposeOutcome, proposeCatalogue } from './propose-catalogue.ts';

/** An entry of a catalogue file as somebody wrote it. */
export type Entry = Readonly<Record<string, unknown>> & { readonly slug: string };

export interface EntriesChecked {
  /** Slugs that the catalogue does not have yet. */
  readonly added: readonly string[];
  /** Slugs whose entry would be another. */
  readonly changed: readonly string[];
  /** Errors and warnings about these entries alone; of others only errors. */
  readonly problems: readonly Problem[];
}

type NoCatalogue = { readonly kind: 'no catalogue'; readonly problems: readonly Problem[] };

/** What the catalogue in force would be with these entries. Keeps nothing. */
export async function checkEntries(
  room: Newsroom,
  entries: readonly Entry[],
): Promise<({ readonly kind: 'checked' } & EntriesChecked) | NoCatalogue> {
  const current = await currentCatalogue(room);
  if (current.kind === 'invalid') return { kind: 'no catalogue', problems: current.problems };
  const document = withEntries(current.catalogue, entries);
  const checked = checkCatalogue(document, 'catalogue');
  const problems = checked.kind === 'loaded' ? checked.warnings : checked.problems;
  return {
    kind: 'checked',
    ...changesOf(current.catalogue, entries),
    problems: about(document, entries, problems),
  };
}

/**
 * Keeps the catalogue in force with these entries, in place of those with their slugs or beside them, as a proposal.
 * @param request.who the program as the log names it
 */
export async function proposeEntries(
  room: Newsroom,
  request: { readonly entries: readonly Entry[]; readonly note: string; readonly who: string },
): Promise<(ProposeOutcome & Omit<EntriesChecked, 'problems'>) | NoCatalogue> {
  const { entries, note, who } = request;
  const current = await currentCatalogue(room);
  if (current.kind === 'invalid') return { kind: 'no catalogue', problems: current.problems };
  const document = withEntries(current.catalogue, entries);
  const outcome = await proposeCatalogue(room, { catalogue: document, note, who });
  const changes = changesOf(current.catalogue, entries);
  return outcome.kind === 'invalid'
    ? { ...outcome, ...changes, problems: about(document, entries, outcome.problems) }
    : { ...outcome, ...changes, warnings: about(document, entries, outcome.warnings) };
}

function withEntries(catalogue: Catalogue, entries: readonly Entry[]) {
  const file = fileFrom(catalogue);
  const bySlug = new Map<string, unknown>(file.tools.map(tool => [tool.slug, tool]));
  for (const entry of entries) bySlug.set(entry.slug, entry);
  return { ...file, tools: [...bySlug.values()] };
}

function changesOf({ tools }: Catalogue, entries: readonly Entry[]): Omit<EntriesChecked, 'problems'> {
  const known = new Set(tools.map(({ slug }) => slug));
  const slugs = [...new Set(entries.map(({ slug }) => slug))];
  return {
    added: slugs.filter(slug => !known.has(slug)),
    changed: slugs.filter(slug => known.has(slug)),
  };
}

/** Whoever proposes one entry is not told of what others have long been warned of. */
function about(
  { tools }: { readonly tools: readonly unknown[] },
  entries: readonly Entry[],
  problems: readonly Problem[],
): Problem[] {
  const places = tools.flatMap((tool, index) =>
    entries.includes(tool as Entry) ? [`$.tools[${index}]`] : [],
  );
  return problems.filter(
    ({ path, severity }) => severity === 'error' || places.some(place => path.startsWith(place)),
  );
}
