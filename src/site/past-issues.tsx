import { Fragment } from 'react';
import { printedDate } from '../../templates/printed-date.ts';
import type { ArchiveLine } from '../storage/issue/archive.ts';
import { PairingName } from './pairing-name.tsx';

/** Issues in a line each: the date, the pairings, the way to the whole. */
export function PastIssues({ issues }: { issues: readonly ArchiveLine[] }) {
  return (
    <ul className="register">
      {issues.map(issue => (
        <li key={issue.week}>
          <a className="when" href={`/issues/${issue.week}`}>
            {`No. ${issue.number}, `}
            <time dateTime={issue.date}>{printedDate(issue.date)}</time>
          </a>
          <span className="what">
            {issue.pairings.map((pairing, index) => (
              <Fragment key={pairing.slug}>
                {index === 0 ? null : <span className="soft"> · </span>}
                <a href={`/compare/${pairing.slug}`}>
                  <PairingName a={pairing.a} b={pairing.b} />
                </a>
              </Fragment>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
