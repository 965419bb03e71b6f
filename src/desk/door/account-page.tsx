import type { DeskSession } from '../../storage/desk/desk-sessions.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Instant } from '../../web/instant.tsx';
import { Table } from '../../web/table.tsx';
import { DeskPage } from '../desk-page.tsx';
import { useVisit } from '../visit.tsx';

/** Where an editor is signed in, and the way out. */
export function AccountPage({ sessions }: { sessions: readonly DeskSession[] }) {
  const { editor } = useVisit();
  const browser = ({ id, agent }: DeskSession) => (
    <>
      {id === editor.sessionId ? <strong>This browser </strong> : null}
      <span className="soft">{agent === '' ? 'unnamed' : agent}</span>
    </>
  );
  return (
    <DeskPage title="Signed in" at="account">
      <p className="lead">
        {'You are '}
        <strong className="address">{editor.email}</strong>
        {sessions.length === 1 ? ', signed in here only.' : `, signed in on ${sessions.length} browsers.`}
      </p>
      <Table
        label="Sessions"
        columns={[
          { head: 'Browser', cell: browser },
          { head: 'Since', cell: ({ createdAt }) => <Instant at={createdAt} /> },
          { head: 'Until', cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
        ]}
        lines={sessions}
        keyOf={({ id }) => id}
      />
      <ActForm action="/desk/sign-out" className="acts">
        <Button>Sign out</Button>
        <Button look="quiet grave" name="everywhere" value="yes">
          Sign out everywhere
        </Button>
      </ActForm>
    </DeskPage>
  );
}
