import { printable } from '../visible-text.ts';
import type { AskedMapping } from './asked-mapping.ts';
import { fold } from './field.ts';
import { ALL_SHAPES, SHAPES } from './services.ts';
import type { Shape } from './shape.ts';

/** The columns of our own export. */
const OWN = ['email', 'name', 'timezone', 'interests', 'status'];

/**
 * Which service wrote a file, by the names of its columns. Where several might have, or none, it is read as plain CSV:
 * there the names that are plain are understood, and the rest is for the person to say.
 * @param cells of its header
 */
export function recognise(
  cells: readonly string[],
  from: AskedMapping['from'],
): { readonly shape: Shape; readonly why: string } {
  if (from !== 'auto') return { shape: SHAPES[from], why: `Read as ${SHAPES[from].label}, as you said.` };
  const names = cells.map(fold);
  const fitting = ALL_SHAPES.flatMap(shape => {
    const told = shape.toldBy.find(columns => columns.every(column => names.includes(column)));
    return told ? [{ shape, told }] : [];
  });
  const [only, ...others] = fitting;
  if (!only) {
    return {
      shape: SHAPES.csv,
      why: isOurs(names)
        ? 'Its columns are our own.'
        : 'Read as plain CSV: its columns are no known service’s.',
    };
  }
  if (others.length === 0) {
    return {
      shape: only.shape,
      why: `Read as an export of ${only.shape.label}, told by ${listed(only.told.map(column => printable((cells[names.indexOf(column)] ?? '').trim())))}.`,
    };
  }
  const labels = fitting.map(({ shape }) => shape.label);
  return {
    shape: SHAPES.csv,
    why: `Read as plain CSV: it might be an export of ${labels.join(' or ')}. Say which.`,
  };
}

/** @param names of the columns, folded */
export function isOurs(names: readonly string[]): boolean {
  return names.every(name => OWN.includes(name));
}

function listed(columns: readonly string[]): string {
  const names = columns.map(column => `“${column}”`);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? `the column ${last}` : `the columns ${names.slice(0, -1).join(', ')} and ${last}`;
}
