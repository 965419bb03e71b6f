import { DeskPage } from '../desk-page.tsx';

interface SecretPageProps {
  readonly id: number;
  /** '' for a chat, which takes no signatures. */
  readonly secret: string;
  /** Whether it takes the place of another. */
  readonly isNew: boolean;
}

/** What was made just now, shown this once. */
export function SecretPage({ id, secret, isNew }: SecretPageProps) {
  return (
    <DeskPage title={isNew ? `Webhook ${id} is added` : `Webhook ${id} has a new secret`} at="webhooks">
      {secret === '' ? (
        <p className="lead">It is told of what happens from now on.</p>
      ) : (
        <>
          <p className="lead">
            This is its secret. It is shown here once and nowhere else: whoever receives the events checks
            with it that they are ours.
          </p>
          <code className="shown-once">{secret}</code>
          <p>
            {isNew
              ? 'It is told of what happens from now on.'
              : 'For 24 hours events are signed with the one before as well.'}
          </p>
        </>
      )}
      <p>
        <a href={`/desk/webhooks/${id}`}>Go on to the webhook</a>
      </p>
    </DeskPage>
  );
}
