import type { FormFields } from '../../web/form-fields.ts';
import { revisionIn } from '../desk-form.ts';
import { wholeNumber } from '../whole-number.ts';
import type { CheckLook } from './check-look.ts';
import { readParts, type SeenParts } from './seen-parts.ts';
import type { TestForm } from './send-tests.ts';

/** What an editor has in front of them, as their form says. An act on anything else is refused. */
export interface SeenFields {
  readonly revision: number;
  readonly hash: string;
  readonly parts: SeenParts;
  /** How many lines the log had. */
  readonly lines: number;
}

/** What a form says of it, besides the revision. */
export function seenIn({ hash, parts, lines }: Pick<CheckLook, 'hash' | 'parts' | 'lines'>) {
  return { hash, seen: JSON.stringify(parts), lines };
}

export function seenFields(form: FormFields): SeenFields {
  return {
    revision: revisionIn(form),
    hash: form.one('hash') ?? '',
    parts: readParts(form.one('seen') ?? ''),
    lines: wholeNumber(form.one('lines')) ?? 0,
  };
}

/** What was typed, to stand in the fields again. */
export interface Typed {
  readonly ticks: readonly string[];
  readonly date: string;
  readonly time: string;
  readonly test: TestForm;
  /** Why it is held. */
  readonly reason: string;
}

export const NOTHING_TYPED: Typed = {
  ticks: [],
  date: '',
  time: '',
  test: { to: 'self', typed: '', variant: 1, engine: null },
  reason: '',
};

/** Whichever of the page's forms it is. */
export function typedIn(form: FormFields): Typed {
  return {
    ticks: form.all('tick') ?? [],
    date: form.one('date') ?? '',
    time: form.one('time') ?? '',
    test: testFields(form),
    reason: form.one('reason') ?? '',
  };
}

export function testFields(form: FormFields): TestForm {
  const to = form.one('to');
  const variant = form.one('variant');
  const engine = form.one('engine');
  return {
    to: to === 'typed' || to === 'seed' ? to : 'self',
    typed: form.one('addresses') ?? '',
    variant: variant === 'all' ? 'all' : (wholeNumber(variant) ?? 1),
    engine: engine === 'react' || engine === 'mjml' || engine === 'both' ? engine : null,
  };
}
