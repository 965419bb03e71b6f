import { bareName } from './short-names.ts';

/** A tool by what people call it. */
export interface NamedTool {
  readonly slug: string;
  readonly name: string;
  readonly maker?: string | undefined;
}

/**
 * Which of `absent` a text names, as the catalogue spells them or without the maker's name in front. A name counts as a
 * whole word, and not where it is part of the name of a tool that is present: "Claude" is not named by "Claude Code".
 */
export function mentionedIn<T extends NamedTool>(
  text: string,
  absent: readonly T[],
  present: readonly NamedTool[],
): T[] {
  if (text === '') return [];
  let rest = byLength(present.flatMap(namesOf)).reduce(blanked, text);
  const named: T[] = [];
  for (const { tool, name } of namedIn(rest, absent)) {
    const without = blanked(rest, name);
    if (without !== rest) named.push(tool);
    rest = without;
  }
  return [...new Set(named)];
}

function namesOf({ name, maker = '' }: NamedTool): string[] {
  return [...new Set([name, bareName({ name, maker })])];
}

/** Candidates, the longest name first: "Adobe Firefly" is not "Firefly" as well. */
function namedIn<T extends NamedTool>(
  text: string,
  tools: readonly T[],
): { readonly tool: T; readonly name: string }[] {
  return tools
    .flatMap(tool => namesOf(tool).flatMap(name => (text.includes(name) ? [{ tool, name }] : [])))
    .sort((one, other) => other.name.length - one.name.length);
}

function byLength(names: readonly string[]): string[] {
  return [...names].sort((one, other) => other.length - one.length);
}

function blanked(text: string, name: string): string {
  if (!text.includes(name)) return text;
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(whole, ' ');
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
