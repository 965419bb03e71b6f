import type { ReactElement } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import type { ReaderFields } from '../merge-fields.ts';
import { printedDate } from '../printed-date.ts';
import { wording } from '../wording.ts';
import { Footer } from './footer.tsx';
import { Frame } from './frame.tsx';
import { LastWeek } from './last-week.tsx';
import { InkLink, reach } from './link.tsx';
import { Masthead } from './masthead.tsx';
import { Notes } from './notes.tsx';
import { LeadPairing, ShortPairing } from './pairing.tsx';
import { Reasons } from './reasons.tsx';

/** The weekly verdict mail, ready for the renderer. */
export function issueMail(issue: IssueContent, fields: ReaderFields): ReactElement {
  return <IssueMail issue={issue} fields={fields} />;
}

function IssueMail({ issue, fields }: { issue: IssueContent; fields: ReaderFields }) {
  const [lead, ...others] = issue.pairings;
  return (
    <Frame
      title={issue.subject}
      preheader={issue.preheader}
      masthead={<IssueMasthead issue={issue} />}
      footer={<Footer issue={issue} fields={fields} />}
    >
      <Notes issue={issue} />
      {lead === undefined ? null : (
        <LeadPairing pairing={lead} vote={fields.vote(lead.position)} sample={issue.sample} />
      )}
      {issue.lastWeek === null ? null : <LastWeek lastWeek={issue.lastWeek} />}
      {others.map(pairing => (
        <ShortPairing key={pairing.position} pairing={pairing} vote={fields.vote(pairing.position)} />
      ))}
      <Reasons issue={issue} />
    </Frame>
  );
}

function IssueMasthead({ issue }: { issue: IssueContent }) {
  return (
    <Masthead publication={issue.publication}>
      {`No. ${issue.number} · ${printedDate(issue.date)}`}
      <br />
      {`${issue.minutes} min · `}
      <InkLink href={issue.links.web} style={reach}>
        {wording.readOnTheWeb}
      </InkLink>
    </Masthead>
  );
}
