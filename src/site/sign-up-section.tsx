import type { FormSource } from '../audience/signup-form.ts';
import { SignupForm } from '../readers/signup/signup-form.tsx';

/** The sign-up form where the masthead's link leads to. */
export function SignUpSection({ source }: { source: FormSource }) {
  return (
    <div id="subscribe" className="sign-up">
      <SignupForm source={source} />
    </div>
  );
}
