import type { IssueContent, PairingContent } from '../src/issue/content.ts';
import { leadFirst } from '../src/issue/lead.ts';
import type { FooterLink } from '../src/publication/house-style.ts';

/** An issue as the mail lays it out. */
export interface MailIssue extends IssueContent {
  readonly footerLinks: readonly FooterLink[];
  readonly pairings: readonly MailPairing[];
}

/** A pairing as the mail lays it out: `a` is the tool that leads, wherever the issue has it. */
export interface MailPairing extends PairingContent {
  readonly pricesChecked: string;
  /** By which letter a ballot for either is cast: the issue's own. */
  readonly choices: { readonly a: 'a' | 'b'; readonly b: 'a' | 'b' };
}

/** Turns round each pairing whose second tool leads, with everything in it that has two sides. */
export function mailIssue(issue: IssueContent): MailIssue {
  return { ...issue, footerLinks: issue.footerLinks ?? [], pairings: issue.pairings.map(mailPairing) };
}

function mailPairing(pairing: PairingContent): MailPairing {
  const { lead, rows, pricesChecked = '' } = pairing;
  const [a, b] = leadFirst(lead, pairing.a, pairing.b);
  const [pickA, pickB] = leadFirst(lead, pairing.pickA, pairing.pickB);
  const [choiceA, choiceB] = leadFirst<'a' | 'b'>(lead, 'a', 'b');
  return {
    ...pairing,
    a,
    b,
    pickA,
    pickB,
    lead: lead === 'b' ? 'a' : lead,
    rows: rows.map(row => {
      const [first, second] = leadFirst(lead, row.a, row.b);
      return { a: first, b: second };
    }),
    pricesChecked,
    choices: { a: choiceA, b: choiceB },
  };
}
