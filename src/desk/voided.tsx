import type { Issue } from '../issue/issue.ts';
import { Instant } from '../web/instant.tsx';

interface VoidedProps {
  readonly issue: Pick<Issue, 'week'>;
  readonly voided: NonNullable<Issue['voided']>;
  /** What was just done; '' for nothing. */
  readonly note: string;
}

/** On every page of an issue whose approval a change has ended, in one breath with what was just done. */
export function Voided({ issue: { week }, voided, note }: VoidedProps) {
  return (
    <div className="told wrong voided" role="status">
      <p>
        {note === '' ? '' : `${note} `}
        {`The approval by ${voided.by} on `}
        <Instant at={voided.at} />
        {' no longer holds: the issue was changed since. Unapproved, it does not go out.'}
      </p>
      <p className="next">
        <a className="button" href={`/desk/issues/${week}/check#approval`}>
          Approve again
        </a>
        <a href={`/desk/issues/${week}/preview?view=changes`}>See what changed</a>
      </p>
    </div>
  );
}
