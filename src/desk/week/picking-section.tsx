import { slugsOf } from '../../pairing/wishes.ts';
import { ActForm, QuietButton } from './act-form.tsx';
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
      .map(slug => names.get(slug) ?? slug)
      .join(' vs ');
  const form = { week: issue.week, revision: issue.revision };
  return (
    <section className="picking" aria-labelledby="picking">
      <h2 id="picking">Pick again</h2>
      <p>
        {pins.length === 0
          ? 'Nothing is pinned: every pairing may change.'
          : `Stays: ${pins.map(named).join('; ')}.`}
        {bannedTools.length + bannedPairs.length === 0 ? ' Nothing is banned.' : ' Kept out:'}
      </p>
      {bannedTools.length + bannedPairs.length === 0 ? null : (
        <ul className="bans">
          {bannedTools.map(tool => (
            <li key={tool}>
              <bdi>{names.get(tool) ?? tool}</bdi>
              <ActForm {...form} act="lift" fields={{ tool }}>
                <QuietButton words="Lift the ban" label={names.get(tool) ?? tool} />
              </ActForm>
            </li>
          ))}
          {bannedPairs.map(pair => (
            <li key={pair}>
              <bdi>{named(pair)}</bdi>
              <ActForm {...form} act="lift" fields={{ pair }}>
                <QuietButton words="Lift the ban" label={named(pair)} />
              </ActForm>
            </li>
          ))}
        </ul>
      )}
      <ActForm {...form} act="ban" className="act-line">
        <ToolChoice id="ban-tool" name="tool" label="Keep a tool out" value={bannedTool} tools={tools} />
        <button type="submit" className="button quiet">
          Ban it
        </button>
      </ActForm>
      <ActForm {...form} act="again" className="act-line">
        <div>
          <label htmlFor="reason">Why pick again</label>
          <input id="reason" name="reason" type="text" required defaultValue={reason} maxLength={300} />
        </div>
        <button type="submit" className="button quiet">
          Pick again
        </button>
      </ActForm>
      <p className="hint">
        The log keeps the reason. Your own subject, preheader and intro stay as they are: read them again
        after it.
      </p>
    </section>
  );
}
