import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { wishedFor } from './wished-for.ts';

/** What stays and what is kept out when this issue is picked again, and the way there. */
export function PickingSection({ week }: { week: DeskWeek }) {
  const { pins, bans } = wishedFor(week);
  return (
    <section className="picking" aria-labelledby="picking">
      <h2 id="picking">Pick again</h2>
      <p>
        {pins.length === 0 ? 'Nothing is pinned: every pairing may change.' : `Stays: ${pins.join('; ')}.`}
        {bans.length === 0
          ? ' Nothing is banned.'
          : ` Kept out: ${bans.map(({ named }) => named).join('; ')}.`}
      </p>
      <p>
        <a className="button quiet" href={`/desk/issues/${week.issue.week}/again`}>
          Pick again, or keep a tool out…
        </a>
      </p>
    </section>
  );
}
