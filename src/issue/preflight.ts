import { checkAudience } from './preflight/audience.ts';
import type { Finding, PreflightInput } from './preflight/finding.ts';
import { checkLinks } from './preflight/links.ts';
import { checkMail } from './preflight/mail.ts';
import { checkPairings } from './preflight/pairings.ts';
import { checkSubject } from './preflight/subject.ts';
import { checkTools } from './preflight/tools.ts';
import { checkVote } from './preflight/vote.ts';
import { checkWording } from './preflight/wording.ts';

export type { Finding, LinkAnswer, PreflightInput } from './preflight/finding.ts';

const CHECKS = [
  checkPairings,
  checkTools,
  checkSubject,
  checkWording,
  checkMail,
  checkLinks,
  checkAudience,
  checkVote,
] as const;

/**
 * Everything that speaks against sending an issue as it is, in a fixed order. An error forbids the approval, a
 * warning counts as ticked by whoever approves. Pure: what the network says about links comes in as an answer.
 */
export function preflight(input: PreflightInput): Finding[] {
  return CHECKS.flatMap(check => check(input));
}
