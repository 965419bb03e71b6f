import { onTheClock } from '../../issue/wall-time.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { untilWords } from '../issue-head.tsx';
import type { Typed } from './check-form.ts';
import type { CheckLook } from './check-look.ts';
import { Seen } from './seen.tsx';

export interface MarginProps {
  readonly deps: WebDeps;
  readonly look: CheckLook;
  readonly typed: Typed;
}

/** When it goes, and another time for it. */
export function Schedule({ deps, look, typed }: MarginProps) {
  const { issue, due } = look;
  const zone = deps.publication.timezone;
  const clock = onTheClock(due.time, zone);
  const { window } = deps.desk.check;
  return (
    <section className="block" aria-labelledby="schedule">
      <h2 id="schedule">When it goes</h2>
      <p>
        <Instant at={due.time} zone={zone} />
        {` (${zone}), ${due.chosen ? 'a time an editor chose' : due.localTime ? 'when SEND_CRON’s time comes first, at UTC+14' : 'the time of SEND_CRON'}.`}
      </p>
      {due.localTime ? (
        <p className="soft">
          Each reader gets it at an hour of their own (SEND_LOCAL_TIME), so no other time can be chosen.
        </p>
      ) : (
        <form method="post" action={`/desk/issues/${issue.week}/check/schedule`}>
          <Seen look={look} />
          <div className="pair">
            <div>
              <label className="above" htmlFor="date">
                Date
              </label>
              <input id="date" name="date" type="date" required defaultValue={typed.date || clock.date} />
            </div>
            <div>
              <label className="above" htmlFor="time">
                Time
              </label>
              <input id="time" name="time" type="time" required defaultValue={typed.time || clock.time} />
            </div>
          </div>
          <div className="acts">
            <button type="submit" name="action" value="set" className="button quiet">
              Send it then
            </button>
            {due.chosen ? (
              <button type="submit" name="action" value="slot" className="button quiet" formNoValidate>
                Back to the usual time
              </button>
            ) : null}
          </div>
          {window === 'any' ? null : <p className="soft">{`Send window: ${window}.`}</p>}
        </form>
      )}
    </section>
  );
}

/** What is known of the links, and the question. */
export function Links({ deps, look }: Omit<MarginProps, 'typed'>) {
  const { issue, links, at } = look;
  return (
    <section className="block" aria-labelledby="links">
      <h2 id="links">Links</h2>
      <p>
        {links.askedAt === null
          ? `${links.count} links lead elsewhere; none was asked yet.`
          : `${links.count} links lead elsewhere; asked ${untilWords(links.askedAt - at)}.`}
        {links.askedAt !== null && links.unasked > 0
          ? ` ${links.unasked} came in since and were not asked.`
          : ''}
      </p>
      {links.silent > 0 && links.silent === links.count ? (
        <p className="large">
          None of them could be reached: this machine has no network or no DNS. Nothing is known of the links.
        </p>
      ) : links.silent > 0 ? (
        <p>{`${links.silent} gave no answer: whether they work is not known.`}</p>
      ) : null}
      <form method="post" action={`/desk/issues/${issue.week}/check/links`}>
        <button type="submit" className="button quiet" disabled={links.count === 0}>
          {links.askedAt === null ? 'Ask the links' : 'Ask the links again'}
        </button>
      </form>
      <p className="soft">
        {`Takes up to half a minute. Links to ${new URL(deps.publicUrl).host} are checked against our own pages.`}
      </p>
    </section>
  );
}

/** Keeps it from going out. */
export function Hold({ look, typed }: Omit<MarginProps, 'deps'>) {
  const { issue } = look;
  if (issue.state !== 'picked' && issue.state !== 'in_review') return null;
  return (
    <section className="block" aria-labelledby="hold">
      <h2 id="hold">Hold</h2>
      <p>Nothing goes out of a held issue until somebody approves it.</p>
      <form method="post" action={`/desk/issues/${issue.week}/check/hold`}>
        <Seen look={look} />
        <label className="above" htmlFor="hold-reason">
          Why? (for the log, may stay empty)
        </label>
        <p>
          <HoldReason typed={typed} />
        </p>
        <button type="submit" className="button quiet grave">
          Hold it
        </button>
      </form>
    </section>
  );
}

export function HoldReason({ typed }: { typed: Typed }) {
  return <input id="hold-reason" name="reason" maxLength={300} defaultValue={typed.reason} />;
}
