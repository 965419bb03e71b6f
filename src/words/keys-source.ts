import type { Dictionary } from './dictionary.ts';
import { FALLBACK } from './language.ts';
import { type SlotKind, slotsOf } from './pattern-slots.ts';

const TYPE = { text: 'string | number', number: 'number', choice: 'string' } as const;

/** The text of keys.ts, from the English: what a key's slots are called, so that a wrong one is found before anything runs. */
export function keysSource(english: Dictionary): string {
  const entries = Object.entries(english).sort(([one], [other]) => (one < other ? -1 : 1));
  const texts = entries.flatMap(([key, words]) =>
    typeof words === 'string' ? [`  '${key}': ${slotsType(slotsOf(words, FALLBACK))};`] : [],
  );
  const lists = entries.flatMap(([key, words]) => (typeof words === 'string' ? [] : [`  | '${key}'`]));
  return [
    '// Made from src/words/en/*.json by `npm run words`; do not edit.',
    '',
    '/** Of each text, its slots. */',
    'export interface TextSlots {',
    ...texts,
    '}',
    '',
    'export type TextKey = keyof TextSlots;',
    '',
    '/** Of patterns that take turns, or of words in a fixed order. */',
    'export type ListKey =',
    `${lists.join('\n')};`,
    '',
  ].join('\n');
}

function slotsType(slots: ReadonlyMap<string, SlotKind>): string {
  const named = [...slots].sort(([one], [other]) => (one < other ? -1 : 1));
  if (named.length === 0) return 'Record<never, never>';
  return `{ ${named.map(([name, kind]) => `readonly ${name}: ${TYPE[kind]}`).join('; ')} }`;
}
