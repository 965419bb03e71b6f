import type { Issue } from '../issue/issue.ts';
import { Instant } from '../web/instant.tsx';

interface VoidedProps {
  readonly issue: Pick<Issue, 'week'>;
  readonly voided: NonNullable<Issue['voided']>;
  /** What was just done. */
  readonly note: string;
}

/** What an editor has just done to an approved issue, and in the same breath that its approval no longer holds. */
export function Voided({ issue: { week }, voided, note }: VoidedProps) {
  return (
    <p className="told wrong" role="status">
      {`${note} The approval by ${voided.by} on `}
      <Instant at={voided.at} />
      {' no longer holds: '}
      <a href={`/desk/issues/${week}/check#approval`}>approve again</a>
      {', or '}
      <a href={`/desk/issues/${week}/preview?view=changes`}>see what changed</a>.
    </p>
  );
}
