import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { IssueForm } from '../issue-form.tsx';
import { IssuePage } from '../issue-page.tsx';
import type { Leftover } from './left-words.ts';
import { ToolChoice } from './tool-choice.tsx';
import { WhatOthersDid } from './what-others-did.tsx';
import { wishedFor } from './wished-for.ts';

interface AgainPageProps {
  readonly week: DeskWeek;
  readonly note?: string;
  readonly left?: Partial<Leftover>;
}

/**
 * `GET /desk/issues/:week/again`: what stays, what is kept out, and picking it anew. One form, so that what was typed in one
 * field goes along with the button of another.
 */
export function AgainPage({ week, note, left = {} }: AgainPageProps) {
  const { issue, editable } = week;
  const { pins, bans } = wishedFor(week);
  const to = (act: string) => `/desk/issues/${issue.week}/${act}`;
  return (
    <IssuePage
      issue={issue}
      tab="issue"
      title={`Pick ${issue.week} again`}
      note={note}
      problem={left.problem}
    >
      <WhatOthersDid since={left.since ?? []} />
      <h2>Pick again</h2>
      <p>
        {pins.length === 0
          ? 'Nothing is pinned: every pairing may change.'
          : `Stays, because it is pinned: ${pins.join('; ')}.`}
      </p>
      <IssueForm issue={issue} act="again" className="picking-form">
        <div className="act-line">
          <ToolChoice
            id="ban-tool"
            name="tool"
            label="Keep a tool out"
            value={left.bannedTool ?? ''}
            tools={editable?.tools ?? []}
            required={false}
          />
          <Button look="quiet" formAction={to('ban')} formNoValidate>
            Ban it
          </Button>
        </div>
        {bans.length === 0 ? (
          <p>Nothing is banned.</p>
        ) : (
          <>
            <p>Kept out:</p>
            <ul className="bans">
              {bans.map(({ lift, named }) => (
                <li key={lift}>
                  <bdi>{named}</bdi>
                  <Button
                    look="quiet small"
                    name="lift"
                    value={lift}
                    formAction={to('lift')}
                    label={`Lift the ban: ${named}`}
                    formNoValidate
                  >
                    Lift the ban
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="act-line">
          <Field id="reason" label="Why pick again" className="asked">
            <input type="text" required defaultValue={left.reason ?? ''} maxLength={300} />
          </Field>
          <Button>Pick again</Button>
        </div>
      </IssueForm>
      <p className="hint">
        The log keeps the reason. Edited words that name a tool that leaves are put aside, and offered again
        when it is back.
      </p>
      <p>
        <a href={to('').replace(/\/$/, '')}>Back to the pairings</a>
      </p>
    </IssuePage>
  );
}
