import { tickOf } from '../../issue/preflight/tick.ts';
import type { Finding } from '../../issue/preflight.ts';
import type { CheckLook } from './check-look.ts';
import { placeLink } from './place-link.ts';

/** The form that ticks belong to, wherever they stand on the page. */
export const APPROVE_FORM = 'approve';

/** Errors: each stops the approval. */
export function Errors({ look }: { look: CheckLook }) {
  if (look.errors.length === 0) return null;
  return (
    <>
      <h3>Errors: mend these first</h3>
      <ul className="findings">
        {look.errors.map(finding => (
          <li key={tickOf(finding)}>
            <span className="sign" aria-hidden="true">
              ✕
            </span>
            <div>
              <p>
                <strong>{finding.message}</strong> {finding.fix}
              </p>
              <Place finding={finding} look={look} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

interface WarningsProps {
  readonly look: CheckLook;
  readonly by: string;
  /** Null: nothing can be ticked now. */
  readonly ticks: readonly string[] | null;
  /** Those that an approval was refused for. */
  readonly missing: readonly string[];
}

/** Warnings: each needs an editor's tick. */
export function Warnings({ look, by, ticks, missing }: WarningsProps) {
  if (look.warnings.length === 0) return null;
  const decided = look.issue.state === 'approved' && look.approvalHolds;
  return (
    <>
      <h3>
        {ticks !== null
          ? 'Warnings: tick each that may stand'
          : decided
            ? 'Warnings, ticked at the approval'
            : 'Warnings'}
      </h3>
      <ul className="findings">
        {look.warnings.map((finding, index) => (
          <Warning
            key={tickOf(finding)}
            id={`tick-${index}`}
            finding={finding}
            look={look}
            ticked={ticks === null ? null : ticks.includes(tickOf(finding))}
            missing={missing.includes(tickOf(finding))}
          />
        ))}
      </ul>
      {ticks === null ? null : (
        <p className="soft">
          {'A tick is kept in the log with your name, '}
          <span className="who">{by}</span>
          {
            ', once you approve. The other forms of this page load it anew, without ticks: see to those first.'
          }
        </p>
      )}
    </>
  );
}

interface WarningProps {
  readonly id: string;
  readonly finding: Finding;
  readonly look: CheckLook;
  /** Null: it cannot be ticked now. */
  readonly ticked: boolean | null;
  /** An approval was refused for it. */
  readonly missing: boolean;
}

function Warning({ id, finding, look, ticked, missing }: WarningProps) {
  return (
    <li>
      {ticked === null ? (
        <span className="sign" aria-hidden="true">
          !
        </span>
      ) : (
        <input
          type="checkbox"
          name="tick"
          id={id}
          form={APPROVE_FORM}
          value={tickOf(finding)}
          defaultChecked={ticked}
          aria-describedby={missing ? `${id}-missing` : undefined}
          aria-invalid={missing ? true : undefined}
        />
      )}
      <div>
        <p>
          <Words htmlFor={ticked === null ? null : id} message={finding.message} /> {finding.fix}
          {missing ? (
            <>
              {' '}
              <strong id={`${id}-missing`} className="not-ticked">
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

function Words({ htmlFor, message }: { htmlFor: string | null; message: string }) {
  return htmlFor === null ? (
    <strong>{message}</strong>
  ) : (
    <label htmlFor={htmlFor}>
      <strong>{message}</strong>
    </label>
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
