import type { FormSource } from '../audience/signup-form.ts';
import { SignupForm } from '../readers/signup/signup-form.tsx';
import type { WebDeps } from '../web/web-deps.ts';

/** The sign-up form where the masthead's link leads to. */
export function SignUpSection({ deps, source }: { deps: WebDeps; source: FormSource }) {
  return (
    <div id="subscribe" className="sign-up">
      <SignupForm deps={deps} source={source} />
    </div>
  );
}
