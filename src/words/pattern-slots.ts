import { formatOf } from './pattern.ts';

/** What a slot takes: words as they are, a number (for a plural, or to be written as the language does), or one of several words. */
export type SlotKind = 'text' | 'number' | 'choice';

/** Element types of the parser, which exports them as an enum: @formatjs/icu-messageformat-parser. */
const ARGUMENT = 1;
const NUMBER = 2;
const SELECT = 5;
const PLURAL = 6;

interface Element {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** The slots of a pattern, by name. @throws Error for a pattern that is none, or one with a date or a time: those are words here */
export function slotsOf(pattern: string, language: string): ReadonlyMap<string, SlotKind> {
  const slots = new Map<string, SlotKind>();
  const walk = (elements: readonly Element[]) => {
    for (const { type, value, options = {} } of elements) {
      const kind = kindOf(type);
      // One that is also a plural's number stays a number.
      if (kind !== null && !(kind === 'text' && slots.has(String(value)))) slots.set(String(value), kind);
      for (const option of Object.values(options)) walk(option.value);
    }
  };
  walk(formatOf(pattern, language).getAst() as readonly Element[]);
  return slots;
}

function kindOf(type: number): SlotKind | null {
  if (type === ARGUMENT) return 'text';
  if (type === NUMBER || type === PLURAL) return 'number';
  if (type === SELECT) return 'choice';
  if (type === 3 || type === 4)
    throw new Error('holds a date or a time; write the slot alone, the program words days itself');
  return null;
}
