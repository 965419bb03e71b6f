import {
  type AskedColumn,
  type AskedMapping,
  type Everyone,
  refuseMeaning,
} from '../../audience/moving/asked-mapping.ts';
import { isField } from '../../audience/moving/field.ts';
import { isMeaning, type Meaning } from '../../audience/moving/meaning.ts';
import { SHAPE_NAMES } from '../../audience/moving/shape.ts';
import type { Understanding } from '../../audience/moving/understanding.ts';
import type { FormFields } from '../../web/form-fields.ts';

/** The field about the column, or the word, that stands in this place. */
export const columnField = (at: number) => `column.${at}`;
export const wordField = (at: number) => `word.${at}`;
/** What a column that is left out is read as. */
export const LEFT_OUT = 'nothing';

/**
 * How an editor wants a file read: what was asked before, and whatever differs now from what the page showed. With another
 * service everything is read anew, for the page showed the columns as the old one's.
 */
export function readMappingForm(
  form: FormFields,
  before: AskedMapping,
  shown: Understanding | null,
): AskedMapping {
  const from = readFrom(form.one('from')) ?? before.from;
  const everyone = form.one('everyone') === undefined ? before.everyone : readEveryone(form.one('everyone'));
  if (from !== before.from || !shown) return { from, columns: [], words: new Map(), everyone };
  return {
    from,
    everyone,
    columns: [...before.columns, ...changedColumns(form, shown)],
    words: new Map([...before.words, ...changedWords(form, shown)]),
  };
}

export function sameMapping(a: AskedMapping, b: AskedMapping): boolean {
  const told = ({ from, columns, words, everyone }: AskedMapping) =>
    JSON.stringify([from, everyone, columns.map(({ field, column }) => [field, column]), [...words]]);
  return told(a) === told(b);
}

/** @returns null for what is none of them */
export function readFrom(text: string | undefined): AskedMapping['from'] | null {
  return ['auto' as const, ...SHAPE_NAMES].find(name => name === text) ?? null;
}

function readEveryone(text: string | undefined): Everyone | null {
  return text === 'pending' || text === 'unsubscribed' || text === 'suppressed' ? text : null;
}

/** By place, because two columns may have the same name. */
function changedColumns(form: FormFields, { columns }: Understanding): AskedColumn[] {
  return columns.flatMap(({ field }, at): AskedColumn[] => {
    const chosen = form.one(columnField(at));
    if (chosen === undefined || chosen === (field ?? LEFT_OUT)) return [];
    if (chosen === LEFT_OUT) return [{ field: null, column: `#${at + 1}` }];
    return isField(chosen) ? [{ field: chosen, column: `#${at + 1}` }] : [];
  });
}

function changedWords(form: FormFields, { words }: Understanding): [string, Meaning][] {
  return words.flatMap(({ word, meaning }, at): [string, Meaning][] => {
    const chosen = form.one(wordField(at));
    if (chosen === undefined || chosen === meaning || !isMeaning(chosen)) return [];
    return refuseMeaning(word, chosen) !== null ? [] : [[word, chosen]];
  });
}
