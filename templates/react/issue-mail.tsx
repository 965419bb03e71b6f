import type { ReactElement } from 'react';
import type { IssueContent } from '../../src/issue/content.ts';
import { wordsOf } from '../../src/issue/content-words.ts';
import type { Look } from '../../src/publication/look.ts';
import { type MailIssue, mailIssue } from '../mail-issue.ts';
import type { ReaderFields } from '../merge-fields.ts';
import { styleOf } from '../style.ts';
import { StyleProvider, useStyle } from '../use-style.ts';
import { Footer } from './footer.tsx';
import { Frame } from './frame.tsx';
import { LastWeek } from './last-week.tsx';
import { Masthead } from './masthead.tsx';
import { Notes, SmallPrint } from './notes.tsx';
import { LeadPairing, ShortPairing } from './pairing.tsx';
import { Reasons } from './reasons.tsx';

/** The weekly verdict mail, ready for the renderer. */
export function issueMail(issue: IssueContent, fields: ReaderFields, look?: Look): ReactElement {
  return (
    <StyleProvider value={styleOf(look, wordsOf(issue))}>
      <IssueMail issue={mailIssue(issue)} fields={fields} />
    </StyleProvider>
  );
}

function IssueMail({ issue, fields }: { issue: MailIssue; fields: ReaderFields }) {
  const { language, direction } = useStyle().words;
  const [lead, ...others] = issue.pairings;
  return (
    <Frame
      title={issue.subject}
      preheader={issue.preheader}
      language={language}
      direction={direction}
      masthead={<Masthead publication={issue.publication} />}
      footer={<Footer issue={issue} fields={fields} />}
    >
      <Notes issue={issue} />
      {lead === undefined ? null : (
        <LeadPairing pairing={lead} vote={fields.vote(lead.position)}>
          <SmallPrint issue={issue} />
        </LeadPairing>
      )}
      {issue.lastWeek === null ? null : <LastWeek lastWeek={issue.lastWeek} />}
      {others.map(pairing => (
        <ShortPairing key={pairing.position} pairing={pairing} vote={fields.vote(pairing.position)} />
      ))}
      <Reasons issue={issue} />
    </Frame>
  );
}
