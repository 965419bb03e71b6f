import type { Issue } from '../../issue/issue.ts';
import type { TrialLook } from '../../newsroom/going/trial-look.ts';
import { Button } from '../../web/button.tsx';
import { IssueForm } from '../issue-form.tsx';
import { AsidePage } from './aside-page.tsx';

interface DecidePageProps {
  readonly issue: Issue;
  readonly look: TrialLook;
}

/** Asked once more: what an editor chooses here goes at once. */
export function DecidePage({ issue, look }: DecidePageProps) {
  return (
    <AsidePage issue={issue} title="Which subject for the rest?" back="Back, and go on waiting">
      <h2>Which subject do the others get?</h2>
      <p className="lead">They get it now, without waiting for what the trial finds.</p>
      <p>This cannot be taken back, and the report will say that you chose it.</p>
      <IssueForm issue={issue} act="progress/subject">
        <fieldset className="which-subject">
          <legend>Subject</legend>
          {look.subjects.map((subject, arm) => (
            <label key={arm} className="tick">
              <input type="radio" name="arm" value={arm} defaultChecked={arm === 0} />
              <span dir="auto">{subject}</span>
              {arm === 0 ? <span className="soft"> first choice</span> : null}
            </label>
          ))}
        </fieldset>
        <Button>Send it to the rest</Button>
      </IssueForm>
    </AsidePage>
  );
}
