import { REFUSED } from '../audience/hostile-addresses.ts';

const refused = (...texts: readonly string[]) => texts.map(text => [text, null] as const);

/** An address as typed, and as it must be stored: `null` where it must be refused and nothing stored. */
export const HOSTILE_ADDRESSES: readonly (readonly [typed: string, stored: string | null])[] = [
  ...refused(...Object.values(REFUSED).flat()),
  ...refused(
    '"><img src=x onerror=alert(1)>@a1.example',
    'ada@a2.example%0d%0aBcc:x',
    'ada@a3.example\\nBcc:x',
    '../../x@a4.example',
    '__proto__',
    'ada@gmial.com)',
    'ada@gmial.[',
    'ada@aaaaaaaaaaaaaaaaaaaaaaaa.(a+)+b',
    `${'x'.repeat(60_000)}@a5.example`,
    `ada@${'a'.repeat(60_000)}`,
    `ada${' '.repeat(60_000)}@a6.example`,
    '@'.repeat(60_000),
  ),
  // Odd, and somebody's.
  [' ada@b1.example ', 'ada@b1.example'],
  ['\u00a0ada@b2.example\t', 'ada@b2.example'],
  ['ADA@B3.EXAMPLE', 'ADA@b3.example'],
  ["o'brien@b4.example", "o'brien@b4.example"],
  ["'or'1'='1@b5.example", "'or'1'='1@b5.example"],
  ['{{7*7}}@b6.example', '{{7*7}}@b6.example'],
  ['$' + '{7}&`x`@b7.example', '$' + '{7}&`x`@b7.example'],
  ['=cmd|/@b8.example', '=cmd|/@b8.example'],
  ['%0d%0a@b9.example', '%0d%0a@b9.example'],
  ['ada+tag@b11.example', 'ada+tag@b11.example'],
  ['__proto__@b12.example', '__proto__@b12.example'],
  ['constructor@b13.example', 'constructor@b13.example'],
  ['ada@b\u00fccher.example', 'ada@xn--bcher-kva.example'],
  // No letters of any script, but a label that a server may have.
  ['ada@xn--a.example', 'ada@xn--a.example'],
  ['ada@\uff42\uff11\uff14.example', 'ada@b14.example'],
  ['ada@b15\u3002example', 'ada@b15.example'],
  ['ada@b16\u{1f4a9}.example', 'ada@xn--b16-md23b.example'],
  ['-@b17.example', '-@b17.example'],
  [`${'x'.repeat(64)}@b18.example`, `${'x'.repeat(64)}@b18.example`],
];
