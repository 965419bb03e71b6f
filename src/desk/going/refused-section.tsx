import type { Issue } from '../../issue/issue.ts';
import { countOf } from '../count.ts';

interface RefusedProps {
  readonly issue: Issue;
  /** Rejected, but not for a reason that is clearly about them. */
  readonly readers: number;
}

/** Readers who missed the issue for something that was about us: they may go again. */
export function RefusedSection({ issue: { week }, readers }: RefusedProps) {
  if (readers === 0) return null;
  return (
    <section className="part-of">
      <h2>Refused because of us</h2>
      <p>
        {`${countOf(readers, 'reader')} ${readers === 1 ? 'was' : 'were'} refused for a reason that is not about them: an account, a setting, a server. None of them has the mail. `}
        <a href={`/desk/issues/${week}/recipients?state=rejected`}>Who, and the server’s words</a>
      </p>
      <p>
        <a href={`/desk/issues/${week}/progress/refused`}>Send it to them again…</a>
      </p>
    </section>
  );
}
