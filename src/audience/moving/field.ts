import { visibleText } from '../visible-text.ts';

/** What a column of a file may tell about a reader, with the words that say so. */
export const FIELDS = {
  email: 'address',
  name: 'name',
  first: 'first name',
  last: 'last name',
  timezone: 'time zone',
  interests: 'interests',
  status: 'status',
  left: 'has left, where it says so',
  suppressed: 'must get no mail, where it says so',
  asked: 'day they asked',
  confirmed: 'day they confirmed',
  source: 'where they signed up',
  ip: 'IP address of the sign-up',
} as const;

export type Field = keyof typeof FIELDS;

/** These may stand in several columns, and every one of them counts: a leave is never read over. */
const REPEATABLE: readonly Field[] = ['status', 'left', 'suppressed'];

export function isRepeatable(field: Field): boolean {
  return REPEATABLE.includes(field);
}

export function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name);
}

/** A column's name or a status as it is looked up: `Email_Address`, `E-Mail  Address` and `email address` are one. */
export function fold(text: string): string {
  return visibleText(text)
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
