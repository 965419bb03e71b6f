import { HOSTILE_BODIES } from './hostile-bodies.ts';
import { FORM, fields, JSON_BODY, type RawRequest } from './raw-http.ts';

/** Addresses of one site that open something, for requests that must get past the token. */
export interface OpenLinks {
  readonly confirm: string;
  readonly preferences: string;
  readonly unsubscribe: string;
  readonly vote: string;
  /** A comparison that an issue held, and its week. */
  readonly pair: string;
  readonly week: string;
}

export interface HostileRow extends RawRequest {
  readonly what: string;
  /** What must not come back as it is. */
  readonly typed: string;
}

/** As they stand in a request line. */
const PATH_PARTS: readonly string[] = [
  '%00',
  'a%00b',
  '%0d%0aSet-Cookie:%20stolen=1',
  '%0aLocation:%20https:%2f%2fevil.example',
  '%e2%80%ae',
  '%ff%fe',
  '%E0%A4%A',
  '%',
  '%zz',
  '%u0041',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/etc/passwd',
  '....//....//etc/passwd',
  '..;/..;/',
  '%5c..%5c..%5cwindows',
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '"><img%20src=x%20onerror=alert(1)>',
  "'-alert(1)-'",
  '%27%20or%201=1--',
  ';drop%20table%20issues',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '-1',
  '1e300',
  '9999-W99',
  'a-vs-b-vs-c',
  '-vs-',
  'x'.repeat(8_000),
  '1'.repeat(1_100),
  '%F0%9F%92%A9',
  'caf\u00e9',
];

const QUERIES: readonly string[] = [
  'page=1e300',
  'page=9007199254740993',
  'page=99999999999999999999',
  'page=-1',
  'page=0x10',
  'page=%00',
  'page[]=1&page[]=2',
  'page=1&page=2',
  'page=NaN',
  '__proto__[x]=1&constructor[prototype][x]=1',
  'choice=%00',
  'choice=%3Cscript%3Ealert(1)%3C/script%3E',
  'choice=a&choice=b',
  'framed=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E',
  'pause=%0d%0aSet-Cookie:%20stolen=1',
  '%E0%A4%A=%zz&&&===',
  'x='.padEnd(8_000, 'y'),
];

/** Lines; some are no headers at all. */
const HEADERS: readonly string[] = [
  'Cookie: session=<script>alert(1)</script>',
  'Cookie: __proto__=1; constructor=2; =; ;;a',
  `Cookie: ${'a=b; '.repeat(1_500)}`,
  'Cookie: session=\x80\xff',
  'User-Agent: "><img src=x onerror=alert(1)>',
  'User-Agent: \x80\x81\xff',
  `User-Agent: ${'x'.repeat(9_000)}`,
  'X-Request-Id: stolen',
  'X-Forwarded-For: <script>alert(1)</script>',
  "X-Forwarded-For: '; drop table caps; --",
  'X-Forwarded-For: fe80::1%<script>alert(1)</script>',
  `X-Forwarded-For: ${'1.2.3.4, '.repeat(900)}`,
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Proto: javascript',
  'Forwarded: for="<script>";host=evil.example',
  'X-Original-URL: /preferences/evil',
  'X-HTTP-Method-Override: DELETE',
  'Referer: javascript:alert(1)',
  'Origin: https://evil.example',
  'Origin: null',
  'Origin: \x80',
  'Sec-Fetch-Site: cross-site<script>',
  'Accept-Language: <script>alert(1)</script>',
  'Accept-Encoding: gzip;q=9, \xff, *;q=x',
  'If-None-Match: "\x80", W/"<script>alert(1)</script>"',
  'If-Modified-Since: never',
  'Range: bytes=0-1,5-,-9999999999999999',
  'Host: evil.example',
  'Host: weekly.example.com"><script>alert(1)</script>',
  'Host: user:pass@evil.example',
  'Host: [::1',
  'Host: ',
  'Expect: stolen',
  'Upgrade: h2c',
  'Content-Length: -1',
  'Content-Length: 5\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: stolen',
  ' folded: line',
  'No colon at all',
  'Bad\0Name: x',
  'X-Null: a\0b',
  'X-Bare: a\rSet-Cookie: stolen=1',
  `X-Huge: ${'x'.repeat(70_000)}`,
  Array.from({ length: 300 }, (_, at) => `X-Many-${at}: 1`).join('\r\n'),
];

const METHODS = ['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PURGE', 'CONNECT', 'G\0T', 'get', 'X'.repeat(9_000)];
const TARGETS = [
  '*',
  '',
  '//evil.example/',
  'http://evil.example/',
  '/\\evil.example',
  '/../../etc/passwd',
  '/#<script>',
  'evil',
  '/a b',
  '/\0',
  '/\x80',
];

/** Routes that take anything after them, and those of them that take a POST. */
const READ = ['compare', 'issues', 'share', 'go', 'embed', 'outbox'];
const POSTED = ['confirm', 'preferences', 'unsubscribe', 'vote', 'hooks'];

export function hostileRows(links: OpenLinks): HostileRow[] {
  const { pair, week, ...tokens } = links;
  const open = Object.values(tokens);
  const pages = ['/', '/subscribe', '/issues', `/issues/${week}`, `/compare/${pair}`, '/embed/form', ...open];
  return [
    ...pathRows(open),
    ...QUERIES.flatMap(typed => pages.map(page => row('query', typed, { path: `${page}?${typed}` }))),
    ...HEADERS.flatMap(typed => headerRows(typed, links)),
    ...HOSTILE_BODIES.flatMap(([type, body]) =>
      ['/subscribe', '/subscribe?framed', '/hooks/resend', ...open].map(path =>
        row('body', String(body), { method: 'POST', path, headers: [type], body }),
      ),
    ),
    ...METHODS.flatMap(method =>
      ['/', '/subscribe', tokens.vote].map(path => row('method', method, { method, path })),
    ),
    ...TARGETS.map(path => row('target', path, { path })),
  ];
}

function pathRows(open: readonly string[]): HostileRow[] {
  const spoilt = (link: string) => [
    `${link}x`,
    `${link}%00`,
    `${link}/`,
    link.slice(0, -1),
    link.toUpperCase(),
  ];
  return [
    ...PATH_PARTS.flatMap(typed => [
      ...[...READ, ...POSTED].map(route => row('path', typed, { path: `/${route}/${typed}` })),
      ...POSTED.map(route => row('path', typed, { method: 'POST', path: `/${route}/${typed}` })),
      row('picture', typed, { path: `/share/${typed}.png` }),
    ]),
    ...open.flatMap(spoilt).map(path => row('token', path, { method: 'POST', path })),
  ];
}

function headerRows(typed: string, { pair, vote }: OpenLinks): HostileRow[] {
  const ballot = { method: 'POST', path: vote, headers: [FORM, typed], body: fields({ choice: 'a' }) };
  return [
    ...['/', `/compare/${pair}`, vote].map(path => row('header', typed, { path, headers: [typed] })),
    row('header', typed, {
      method: 'POST',
      path: '/subscribe',
      headers: [JSON_BODY, typed],
      body: '{"email":"x"}',
    }),
    row('header', typed, ballot),
  ];
}

function row(kind: string, typed: string, request: RawRequest): HostileRow {
  const { method = 'GET', path } = request;
  const what = `${kind} ${JSON.stringify(typed.slice(0, 60))}: ${method.slice(0, 9)} ${path.slice(0, 60)}`;
  return { what, typed: decoded(typed), ...request };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
