import { checkAudience } from './preflight/audience.ts';
import { checkContrast } from './preflight/contrast.ts';
import type { Finding, PreflightInput, Warning } from './preflight/finding.ts';
import { checkLinks } from './preflight/links.ts';
import { checkMail } from './preflight/mail.ts';
import { checkMentions } from './preflight/mentions.ts';
import { checkPairings } from './preflight/pairings.ts';
import { checkSubject } from './preflight/subject.ts';
import { checkTools } from './preflight/tools.ts';
import { checkTrial } from './preflight/trial.ts';
import { checkVote } from './preflight/vote.ts';
import { checkWording } from './preflight/wording.ts';
import { variantName } from './trial/trial-wish.ts';

export type { Finding, LinkAnswer, PreflightInput } from './preflight/finding.ts';

const CHECKS = [
  checkPairings,
  checkTools,
  checkSubject,
  checkWording,
  checkMentions,
  checkMail,
  checkContrast,
  checkLinks,
  checkAudience,
  checkVote,
  checkTrial,
] as const;

/**
 * Everything that speaks against sending an issue as it is, in a fixed order. An error forbids the approval, a
 * warning counts as ticked by whoever approves. Pure: what the network says about links comes in as an answer.
 */
export function preflight(input: PreflightInput): Finding[] {
  return CHECKS.flatMap(check => check(input));
}

/** What is about one mail rather than about the issue. */
const CHECKS_OF_A_MAIL = [
  checkSubject,
  checkWording,
  checkMail,
  checkContrast,
  checkLinks,
  checkVote,
] as const;

/** The same for a variant of the mail: what the issue itself does not show already, with the variant's name. */
export function preflightVariant(
  input: PreflightInput,
  variant: number,
  known: readonly Finding[],
): Finding[] {
  return namedFindings(
    CHECKS_OF_A_MAIL.flatMap(check => check(input)),
    variant,
    known,
  );
}

/** Those that never forbid anything. */
const WARNERS: readonly ((input: PreflightInput) => Warning[])[] = [checkMentions, checkContrast];

/**
 * What forbids a send: the errors among the findings of `preflight` and, of each variant, of `preflightVariant`, without
 * looking for what would be a warning alone.
 */
export function preflightErrors(
  input: PreflightInput,
  others: readonly { readonly variant: number; readonly input: PreflightInput }[],
): Finding[] {
  const errors = errorsOf(CHECKS, input);
  for (const { variant, input: of } of others)
    errors.push(...namedFindings(errorsOf(CHECKS_OF_A_MAIL, of), variant, errors));
  return errors;
}

type Check = (input: PreflightInput) => Finding[];

function errorsOf(checks: readonly Check[], input: PreflightInput): Finding[] {
  return checks
    .filter(check => !WARNERS.some(warner => warner === check))
    .flatMap(check => check(input))
    .filter(({ severity }) => severity === 'error');
}

function namedFindings(findings: readonly Finding[], variant: number, known: readonly Finding[]): Finding[] {
  return findings
    .filter(finding => !known.some(other => isSame(other, finding)))
    .map(finding => ({ ...finding, place: `${variantName(variant)}, ${finding.place}` }));
}

function isSame(one: Finding, other: Finding): boolean {
  return one.code === other.code && one.place === other.place && one.message === other.message;
}
