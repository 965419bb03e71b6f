import PostalMime from 'postal-mime';
import {
  type AuthenticationResults,
  domainIn,
  parseAuthenticationResults,
} from './authentication-results.ts';
import { tagsOf } from './tags.ts';

/** A mail as it came out at a mailbox. */
export interface ReceivedCopy {
  /** As it was saved. */
  readonly source: Uint8Array;
  /** The domain in From. */
  readonly from: string;
  /** `X-Verdicts-Kind`; '' where it is gone. */
  readonly kind: string;
  /** Values of a header, top first. @param name in lower case */
  valuesOf(name: string): readonly string[];
  /** What the last server found; null where it says nothing. */
  readonly found: AuthenticationResults | null;
  readonly signatures: readonly Signature[];
  readonly html: string;
  readonly text: string;
}

/** What a DKIM-Signature says of itself. */
export interface Signature {
  readonly domain: string;
  readonly selector: string;
  /** `h=`. */
  readonly signed: readonly string[];
}

/** @returns null for what is no mail: a page, a picture, a mail without From */
export async function openCopy(source: Uint8Array): Promise<ReceivedCopy | null> {
  const mail = await PostalMime.parse(source).catch(() => null);
  if (!mail) return null;
  const valuesOf = (name: string) => mail.headers.filter(({ key }) => key === name).map(({ value }) => value);
  const address = mail.from?.address ?? '';
  if (!address.includes('@')) return null;
  return {
    source,
    from: domainIn(address),
    kind: valuesOf('x-verdicts-kind')[0]?.trim() ?? '',
    valuesOf,
    found: ofLastServer(valuesOf('authentication-results').map(parseAuthenticationResults)),
    signatures: valuesOf('dkim-signature').map(signatureOf),
    html: mail.html ?? '',
    text: mail.text ?? '',
  };
}

/** Each server writes on top; what stands below under another name, anybody on the way may have written. */
function ofLastServer([top, ...below]: readonly AuthenticationResults[]): AuthenticationResults | null {
  if (!top) return null;
  const same = below.filter(({ server }) => server === top.server);
  return { server: top.server, results: [top, ...same].flatMap(({ results }) => results) };
}

function signatureOf(value: string): Signature {
  const tags = tagsOf(value);
  return {
    domain: domainIn(tags.get('d') ?? ''),
    selector: tags.get('s') ?? '',
    signed: (tags.get('h') ?? '').split(':').map(name => name.trim().toLowerCase()),
  };
}
