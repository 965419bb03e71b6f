/**
 * Whom an ErrorCode is about: this reader's address, this mail or the way it is put, us (account, sender, stream, settings:
 * every mail of ours would get it), or the moment.
 */
export type CodeBlame = 'reader' | 'mail' | 'us' | 'later';

/**
 * @param code not 0. Its numbers have nothing to do with those of HTTP: 401 is a sender nobody has confirmed
 * @param message where the code alone does not tell
 */
export function blameOfCode(code: number, message: string): CodeBlame {
  if (code === INACTIVE) return 'reader';
  if (code === INVALID) return blameOfInvalid(message);
  if (code === 100 || code === 429) return 'later';
  return ABOUT_US.has(code) ? 'us' : 'mail';
}

/** A bounce, a complaint or somebody's hand has put the address on the stream's list of suppressions. */
const INACTIVE = 406;
/** "Validation failed", of any field. */
const INVALID = 300;

const ABOUT_US: ReadonlySet<number> = new Set([
  10, // bad or missing token
  400, // no such sender signature
  401, // the sender is not confirmed
  402, // invalid JSON
  405, // out of credits
  409, // wrong request headers
  410, // more than 500 mails
  411, // forbidden attachment
  412, // the account is pending: it may write to its own domain only
  413, // the account may not send
  1221, // message streams
  1222,
  1226,
  1235, // no such stream on this server
  1236, // the stream is not one for sending
]);

/** What stands alike in every mail of ours. */
const SHARED_FIELD =
  /\b(from|sender|reply.?to|header|metadata|tag|subject|html ?body|text ?body|message ?stream|track)/i;
const RECIPIENT = /'to'|\bto address|recipient|illegal email|email address/i;

function blameOfInvalid(message: string): CodeBlame {
  if (SHARED_FIELD.test(message)) return 'us';
  return RECIPIENT.test(message) ? 'reader' : 'mail';
}
