import type { ReactNode } from 'react';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Page } from '../../web/page.tsx';
import { SIGN_IN_PATH } from './sign-in-path.ts';

/** Where an editor asks for a link. */
export function SignInPage() {
  return (
    <DoorPage
      title="Sign in"
      heading="Sign in to the desk"
      lead="Editors get a link by mail. It works once, for fifteen minutes, and only in this browser."
    >
      <ActForm action={SIGN_IN_PATH} className="door">
        <label htmlFor="email">Your address</label>
        <div className="line">
          <input id="email" name="email" type="email" autoComplete="email" required maxLength={254} />
          <Button>Send me the link</Button>
        </div>
      </ActForm>
    </DoorPage>
  );
}

/** The same for every address. @param outbox whether this visitor may read the mails that stay on this machine */
export function AskedPage({ outbox }: { readonly outbox: boolean }) {
  return (
    <DoorPage
      title="Check your mail"
      heading="Please check your mail."
      lead="If that address is an editor’s, a link is on its way to it. Open it in this browser within fifteen minutes."
    >
      <p className="soft">
        {'Nothing came? Only addresses in the setting '}
        <code>EDITORS</code>
        {' get a link, at most a few an hour. '}
        {outbox ? (
          <>
            {'On this machine mails land in the '}
            <a href="/outbox?kind=sign-in">outbox</a>.{' '}
          </>
        ) : null}
        <a href={SIGN_IN_PATH}>Ask again</a>
      </p>
    </DoorPage>
  );
}

/** The mailed link opens this and does nothing by itself: link scanners open every link. */
export function OpenDoorPage() {
  return (
    <DoorPage
      title="Sign in"
      heading="Sign in on this browser?"
      lead="You stay signed in for fourteen days, or until you sign out."
    >
      <ActForm className="door">
        <Button>Sign in</Button>
      </ActForm>
    </DoorPage>
  );
}

/** Forged, used, out of time, or asked for in another browser: the same words. */
export function ShutDoorPage() {
  return (
    <DoorPage
      title="This link does not open the desk"
      heading="This link does not open the desk."
      lead="A link works once, for fifteen minutes, and only in the browser that asked for it."
    >
      <p>
        <a href={SIGN_IN_PATH}>Ask for a new one</a>
      </p>
    </DoorPage>
  );
}

function DoorPage(props: { title: string; heading: string; lead: string; children: ReactNode }) {
  const { title, heading, lead, children } = props;
  return (
    <Page title={title} aside="The editors’ desk">
      <h1>{heading}</h1>
      <p className="lead">{lead}</p>
      {children}
    </Page>
  );
}
