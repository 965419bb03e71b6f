import { InvalidArgumentError } from 'commander';
import { parseWeek } from '../issue/week.ts';

/* What is typed after an option, or why it is none. */

/** An option that may be given several times. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function takeWeek(text: string): string {
  const parsed = parseWeek(text);
  if (parsed.kind === 'ok') return parsed.week;
  throw new InvalidArgumentError(parsed.why);
}

export function takeEngine(text: string): 'react' | 'mjml' {
  if (text === 'react' || text === 'mjml') return text;
  throw new InvalidArgumentError('It must be react or mjml.');
}

export function takeOutcome(text: string): 'submitted' | 'not-sent' {
  if (text === 'submitted' || text === 'not-sent') return text;
  throw new InvalidArgumentError('It must be submitted or not-sent.');
}

export function takeNeverSealed(text: string): 'pending' | 'uncertain' {
  if (text === 'pending' || text === 'uncertain') return text;
  throw new InvalidArgumentError('It must be pending or uncertain.');
}

export function takeCount(text: string): number {
  if (/^\d{1,6}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.');
}
