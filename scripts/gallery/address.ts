import type { Scheme } from '../../src/desk/preview/in-scheme.ts';
import type { Engine, MailEntry } from './shown-mail.ts';
import type { View } from './view.ts';

/** What one page of the gallery shows; all of it is in its address. */
export interface Shown {
  readonly entry: MailEntry;
  readonly engine: Engine;
  readonly view: View;
  readonly scheme: Scheme;
}

export function addressOf({ entry, engine, view, scheme }: Shown): string {
  return `/mail/${entry.kind}/${entry.state}/${engine}?view=${view}&scheme=${scheme}`;
}

/** The mail by itself, as the frames show it. */
export function frameAddressOf({ entry, engine, scheme }: Omit<Shown, 'view'>): string {
  return `/frame/${entry.kind}/${entry.state}/${engine}?scheme=${scheme}`;
}
