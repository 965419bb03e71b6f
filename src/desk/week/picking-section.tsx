import { slugsOf } from '../../pairing/wishes.ts';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { IssueForm } from '../issue-form.tsx';
import { QuietAct } from './quiet-act.tsx';
import type { DeskWeek } from './read-week.ts';
import { ToolChoice } from './tool-choice.tsx';

interface PickingSectionProps {
  readonly week: DeskWeek;
  readonly tools: NonNullable<DeskWeek['editable']>['tools'];
  /** As typed, after a refusal. */
  readonly reason: string;
  readonly bannedTool: string;
}

/** Picking this issue again: what stays, what is kept out, and why it is done. */
export function PickingSection({ week: { issue, names }, tools, reason, bannedTool }: PickingSectionProps) {
  const { pins, bannedPairs, bannedTools } = issue.wishes;
  const named = (key: string) =>
    slugsOf(key)
      .filter(Boolean)
      .map(slug => names.get(slug) ?? slug)
      .join(' vs ');
  const bans = [
    ...bannedTools.map(tool => ({ key: tool, fields: { tool } })),
    ...bannedPairs.map(pair => ({ key: pair, fields: { pair } })),
  ];
  return (
    <section className="picking" aria-labelledby="picking">
      <h2 id="picking">Pick again</h2>
      <p>
        {pins.length === 0
          ? 'Nothing is pinned: every pairing may change.'
          : `Stays: ${pins.map(named).join('; ')}.`}
        {bans.length === 0 ? ' Nothing is banned.' : ' Kept out:'}
      </p>
      {bans.length === 0 ? null : (
        <ul className="bans">
          {bans.map(({ key, fields }) => (
            <li key={key}>
              <bdi>{named(key)}</bdi>
              <QuietAct issue={issue} act="lift" fields={fields} words="Lift the ban" to={named(key)} />
            </li>
          ))}
        </ul>
      )}
      <IssueForm issue={issue} act="ban" className="act-line">
        <ToolChoice id="ban-tool" name="tool" label="Keep a tool out" value={bannedTool} tools={tools} />
        <Button look="quiet">Ban it</Button>
      </IssueForm>
      <IssueForm issue={issue} act="again" className="act-line">
        <Field id="reason" label="Why pick again" className="asked">
          <input type="text" required defaultValue={reason} maxLength={300} />
        </Field>
        <Button look="quiet">Pick again</Button>
      </IssueForm>
      <p className="hint">
        The log keeps the reason. Your own subject, preheader and intro stay as they are: read them again
        after it.
      </p>
    </section>
  );
}
