import { run } from '@zootools/email-spell-checker';

/** Mailboxes anybody can have: no cap by domain fits them, and only they are worth a guess at a typing mistake. */
const FREEMAIL = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es ' +
    'live.com live.co.uk live.nl live.fr msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.fr yahoo.de ' +
    'yahoo.it yahoo.es ymail.com rocketmail.com icloud.com me.com mac.com aol.com aol.co.uk proton.me protonmail.com ' +
    'pm.me gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de mail.com mail.de mail.ru yandex.com yandex.ru ' +
    'zoho.com fastmail.com hey.com tutanota.com seznam.cz wp.pl o2.pl orange.fr free.fr laposte.net libero.it qq.com ' +
    '163.com 126.com naver.com comcast.net verizon.net att.net btinternet.com duck.com mozmail.com ' +
    'privaterelay.appleid.com passmail.net simplelogin.com'
  ).split(' '),
);

export function isFreemail(domain: string): boolean {
  return FREEMAIL.has(domain);
}

/**
 * An address that may have been meant, for a person to decide about; null when nothing stands out.
 * @param email as typed
 */
export function typingHint(email: string): string | null {
  const at = email.lastIndexOf('@');
  const domain = email
    .slice(at + 1)
    .trim()
    .toLowerCase();
  // The library compares every letter with every domain: nothing long is worth that.
  if (at < 1 || domain.length > 40 || isFreemail(domain)) return null;
  // It also makes a regular expression of the ending as it stands.
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain)) return null;
  const meant = run({ email: `x@${domain}` })?.domain;
  return meant !== undefined && isFreemail(meant) ? `${email.slice(0, at).trim()}@${meant}` : null;
}
