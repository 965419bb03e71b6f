import { tickOf } from '../../issue/preflight/tick.ts';
import type { Finding } from '../../issue/preflight.ts';
import { useVisit } from '../visit.tsx';
import type { CheckLook } from './check-look.ts';
import { placeLink } from './place-link.ts';

/** The form that ticks belong to, wherever they stand on the page. */
export const APPROVE_FORM = 'approve';

/** Errors: each stops the approval. */
export function Errors({ look }: { look: CheckLook }) {
  if (look.errors.length === 0) return null;
  return (
    <>
      <h3>Errors: put these right first</h3>
      <ul className="findings">
        {look.errors.map(finding => (
          <Item key={tickOf(finding)} finding={finding} look={look} sign="✕" />
        ))}
      </ul>
    </>
  );
}

interface WarningsProps {
  readonly look: CheckLook;
  /** Null: nothing can be ticked now. */
  readonly ticks: readonly string[] | null;
  /** Those that an approval was refused for. */
  readonly missing: readonly string[];
}

/** Warnings: each needs an editor's tick. */
export function Warnings({ look, ticks, missing }: WarningsProps) {
  const { editor } = useVisit();
  if (look.warnings.length === 0) return null;
  const decided = look.issue.state === 'approved' && look.approvalHolds;
  return (
    <>
      <h3>
        {ticks !== null
          ? 'Warnings: tick each that may stand'
          : decided
            ? 'Warnings, ticked on approval'
            : 'Warnings'}
      </h3>
      <ul className="findings">
        {look.warnings.map((finding, index) => (
          <Item
            key={tickOf(finding)}
            finding={finding}
            look={look}
            sign="!"
            {...(ticks !== null && {
              tick: {
                id: `tick-${index}`,
                isSet: ticks.includes(tickOf(finding)),
                isMissing: missing.includes(tickOf(finding)),
              },
            })}
          />
        ))}
      </ul>
      {ticks === null ? null : (
        <p className="soft">
          {'A tick is kept in the log with your name, '}
          <span className="who">{editor.email}</span>
          {
            ', once you approve. The other forms on this page reload it and clear the ticks: see to those first.'
          }
        </p>
      )}
    </>
  );
}

interface Tick {
  readonly id: string;
  readonly isSet: boolean;
  /** An approval was refused for it. */
  readonly isMissing: boolean;
}

interface ItemProps {
  readonly finding: Finding;
  readonly look: CheckLook;
  /** In the margin, where nothing can be ticked. */
  readonly sign: string;
  readonly tick?: Tick;
}

function Item({ finding, look, sign, tick }: ItemProps) {
  const message = <strong>{finding.message}</strong>;
  return (
    <li>
      {tick === undefined ? (
        <span className="sign" aria-hidden="true">
          {sign}
        </span>
      ) : (
        <input
          type="checkbox"
          name="tick"
          id={tick.id}
          form={APPROVE_FORM}
          value={tickOf(finding)}
          defaultChecked={tick.isSet}
          aria-describedby={tick.isMissing ? `${tick.id}-missing` : undefined}
          aria-invalid={tick.isMissing ? true : undefined}
        />
      )}
      <div>
        <p>
          {tick === undefined ? message : <label htmlFor={tick.id}>{message}</label>} {finding.fix}
          {tick?.isMissing ? (
            <>
              {' '}
              <strong id={`${tick.id}-missing`} className="not-ticked">
                Not ticked yet.
              </strong>
            </>
          ) : null}
        </p>
        <Place finding={finding} look={look} />
      </div>
    </li>
  );
}

function Place({ finding, look }: { finding: Finding; look: CheckLook }) {
  const link = placeLink(finding, look);
  const outside = link !== null && /^https?:/u.test(link.href);
  return (
    <p className="place">
      <code>{finding.code}</code>
      {' · '}
      <bdi>{finding.place}</bdi>
      {link === null ? null : (
        <>
          {' '}
          <a href={link.href} {...(outside && { rel: 'noreferrer noopener', target: '_blank' })}>
            {link.words}
          </a>
        </>
      )}
    </p>
  );
}
