/** A mailbox that is read over IMAP. */
export interface BounceMailbox {
  readonly host: string;
  readonly port: number;
  /** `imaps`: encrypted from the first byte. Else STARTTLS. */
  readonly secure: boolean;
  readonly user: string;
  /** Never shown. */
  readonly password: string;
  /** Its folder, INBOX where none is named. */
  readonly folder: string;
}

/** @param setting BOUNCE_MAILBOX, as `isMailboxAddress` has checked it */
export function readMailboxAddress(setting: string): BounceMailbox {
  const url = new URL(setting);
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  };
}

/** `imaps://user:password@host[:port][/folder]`, or `imap://` for STARTTLS. */
export function isMailboxAddress(setting: string): boolean {
  try {
    const { protocol } = new URL(setting);
    const { host, user, password } = readMailboxAddress(setting);
    return /^imaps?:$/.test(protocol) && host !== '' && user !== '' && password !== '';
  } catch {
    return false;
  }
}
