import type { OpenSession } from '../../web/desk/desk-deps.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import { Scroll } from '../scroll.tsx';
import type { Editor } from './session.ts';

interface AccountPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly sessions: readonly OpenSession[];
}

/** Where an editor is signed in, and the way out. */
export function AccountPage({ deps, editor, sessions }: AccountPageProps) {
  const zone = deps.publication.timezone;
  return (
    <DeskPage deps={deps} editor={editor} title="Signed in" at="account">
      <p className="lead">
        {'You are '}
        <strong className="address">{editor.email}</strong>
        {sessions.length === 1 ? ', signed in here only.' : `, signed in at ${sessions.length} browsers.`}
      </p>
      <Scroll label="Sessions">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Since</th>
              <th scope="col">Until</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map(session => (
              <tr key={session.id}>
                <td>
                  {session.id === editor.sessionId ? <strong>This browser </strong> : null}
                  <span className="soft">{session.agent === '' ? 'unnamed' : session.agent}</span>
                </td>
                <td>
                  <Instant at={session.createdAt} zone={zone} />
                </td>
                <td>
                  <Instant at={session.expiresAt} zone={zone} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <form method="post" action="/desk/sign-out" className="acts">
        <button type="submit" className="button">
          Sign out
        </button>
        <button type="submit" name="everywhere" value="yes" className="button quiet grave">
          Sign out everywhere
        </button>
      </form>
    </DeskPage>
  );
}
