import type { BounceCode } from './said.ts';

/** Words that tell why. */
export interface CauseRule {
  readonly code: BounceCode;
  readonly words: RegExp;
  readonly about: 'reader' | 'us';
  /** Whether the address is gone for good, unless the server said that it may be otherwise tomorrow. */
  readonly dead: boolean;
}

const us = (code: BounceCode, ...words: string[]) => rule(code, 'us', false, words);
const now = (code: BounceCode, ...words: string[]) => rule(code, 'reader', false, words);
const gone = (code: BounceCode, ...words: string[]) => rule(code, 'reader', true, words);

function rule(code: BounceCode, about: 'reader' | 'us', dead: boolean, words: readonly string[]): CauseRule {
  return { code, about, dead, words: new RegExp(words.join('|'), 'i') };
}

/** More than any number: none of them lets a reader be suppressed, whatever the number beside it would have said. */
export const MILD: readonly CauseRule[] = [
  now(
    'restricted',
    'recipient (address )?rejected: access denied',
    'SenderNotAuthenticatedFor|RESOLVER\\.RST\\.(Not)?Auth',
    'only accepts? (mail|messages?|e-?mails?) from|(user|recipient|mailbox|group).{0,20}(n.t| not) accept .{0,10}mail from',
    'not (allowed|permitted|authori[sz]ed) to (send|post|write) (mail |messages? )?to (this|the) (group|list|recipient|mailbox)',
  ),
  now('rate_limited', 'receiving mail (at a rate|too quickly)|recipient.{0,30}(rate|too many messages)'),
  us(
    'rate_limited',
    '(sending|daily|hourly|monthly) (sending )?(limit|quota|rate)|rate.?limit|throttl',
    'too many recipients|\\bfrequency\\b|unexpected volume|user complaints|relay quota',
    'too many (concurrent |simultaneous |smtp )?(messages|mails|emails|connections|sessions)',
  ),
  us(
    'too_big',
    '(message|mail|file) (is |was )?too (big|large)|(message|mail) size (limit|exceeds (the |fixed |size |max))|max(imum)? (message )?size|size limit',
  ),
  now(
    'mailbox_full',
    '(mail ?box|inbox|mail ?drop|account|user).{0,25}\\b(is )?full\\b|\\bfull\\b.{0,10}mail ?box',
    '(over|exceed\\w*|out of) .{0,30}(quota|storage|mail ?box|disk space)|overquota|quota.{0,30}(exceed|full|reach)',
    '(mail ?box|storage|mail ?folder).{0,25}(exceed|limit)',
    'not enough (disk |storage )?space|insufficient (storage|mailbox)|disk quota',
  ),
  now('mailbox_disabled', '(recipient|account|mailbox|user).{0,25}\\bblocked'),
  us('virus', '\\bvirus|malware|infected|trojan'),
  us(
    'authentication',
    '\\b(dmarc|dkim|spf)\\b|unauthenticated|not authenticated|sender ?id|authentication (check|fail|is required)',
  ),
  us(
    'blocklisted',
    '(black|block|deny|reject).?list|spamhaus|spamcop|barracuda|\\brbl|dnsbl|reputation|blocked (using|by)|banned',
    '(?<!not )\\blisted (in|on|at|by)\\b|(your|sending|client) (ip|host|server|network|domain).{0,80}(block|reject|denied|listed|refused)',
    '\\bblocked\\b|\\binvalid ip\\b|(?<!or )\\bip address|(ip|host|network|server) .{0,20}not (allowed|accepted)|open relay|insecure',
    'reverse (dns|hostname|name)|\\bptr\\b|rdns|cannot find your',
  ),
  us(
    'spam',
    '\\bofr_?5\\d\\d|\\bspam|unsolicited|\\bbulk\\b|\\bjunk\\b|phish|\\buce\\b|suspicious|high.?risk',
  ),
  us(
    'sender_rejected',
    '\\bsender\\b.{0,40}(reject|denied|block|refus|not (allowed|accepted|valid)|unknown|invalid|does not exist|not found)',
    '(reject|refus|unknown|bad|invalid|forged|block|verify|domain of).{0,25}\\bsender\\b|from address|valid from\\b|from:? domain|\\b[he]{2}lo\\b|client host|mail ?from( domain|:)|mailfrom|envelope.?from|return.?path|reply.?to',
  ),
  us(
    'relay_denied',
    '\\brelay(ing)?\\b.{0,20}(denied|not |prohibit|refus)|not.{0,20}to relay|unable to relay',
  ),
  us('policy', '\\bpolic(y|ies)\\b|prohibited|violation|access denied'),
  us('server_fault', 'insufficient (system|disk)|service .{0,15}(un|not )available|refused to talk'),
  now('expired', 'gr[ae]y.?list'),
  now('unspecified', 'temporar(y|ily)|(?<!going to )try again|try (it )?later'),
];

type NumberRule = Pick<CauseRule, 'code' | 'dead'>;

const DEAD_NUMBERS: readonly (readonly [string, BounceCode])[] = [
  ['1.1', 'unknown_user'],
  ['1.2', 'unknown_domain'],
  ['1.3', 'bad_address'],
  ['1.6', 'moved'],
  // A domain that takes no mail (RFC 7505); Exchange says it of an unknown user.
  ['1.10', 'unknown_user'],
  ['2.1', 'mailbox_disabled'],
  // The address or its domain has another owner (RFC 7293).
  ['7.17', 'moved'],
  ['7.18', 'moved'],
];

const OTHER_NUMBERS: readonly (readonly [string, BounceCode])[] = [
  ['1.7', 'sender_rejected'],
  ['1.8', 'sender_rejected'],
  ['2.2', 'mailbox_full'],
  ['2.3', 'too_big'],
  ['3.4', 'too_big'],
  ['4.6', 'loop'],
  ['4.7', 'expired'],
  ...[20, 21, 22, 23, 24, 26, 29, 509, 515].map(detail => [`7.${detail}`, 'authentication'] as const),
  ...[124, 129, 133, 134, 135, 136].map(detail => [`7.${detail}`, 'restricted'] as const),
  ['7.25', 'blocklisted'],
  ['7.27', 'sender_rejected'],
];

/** What a subject and detail of RFC 3463 mean; whom they are about is known elsewhere. */
export const NUMBERS: ReadonlyMap<string, NumberRule> = new Map<string, NumberRule>([
  ...DEAD_NUMBERS.map(([number, code]) => [number, { code, dead: true }] as const),
  ...OTHER_NUMBERS.map(([number, code]) => [number, { code, dead: false }] as const),
]);

/** Where no number says more. */
export const PLAIN: readonly CauseRule[] = [
  gone(
    'moved',
    '(user|mailbox|address|recipient|account|person) (has |is )?(moved|changed)',
    'no longer (with|works|employed)',
  ),
  gone(
    'mailbox_disabled',
    '(account|mailbox|user|recipient|address).{0,40}\\b(disabled|deactivated|discontinued)',
    '(account|mailbox|user|address) (has been |was |is )?(deleted|closed|terminated)',
  ),
  now(
    'mailbox_disabled',
    '(account|mailbox|user|recipient|address).{0,40}\\b(suspended|inactive|locked|expired|on hold)',
  ),
  gone(
    'takes_no_mail',
    'null ?mx|does(n.t| not) (accept|receive) (any )?(e-?)?mail\\b(?! from)|indicated no smtp service',
  ),
  gone(
    'unknown_domain',
    '(host|domain)( or domain)?( name)? (is )?(unknown|not found|does(n.t| not) exist|non-?existent)|(unknown|no such|bad destination) (host|domain)\\b|nxdomain',
  ),
  gone(
    'unknown_user',
    '(user|mailbox|recipient|account|person|alias|addressee|address|user ?id)s?\\b.{0,30}(unknown|not (be )?(found|known|exist|listed|recogni[sz]ed)|do(es)?( ?n.t| not) (exist|have)|no longer (exists|valid))',
    '(no such|unknown|invalid|non-?existent|bad) (e-?mail |local |or invalid )?(user|mailbox|recipient|addressee|address|account|person|alias)',
    'no mailbox here|not (our|a valid|a local) (user|customer|mailbox|recipient|address)|recip(ient)?\\.?not\\.?found|doesn.t have .{0,40}account|not listed in|invalid .{0,20}userid',
  ),
  now('unspecified', 'mailbox unavailable'),
  us('loop', '\\bloop|too many (hops|received)|hop count'),
  now(
    'network',
    'connect(ion|ing)?\\b|no route|unreachable|not reachable|name service|\\bdns\\b|lookup fail|no mx|unrouteable|resolve',
  ),
  now(
    'expired',
    'too long|tim(ed?|ing) ?out|expired|retr(y|ies) .{0,20}exceed|gave up|giving up|deferred|lifetime',
  ),
  us('server_fault', '(system|internal|local|configuration|i/o) (storage|error|fault|problem)|resources'),
  us('protocol', 'syntax|command|out of sequence|bare lf|line too long|\\btls\\b|starttls'),
  us('content', '\\bcontent|\\bheader|attachment|\\bmime\\b|message refused'),
];

/** Where nothing else is known, by subject. */
export const SUBJECTS: ReadonlyMap<string, BounceCode> = new Map([
  ['3', 'server_fault'],
  ['4', 'network'],
  ['5', 'protocol'],
  ['6', 'content'],
  ['7', 'policy'],
]);
