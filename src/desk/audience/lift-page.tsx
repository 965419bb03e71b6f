import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { AudienceTabs } from './audience-tabs.tsx';
import type { SuppressionLine } from './find-readers.ts';
import { LONGEST_REASON } from './limits.ts';
import { REASON_WORDS } from './status-words.ts';

interface LiftPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly line: SuppressionLine;
  readonly problem?: string;
}

/** Asks once more before an address may be mailed again. */
export function LiftPage({ deps, editor, line, problem }: LiftPageProps) {
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title="Lift this suppression?"
      at="audience"
      heading={<AudienceTabs title="Lift this suppression?" at="suppressions" />}
      {...(problem !== undefined && { problem })}
    >
      <p className="lead">
        <strong className="address">{line.email}</strong>
        {`: ${REASON_WORDS[line.reason]} since `}
        <Instant at={line.createdAt} zone={deps.publication.timezone} />
        {line.detail === '' ? '.' : `: ${line.detail}`}
      </p>
      <p>
        {line.reason === 'complaint'
          ? 'A complaint is never lifted: who reported us as spam is not mailed again, even if they ask. Another address of theirs is welcome.'
          : 'It may then be mailed again, if it belongs to a confirmed subscriber. The next hard bounce or complaint puts it back.'}
      </p>
      {line.reason === 'complaint' ? null : (
        <form method="post">
          {line.reason === 'hard_bounce' ? (
            <div className="plain-field">
              <label htmlFor="reason">How do you know that the mailbox works again?</label>
              <p className="hint" id="reason-hint">
                Kept in the log with your name; no address in it.
              </p>
              <input
                id="reason"
                name="reason"
                type="text"
                maxLength={LONGEST_REASON}
                aria-describedby="reason-hint"
                autoComplete="off"
                required
              />
            </div>
          ) : null}
          <div className="acts">
            <button type="submit" className="button">
              Lift it
            </button>
            <a href="/desk/audience/suppressions">Leave it as it is</a>
          </div>
        </form>
      )}
    </DeskPage>
  );
}
