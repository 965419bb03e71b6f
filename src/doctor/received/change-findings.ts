import { Parser } from 'htmlparser2';
import { type DoctorFinding, failed, ok, unknown, warning } from '../finding.ts';
import type { ReceivedCopy } from './received-copy.ts';

const OFF =
  'Turn off click and open tracking for the domain at the provider: it breaks links and counts readers.';

/** What has become, on the way, of what we put into the mail. @param site PUBLIC_URL */
export function changeFindings(copy: ReceivedCopy, site: string): DoctorFinding[] {
  const { origin } = new URL(site);
  const { links, pictures } = addressesIn(copy.html);
  const isLetter = ['confirm', 'sign-in', 'notice'].includes(copy.kind);
  const hasList = copy.valuesOf('list-unsubscribe').length > 0;
  return [
    ...(hasList || !isLetter ? [listHeaders(copy, origin)] : []),
    linkFinding(copy, links, origin),
    pictureFinding(pictures, origin),
  ];
}

function listHeaders({ valuesOf }: ReceivedCopy, origin: string): DoctorFinding {
  const check = 'list headers';
  const leave = valuesOf('list-unsubscribe');
  const post = valuesOf('list-unsubscribe-post');
  if (leave.length === 0) {
    return failed(check, 'List-Unsubscribe is gone', 'Ask the provider why it takes the header out.');
  }
  if (leave.length > 1 || post.length > 1) {
    const found = `${leave.length} List-Unsubscribe, ${post.length} List-Unsubscribe-Post`;
    return failed(check, found, 'Turn off the provider’s own unsubscribe links: two of them count as none.');
  }
  const [web] = [...(leave[0] ?? '').matchAll(/<\s*(https?:[^>\s]+)\s*>/giu)].map(
    ([, address = '']) => address,
  );
  if (web === undefined) {
    return failed(
      check,
      `no web address in List-Unsubscribe: ${leave[0]}`,
      'Ask the provider why it rewrites it.',
    );
  }
  if (originOf(web) !== origin) {
    const fix = `Turn off what rewrites it: it must lead to ${origin}, or nobody is taken off the list here.`;
    return failed(check, `List-Unsubscribe leads to ${originOf(web)}`, fix);
  }
  if (!web.startsWith('https:')) {
    return failed(
      check,
      `${origin} is not https: no mailbox shows the button`,
      'Set PUBLIC_URL to an https address.',
    );
  }
  if (post[0]?.replaceAll(/\s/gu, '').toLowerCase() !== 'list-unsubscribe=one-click') {
    return failed(
      check,
      `List-Unsubscribe-Post is ${post[0] ?? 'gone'}`,
      'Ask the provider why it takes it out.',
    );
  }
  if (valuesOf('list-id').length !== 1) {
    return warning(
      check,
      `${valuesOf('list-id').length} List-Id`,
      'Ask the provider why it changes the header.',
    );
  }
  return ok(check, 'List-Unsubscribe, List-Unsubscribe-Post and List-Id came through');
}

/** Trackers rewrite the HTML: a place that only stands there is none of ours, since every link of ours stands in the text too. */
function linkFinding({ html, text }: ReceivedCopy, links: readonly string[], origin: string): DoctorFinding {
  const check = 'links';
  const written = [...text.matchAll(/https?:\/\/[^\s<>]+/gu)].map(([address]) => originOf(address));
  const places = html === '' ? written : links.map(originOf);
  if (places.length === 0)
    return unknown(check, 'there are none in it', 'Send another: verdicts doctor --mail YOU.');
  const added = places.filter(place => place !== origin && text !== '' && !written.includes(place));
  const foreign = [...new Set(places.includes(origin) ? added : places)];
  return foreign.length > 0
    ? failed(check, `rewritten to ${foreign.join(', ')}`, OFF)
    : ok(check, `${places.length} of them lead where they should`);
}

function pictureFinding(pictures: readonly string[], origin: string): DoctorFinding {
  const foreign = [
    ...new Set(pictures.filter(each => !each.startsWith('cid:') && originOf(each) !== origin)),
  ];
  return foreign.length > 0
    ? warning('pictures', `one of ${foreign.map(originOf).join(', ')} was added`, OFF)
    : ok('pictures', 'none was added');
}

function addressesIn(html: string): { readonly links: string[]; readonly pictures: string[] } {
  const links: string[] = [];
  const pictures: string[] = [];
  const parser = new Parser({
    onopentag(name, { href = '', src = '' }) {
      if (name === 'a' && /^https?:/iu.test(href)) links.push(href);
      if (name === 'img' && /^(https?|cid):/iu.test(src)) pictures.push(src);
    },
  });
  parser.end(html);
  return { links, pictures };
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
