import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { promisify } from 'node:util';

export interface DkimSettings {
  readonly domain: string;
  readonly selector: string;
  /** PEM of an RSA key. */
  readonly privateKey: string;
}

/**
 * What a mail has once (RFC 5322 3.6, RFC 2045) and a reader is shown or led by. Named once more than it stands there, so
 * that one put on top breaks the signature (RFC 6376 8.15): most programs show the first and verify the last.
 */
const SIGNED_AGAINST_A_SECOND = ['from', 'reply-to', 'to', 'subject', 'date', 'mime-version', 'content-type'];
/** RFC 8058 wants both unsubscribe headers signed; Message-ID, List-Id and Feedback-ID count for reputation. */
const SIGNED = ['message-id', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'feedback-id'];

/**
 * Makes the function that puts a DKIM signature (relaxed/relaxed, rsa-sha256) in front of a mail. Our own, since no library
 * here names a header twice (docs/decisions/169).
 * @throws Error when the key cannot sign, or domain or selector is no name
 */
export function dkimSigner(settings: DkimSettings): (mail: Buffer) => Buffer {
  const { key, unsigned } = openKey(settings);
  return mail => {
    // As Latin-1 every byte is a character and comes back as it was.
    const text = mail.toString('latin1');
    const split = text.indexOf('\r\n\r\n');
    if (split < 0) throw new Error('A mail without an end to its headers cannot be signed.');
    const { field, data } = unsigned(text.slice(0, split + 2), bodyHash(text.slice(split + 4)));
    return Buffer.concat([Buffer.from(withSignature(field, sign('sha256', data, key)), 'latin1'), mail]);
  };
}

/**
 * Makes the function that signs a mail of which only the headers are looked at, each with its line break: the field that
 * stands in front of them, with its own. On another thread, so that mails are signed while others are on their way.
 * @throws Error as dkimSigner
 */
export function dkimFields(settings: DkimSettings): (head: string, bodyHash: string) => Promise<string> {
  const { key, unsigned } = openKey(settings);
  const signAside = promisify(sign);
  return async (head, hash) => {
    const { field, data } = unsigned(head, hash);
    return withSignature(field, await signAside('sha256', data, key));
  };
}

function openKey(settings: DkimSettings) {
  const key = rsaKey(settings.privateKey);
  const [domain, selector] = [nameFor('DOMAIN', settings.domain), nameFor('SELECTOR', settings.selector)];
  /** The field without a signature, and what is to be signed. */
  const unsigned = (head: string, hash: string): { readonly field: string; readonly data: Buffer } => {
    const fields = signedFields(head);
    const tags = [
      ...['v=1', 'a=rsa-sha256', 'c=relaxed/relaxed', `d=${domain}`, `s=${selector}`],
      `h=${fold(fields.map(({ name }) => name).join(':'), /.{1,66}:(?=.)/g)}`,
      `bh=${hash}`,
    ];
    const field = `DKIM-Signature: ${tags.join(';\r\n ')};\r\n b=`;
    const data = fields.map(({ line }) => (line === null ? '' : `${relaxed(line)}\r\n`)).join('');
    return { field, data: Buffer.from(data + relaxed(field), 'latin1') };
  };
  return { key, unsigned };
}

function withSignature(field: string, signature: Buffer): string {
  return `${field}${fold(signature.toString('base64'), /.{72}(?=.)/g)}\r\n`;
}

/** Headers in the order in which they are signed, the lowest first where there are several; null for one more than there is. */
function signedFields(head: string): { readonly name: string; readonly line: string | null }[] {
  const lines = head.match(/^[^\s:]+[ \t]*:.*\r\n(?:[ \t].*\r\n)*/gm) ?? [];
  const linesOf = (name: string) => lines.filter(line => nameOf(line) === name).toReversed();
  const found = (name: string) => linesOf(name).map(line => ({ name, line: line.slice(0, -2) }));
  return [
    ...SIGNED_AGAINST_A_SECOND.flatMap(name => {
      const all = found(name);
      return all.length === 0 ? [] : [...all, { name, line: null }];
    }),
    ...SIGNED.flatMap(found),
  ];
}

function fold(value: string, part: RegExp): string {
  return value.replaceAll(part, '$&\r\n ');
}

/** RFC 6376 3.4.2. */
function relaxed(line: string): string {
  const value = line.slice(line.indexOf(':') + 1).replaceAll('\r\n', '');
  return `${nameOf(line)}:${value.replaceAll(/[ \t]+/g, ' ').replace(/^ | $/g, '')}`;
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(':')).trimEnd().toLowerCase();
}

/** RFC 6376 3.4.4. */
function bodyHash(body: string): string {
  const lines = body.split('\r\n').map(line => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  const canonical = lines.map(line => `${line}\r\n`).join('');
  return createHash('sha256').update(canonical, 'latin1').digest('base64');
}

/** As it stands in the DNS. What is no name could end the tag it is written in. */
function nameFor(setting: 'DOMAIN' | 'SELECTOR', name: string): string {
  const ascii = domainToASCII(name);
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(ascii)) {
    throw new Error(`SMTP_DKIM_${setting} must be a name as it appears in the DNS, not "${name}".`);
  }
  return ascii;
}

function rsaKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new Error('The DKIM key is not a private key in PEM form.', { cause });
  }
  const type = key.asymmetricKeyType;
  if (type !== 'rsa') throw new Error(`The DKIM key is of type ${type}; it must be an RSA key.`);
  return key;
}
