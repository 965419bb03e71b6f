import { getDomain } from 'tldts';
import {
  error,
  errorIfReal,
  type Finding,
  type LinkAnswer,
  type PreflightInput,
  warning,
} from './finding.ts';
import { linksIn } from './mail-html.ts';

/** Where the mail leads: by the look of the addresses, and by what the network said where it was asked. */
export function checkLinks(input: PreflightInput): Finding[] {
  const addresses = addressesOf(input);
  const web = addresses.filter(isWeb);
  return [
    ...checkShape(addresses),
    ...checkOwn(input, web),
    ...checkHosts(input, web),
    ...checkAnswers(input, web),
    ...checkAffiliates(input, web),
  ];
}

/** Every address that a reader can follow, each once, in order of appearance. */
export function addressesOf({ content, rendered }: Pick<PreflightInput, 'content' | 'rendered'>): string[] {
  const tools = content.pairings.flatMap(({ a, b, compareUrl }) => [compareUrl, a.url, b.url]);
  const pages = [...Object.values(content.links), ...tools, content.lastWeek?.url ?? ''];
  return [...new Set([...linksIn(rendered.html).map(link => link.url), ...pages.filter(url => url !== '')])];
}

function isWeb(address: string): boolean {
  return /^https?:\/\//iu.test(address) && URL.canParse(address);
}

function checkShape(addresses: readonly string[]): Finding[] {
  return addresses
    .filter(address => !isWeb(address) && !/^mailto:[^\s]+@/iu.test(address))
    .map(address =>
      error(
        'link-malformed',
        `link ${address}`,
        'This is not a full web address.',
        'Start it with https:// and a host.',
      ),
    );
}

/** Pages that only we serve: found under another address, the mail was built for another environment. */
const READER_PAGE = /\/(?:vote|unsubscribe|preferences)\/[^/]+$/u;

function checkOwn({ content, settings, routes }: PreflightInput, addresses: readonly string[]): Finding[] {
  const base = settings.publicUrl.replace(/\/+$/u, '');
  const ours = new Set([
    ...Object.values(content.links),
    ...content.pairings.map(pairing => pairing.compareUrl),
  ]);
  return addresses.flatMap(address => {
    const place = `link ${address}`;
    if (address !== base && !address.startsWith(`${base}/`)) {
      return ours.has(address) || READER_PAGE.test(new URL(address).pathname)
        ? [
            error(
              'link-environment',
              place,
              `This page of ours is not under ${base}.`,
              'Compose the issue again.',
            ),
          ]
        : [];
    }
    const path = address.slice(base.length).replace(/[?#].*$/u, '') || '/';
    return routes.some(route => route.test(path))
      ? []
      : [error('link-route', place, `We have no page at ${path}.`, 'Correct the address.')];
  });
}

const PRIVATE_HOST =
  /^(?:localhost|.*\.localhost|.*\.local|127(?:\.\d+){3}|0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[::1?\]|\[f[cde][0-9a-f]*:.*\])$/iu;

/** One finding a host: a mail of a development machine has every link on it. */
function checkHosts(input: PreflightInput, addresses: readonly string[]): Finding[] {
  const origins = new Map<string, number>();
  for (const address of addresses) {
    const { origin } = new URL(address);
    origins.set(origin, (origins.get(origin) ?? 0) + 1);
  }
  return [...origins].flatMap(([origin, count]) => {
    const { hostname, protocol } = new URL(origin);
    const links = count === 1 ? 'One link leads' : `${count} links lead`;
    const place = `link ${origin}`;
    if (PRIVATE_HOST.test(hostname)) {
      return [
        errorIfReal(
          input,
          'link-loopback',
          place,
          `${links} to a machine that readers cannot reach.`,
          'Set PUBLIC_URL.',
        ),
      ];
    }
    return protocol === 'http:'
      ? [errorIfReal(input, 'link-insecure', place, `${links} to an http address.`, 'Use https.')]
      : [];
  });
}

function checkAnswers({ linkAnswers }: PreflightInput, addresses: readonly string[]): Finding[] {
  return addresses.flatMap(address => {
    const answer = linkAnswers?.get(address);
    return answer ? judge(address, answer) : [];
  });
}

function judge(address: string, answer: LinkAnswer): Finding[] {
  const place = `link ${address}`;
  if (answer.kind === 'failed') {
    return [
      warning('link-unsure', place, `It could not be reached (${answer.reason}).`, 'Open it yourself.'),
    ];
  }
  if (answer.kind === 'private') {
    const message = `It leads into a private network (${answer.reason}) and was not followed.`;
    return [warning('link-private', place, message, 'Readers cannot reach it: correct the address.')];
  }
  const { status, finalUrl } = answer;
  if (status === 404 || status === 410) {
    return [error('link-gone', place, `The page is gone (${status}).`, 'Correct or remove the address.')];
  }
  if (status >= 400) {
    const message = `It answered ${status}; many sites refuse checkers.`;
    return [warning('link-unsure', place, message, 'Open it yourself.')];
  }
  return siteOf(finalUrl) === siteOf(address)
    ? []
    : [
        warning(
          'link-redirect',
          place,
          `It redirects to ${siteOf(finalUrl)}.`,
          'Make sure that this is intended.',
        ),
      ];
}

/** Where a name is somebody's own: `docs.example.co.uk` and `www.example.co.uk` are both `example.co.uk`. */
function siteOf(address: string): string {
  if (!URL.canParse(address)) return '';
  const { hostname } = new URL(address);
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

const AFFILIATE_KEYS = new Set([
  'ref',
  'aff',
  'affiliate',
  'aff_id',
  'via',
  'tag',
  'partner',
  'fpr',
  'irclickid',
]);

function checkAffiliates({ content }: PreflightInput, addresses: readonly string[]): Finding[] {
  const disclosed = /affiliate|commission|sponsor/iu.test(content.intro);
  return addresses
    .filter(
      address => !disclosed && [...new URL(address).searchParams.keys()].some(key => AFFILIATE_KEYS.has(key)),
    )
    .map(address =>
      warning(
        'link-affiliate',
        `link ${address}`,
        'It looks like an affiliate link.',
        'Take the tag out, or say so in the intro.',
      ),
    );
}
