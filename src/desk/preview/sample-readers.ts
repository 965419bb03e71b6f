import type { ShownReader } from '../../newsroom/preview-mail.ts';

/** A reader a mail can be shown as. They are nobody: no such subscriber exists and none is asked for. */
interface SampleReader extends ShownReader {
  readonly id: string;
  readonly label: string;
}

const LONG =
  'Dr Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaft Adélaïde Konstantína de la Santísima Trinidad ' +
  'Fitzgerald-Montgomery van den Oudenhoven Papadopoulos-Nørgård, Countess';

/** One of each kind that has broken a mail somewhere; the first is the usual one. */
export const SAMPLE_READERS: readonly [SampleReader, ...SampleReader[]] = [
  { id: 'plain', label: 'Ada Sample', name: 'Ada Sample', email: 'reader@verdicts.example' },
  { id: 'long', label: 'a very long one', name: LONG, email: 'long@verdicts.example' },
  { id: 'rtl', label: 'right to left', name: 'ليلى بنت عبد الرحمن', email: 'layla@verdicts.example' },
  { id: 'none', label: 'none: the address is shown', name: '', email: 'no.name@verdicts.example' },
];

/** The one asked for, or the usual one. */
export function sampleReader(id: string | undefined): SampleReader {
  return SAMPLE_READERS.find(reader => reader.id === id) ?? SAMPLE_READERS[0];
}
