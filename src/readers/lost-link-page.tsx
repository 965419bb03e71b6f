import type { ReactNode } from 'react';
import { Button } from '../web/button.tsx';
import { Field } from '../web/field.tsx';
import { Page } from '../web/page.tsx';
import { useWords } from '../web/use-words.ts';

/** Where somebody without a working link has new ones sent. */
export const LOST_LINK_PATH = '/lost-link';

interface LostLinkPageProps {
  /** For the masthead. */
  readonly status: string;
  readonly title: string;
  readonly typed?: string;
  readonly problem?: string | undefined;
  /** Why there is a form. */
  readonly children: ReactNode;
}

/** For whoever holds no link that works: new ones go to an address, if it is on the list. */
export function LostLinkPage({ status, title, typed = '', problem, children }: LostLinkPageProps) {
  const words = useWords();
  return (
    <Page title={title} aside={status}>
      <h1>{title}</h1>
      <p className="lead">{children}</p>
      <form method="post" action={LOST_LINK_PATH}>
        <Field id="email" label={words.say('readers.lost.email')} problem={problem}>
          <input
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={254}
            defaultValue={typed}
          />
        </Field>
        <Button>{words.say('readers.lost.button')}</Button>
      </form>
      <p className="or-else">
        <a href="/">{words.say('readers.latest')}</a>
      </p>
    </Page>
  );
}
