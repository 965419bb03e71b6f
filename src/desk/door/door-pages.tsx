import { Page } from '../../web/page.tsx';
import type { WebDeps } from '../../web/web-deps.ts';

interface DoorProps {
  readonly deps: WebDeps;
}

/** Where an editor asks for a link. */
export function SignInPage({ deps }: DoorProps) {
  return (
    <Page deps={deps} title="Sign in" aside="The editors’ desk">
      <h1>Sign in to the desk</h1>
      <p className="lead">
        Editors get a link by mail. It works once, for fifteen minutes, and only in this browser.
      </p>
      <form method="post" action="/desk/sign-in" className="door">
        <label htmlFor="email">Your address</label>
        <div className="line">
          <input id="email" name="email" type="email" autoComplete="email" required maxLength={254} />
          <button type="submit" className="button">
            Send me the link
          </button>
        </div>
      </form>
    </Page>
  );
}

/** The same for every address. */
export function AskedPage({ deps }: DoorProps) {
  return (
    <Page deps={deps} title="Look at your mail" aside="The editors’ desk">
      <h1>Look at your mail.</h1>
      <p className="lead">
        If that address is an editor’s, a link is on its way to it. Open it in this browser within fifteen
        minutes.
      </p>
      <p className="soft">
        {'Nothing came? Only addresses in the setting '}
        <code>EDITORS</code>
        {' get a link, at most five an hour. '}
        {deps.outbox === null ? null : (
          <>
            {'On this machine mails land in the '}
            <a href="/outbox?kind=sign-in">outbox</a>.{' '}
          </>
        )}
        <a href="/desk/sign-in">Ask again</a>
      </p>
    </Page>
  );
}

/** The mailed link opens this and does nothing by itself: link scanners open every link. */
export function OpenDoorPage({ deps }: DoorProps) {
  return (
    <Page deps={deps} title="Sign in" aside="The editors’ desk">
      <h1>Sign in on this browser?</h1>
      <p className="lead">You stay signed in for fourteen days, or until you sign out.</p>
      <form method="post" className="door">
        <button type="submit" className="button">
          Sign in
        </button>
      </form>
    </Page>
  );
}

/** Forged, used, out of time, or asked for in another browser: the same words. */
export function ShutDoorPage({ deps }: DoorProps) {
  return (
    <Page deps={deps} title="This link does not open the desk" aside="The editors’ desk">
      <h1>This link does not open the desk.</h1>
      <p className="lead">
        A link works once, for fifteen minutes, and only in the browser that asked for it.
      </p>
      <p>
        <a href="/desk/sign-in">Ask for a new one</a>
      </p>
    </Page>
  );
}
