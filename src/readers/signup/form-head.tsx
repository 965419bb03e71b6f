import { SIGNUP_SCRIPT_PATH } from './signup-script.ts';

/** For the head of every page that holds the sign-up form; serve it with PAGE_WITH_FORM. */
export function FormHead() {
  return <script type="module" src={SIGNUP_SCRIPT_PATH} />;
}
