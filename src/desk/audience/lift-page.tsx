import type { SuppressionLine } from '../../newsroom/audience/find-readers.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Instant } from '../../web/instant.tsx';
import { AudiencePage } from './audience-page.tsx';
import { ReasonField } from './reason-field.tsx';
import { REASON_WORDS } from './status-words.ts';

interface LiftPageProps {
  readonly line: SuppressionLine;
  readonly problem?: string;
}

/** Asks once more before an address may be mailed again. */
export function LiftPage({ line, problem }: LiftPageProps) {
  return (
    <AudiencePage title="Lift this suppression?" at="suppressions" problem={problem}>
      <p className="lead">
        <strong className="address">{line.email}</strong>
        {`: ${REASON_WORDS[line.reason]} since `}
        <Instant at={line.createdAt} />
        {line.detail === '' ? '.' : `: ${line.detail}`}
      </p>
      <p>
        {line.reason === 'complaint'
          ? 'A complaint is never lifted: a reader who reported us as spam is not mailed again, even if they ask. Another address of theirs is welcome.'
          : 'It may then be mailed again, if it belongs to a confirmed subscriber. The next hard bounce or complaint puts it back.'}
      </p>
      {line.reason === 'complaint' ? null : (
        <ActForm>
          {line.reason === 'hard_bounce' ? (
            <ReasonField
              label="How do you know that the mailbox works again?"
              hint="Kept in the log with your name; leave the address out."
            />
          ) : null}
          <div className="acts">
            <Button>Lift it</Button>
            <a href="/desk/audience/suppressions">Leave it as it is</a>
          </div>
        </ActForm>
      )}
    </AudiencePage>
  );
}
