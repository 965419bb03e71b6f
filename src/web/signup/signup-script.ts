import { createHash } from 'node:crypto';

/** What scripts add to the sign-up form: the reader's time zone, unless they wrote one. */
const SCRIPT = `
for (const field of document.querySelectorAll('form.signup input[name="timezone"]')) {
  if (field.value === '') field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
}
`;

/** Named by its content, as the style sheet is. */
export const SIGNUP_SCRIPT_PATH = `/sign-up.${createHash('sha256').update(SCRIPT).digest('hex').slice(0, 12)}.js`;
