import { EXIT, forTerminal } from '../exit.ts';
import { type ApprovalRecord, isPerson, type TrailLine } from '../issue/approval-record.ts';
import { type ApprovalsExport, type ApprovedIssue, exportApprovals } from '../newsroom/export-approvals.ts';
import { printJson, withApp } from './with-app.ts';

/** Who reviewed and approved which bytes. @returns 1 where the chain of records does not hold */
export function approvalsExport(options: {
  readonly week?: string;
  readonly json?: boolean;
}): Promise<number> {
  return withApp(async app => {
    const exported = await exportApprovals(app, options.week ?? null);
    if (options.week !== undefined && exported.issues.length === 0) {
      console.error(`Week ${options.week} has not been picked.`);
      return EXIT.no;
    }
    if (options.json) printJson(exported);
    else for (const line of exportLines(exported)) console.log(forTerminal(line));
    for (const { number, why } of exported.faults) console.error(forTerminal(`Record ${number}: ${why}`));
    return exported.faults.length === 0 ? EXIT.done : EXIT.no;
  });
}

function exportLines({ issues, records, head, faults }: ApprovalsExport): string[] {
  const end =
    faults.length === 0
      ? `The chain of ${records.length} records holds. Its head: ${head}`
      : 'THE CHAIN DOES NOT HOLD.';
  return [
    ...issues.flatMap(issue => [
      ...issueLines(issue),
      ...records.flatMap(({ number, hash, record }) =>
        record?.week === issue.week ? recordLines(number, hash, record) : [],
      ),
    ]),
    end,
  ];
}

function issueLines({ week, number, state, sentAt, unchained }: ApprovedIssue): string[] {
  const sent = sentAt === null ? state : `sent ${sentAt}`;
  return [
    `${week}  issue ${number}, ${sent}`,
    ...unchained.map(
      ({ approvedAt, approvedBy, contentHash }) =>
        `  before the chain: approved ${approvedAt} by ${named(approvedBy)}, content ${contentHash}`,
    ),
  ];
}

function recordLines(number: number, hash: string, record: ApprovalRecord): string[] {
  const { approvedAt, approvedBy, through, contentHash, audience, ticked, trail } = record;
  return [
    `  record ${number}: approved ${approvedAt} by ${named(approvedBy)} at the ${through}, ${audience} readers then`,
    `    content  ${contentHash}`,
    `    record   ${hash}`,
    ...ticked.map(({ code, place, message }) => `    ticked   ${code} (${place}): ${message}`),
    ...trail.map(line => `    ${trailLine(line)}`),
  ];
}

function trailLine({ at, who, by, action, detail, contentHash }: TrailLine): string {
  const bytes = contentHash === '' ? '' : ` [${contentHash.slice(0, 12)}]`;
  return `${at}  ${who} (${by}) ${action}${detail === '' ? '' : `: ${detail}`}${bytes}`;
}

function named(who: string): string {
  return isPerson(who) ? who : `${who} (program)`;
}
