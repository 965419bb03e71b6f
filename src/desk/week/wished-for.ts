import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { slugsOf } from '../../pairing/wishes.ts';

/** The pins and bans of an issue, by name. */
export function wishedFor({ issue, names }: DeskWeek) {
  const { pins, bannedPairs, bannedTools } = issue.wishes;
  const named = (key: string) =>
    slugsOf(key)
      .filter(Boolean)
      .map(slug => names.get(slug) ?? slug)
      .join(' vs ');
  const bans = [
    ...bannedTools.map(tool => ({ lift: `tool:${tool}`, named: named(tool) })),
    ...bannedPairs.map(pair => ({ lift: `pair:${pair}`, named: named(pair) })),
  ];
  return { pins: pins.map(named), bans };
}
