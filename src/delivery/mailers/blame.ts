/** Whom a clear no is about: this one address, or us (account, sender, settings), whoever the reader is. */
export type Blame = 'recipient' | 'us';

/**
 * Said by name, and more than any word after it: Postfix puts whom it refuses before the reason, Exchange has numbers, and
 * Google's "the account that you tried to reach is disabled" is not our account.
 */
const namedRecipient =
  /recipient (address )?rejected|unknown in (virtual|local|relay)|\b5\.7\.1(2[49]|3[3-6])\b|(account|user) (that )?you (tried|are trying) to (reach|contact)/i;

const aboutUs = new RegExp(
  [
    '\\bsender\\b|return.?path|mail from|`?\\b(from|reply.?to)\\b`? (field|address)|not owned|send ?as ?denied',
    'client (host|ip)|your (ip|host|server|domain|account)|helo|ehlo',
    '(sending|account|domain|subscription|plan|service) .{0,40}(paused|suspended|disabled|deactivated|blocked|on hold|under review)',
    'not (been )?verified|unverified|testing emails|api key|billing|payment',
    '(block|black|deny).?list|spamhaus|reputation|unusual sending|sending (limit|quota|rate)|(daily|hourly|monthly|message) (limit|quota)',
    'relay(ing)? (access )?(denied|not (permitted|allowed))|(unable|not permitted|not allowed) to relay|open relay',
    'authenticat|not authori[sz]ed|dkim|dmarc|\\bspf\\b',
  ].join('|'),
  'i',
);

const aboutRecipient = new RegExp(
  [
    '(no such|unknown|invalid|nonexistent|non-existent|inactive|disabled) (user|mailbox|recipient|address|account|person)',
    '(user|mailbox|recipient|address|account|alias) .{0,20}(unknown|not found|unavailable|does(n.t| not) exist|full|over quota|disabled|inactive|invalid|not (be )?recogni[sz]ed)',
    '(mailbox|inbox|quota|storage) .{0,20}(full|exceeded)|over quota|\\bfull\\b|`to`',
  ].join('|'),
  'i',
);

/** Whom a refusal is about, as far as its words tell; null where they do not. */
export function blameOf(words: string): Blame | null {
  if (namedRecipient.test(words)) return 'recipient';
  if (aboutUs.test(words)) return 'us';
  const [, subject = '', detail = ''] = enhancedCode(words).split('.');
  const told = codeBlame(subject, detail);
  if (told !== null) return told;
  if (aboutRecipient.test(words)) return 'recipient';
  return blameOfStatus(subject, detail);
}

/**
 * Whom an enhanced status code (RFC 3463) is about by its number alone; null where the number does not tell.
 * @param subject the 7 of 5.7.1
 * @param detail the 1 of 5.7.1
 */
export function blameOfStatus(subject: string, detail: string): Blame | null {
  const told = codeBlame(subject, detail);
  if (told !== null) return told;
  // The mail system, the protocol, security and policy: the same for whoever the reader is.
  return subject === '3' || subject === '5' || subject === '7' ? 'us' : null;
}

/** After a reply code, so that an address of the internet is none: `550 5.1.1`, `450-4.2.2`. */
const enhanced = /\b[45]\d\d[ -]#?([45])\.(\d{1,3})\.(\d{1,3})\b(?!\.\d)/;

/** The class, subject and detail of an enhanced status code (RFC 3463), such as `5.1.1`; '' where there is none. */
export function enhancedCode(words: string): string {
  const found = enhanced.exec(words);
  return found ? `${found[1]}.${found[2]}.${found[3]}` : '';
}

/** RFC 7293: the address, or its whole domain, belongs to somebody else by now. */
const OWNER_CHANGED = new Set(['17', '18']);
/** Exchange's numbers for recipients who take mail from some senders only. */
const RESTRICTED = new Set(['124', '129', '133', '134', '135', '136']);

const greyList = /gr[ae]y.?list/i;
const serverIsBusy =
  /too many|rate|throttl|connections|try .*server|insufficient system|system (storage|load)|service .{0,20}unavailable|server .{0,20}(busy|error)|local error|resources/i;

/** Whom a "not now" is about. Who says nothing else is believed to mean this one mail: the others will tell. */
export function laterWhom(words: string): Blame {
  if (greyList.test(words)) return 'recipient';
  const [, subject = '', detail = ''] = enhancedCode(words).split('.');
  const told = codeBlame(subject, detail);
  if (told !== null) return told;
  if (subject === '3' || subject === '5' || serverIsBusy.test(words) || aboutUs.test(words)) return 'us';
  return 'recipient';
}

function codeBlame(subject: string, detail: string): Blame | null {
  switch (subject) {
    case '1':
      // 7 and 8 are the sender's address.
      return detail === '7' || detail === '8' ? 'us' : 'recipient';
    case '2':
      return detail === '0' ? null : 'recipient';
    case '4':
      // A loop, or a limit that goes by that number; the others say that the reader's domain has no route.
      if (detail === '5' || detail === '6') return 'us';
      return detail === '1' || detail === '4' ? 'recipient' : null;
    case '7':
      return OWNER_CHANGED.has(detail) || RESTRICTED.has(detail) ? 'recipient' : null;
    default:
      return null;
  }
}
