import { Fragment } from 'react';
import { type Parts, Said } from '../../templates/said.tsx';
import type { ArchiveLine } from '../storage/issue/archive.ts';
import { useWords } from '../web/use-words.ts';
import { PairingName } from './pairing-name.tsx';

/** Issues in a line each: the date, the pairings, the way to the whole. */
export function PastIssues({ issues }: { issues: readonly ArchiveLine[] }) {
  const words = useWords();
  const when = ({ number, date }: ArchiveLine): Parts =>
    words.parts('site.issue', { number, day: <time dateTime={date}>{words.day(date)}</time> });
  return (
    <ul className="register">
      {issues.map(issue => (
        <li key={issue.week}>
          <a className="when" href={`/issues/${issue.week}`}>
            <Said parts={when(issue)} />
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
