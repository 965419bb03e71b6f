/**
 * What the mails use although a client drops it (data of caniemail.com): every entry says why the mail still reads
 * well there. A feature that is not listed for a client must not be used.
 */
export interface AllowedFeature {
  /** As caniemail names it. */
  readonly feature: string;
  /** `gmail.*` is every Gmail. */
  readonly clients: readonly string[];
  readonly reason: string;
}

/**
 * Named one by one: `*` makes caniemail throw, because its data has holes: nothing on colour schemes for laposte,
 * rainloop, wp.pl and Thunderbird on Windows, on images for gmx and web.de, on display for free.fr and t-online, on
 * table layout for Thunderbird on macOS.
 */
export const judgedClients = [
  'aol.android',
  'aol.desktop-webmail',
  'aol.ios',
  'apple-mail.ios',
  'apple-mail.macos',
  'fastmail.desktop-webmail',
  'gmail.android',
  'gmail.desktop-webmail',
  'gmail.ios',
  'gmail.mobile-webmail',
  'hey.desktop-webmail',
  'outlook.android',
  'outlook.ios',
  'outlook.macos',
  'outlook.outlook-com',
  'outlook.windows',
  'outlook.windows-mail',
  'protonmail.android',
  'protonmail.desktop-webmail',
  'protonmail.ios',
  'samsung-email.android',
  'yahoo.android',
  'yahoo.desktop-webmail',
  'yahoo.ios',
] as const;

const selectorDroppers = ['gmail.mobile-webmail', 'protonmail.ios', 'protonmail.desktop-webmail'];
const windows = ['outlook.windows', 'outlook.windows-mail'];
const yahooAndAol = ['aol.*', 'yahoo.*'];

export const allowedFeatures: readonly AllowedFeature[] = [
  {
    feature: 'Attribute selector',
    clients: ['gmail.mobile-webmail', 'protonmail.*', 'outlook.windows', 'outlook.windows-mail'],
    reason: 'They stand last in the sheet and are for Outlook.com alone, by the marks that only it sets.',
  },
  {
    feature: 'color-scheme meta tag',
    clients: [
      ...yahooAndAol,
      'apple-mail.ios',
      'fastmail.*',
      'gmail.*',
      'hey.*',
      'outlook.*',
      'protonmail.*',
      'samsung-email.*',
    ],
    reason:
      'Says that we bring a dark scheme; where it is not read the mail stays light or the client inverts it.',
  },
  {
    feature: 'color-scheme CSS property',
    clients: [
      ...yahooAndAol,
      'fastmail.*',
      'gmail.*',
      'hey.*',
      'outlook.android',
      'outlook.ios',
      'outlook.macos',
      'outlook.outlook-com',
      'outlook.windows',
      'protonmail.android',
      'protonmail.ios',
    ],
    reason: 'The same, for clients that read the style sheet only.',
  },
  {
    feature: '@media',
    clients: ['gmail.mobile-webmail', ...windows],
    reason:
      'Only narrower margins and the dark scheme; the light sheet is inline and fits a phone without it.',
  },
  ...['Type selector', 'Class selector', 'Descendant combinator', 'ID selector'].map(feature => ({
    feature,
    clients: selectorDroppers,
    reason:
      'The style sheet holds only what those media queries need; everything a reader must see is inline.',
  })),
  {
    feature: 'Chaining selectors',
    clients: [...selectorDroppers, ...windows, 'outlook.outlook-com'],
    reason:
      'MJML’s own reset for very old clients; its columns are one to a row here, so nothing hangs on it.',
  },
  {
    feature: '<style> element',
    clients: ['gmail.mobile-webmail'],
    reason: 'Everything a reader must see is inline.',
  },
  {
    feature: '<body> element',
    clients: [
      'aol.android',
      'aol.ios',
      'fastmail.*',
      'outlook.macos',
      'protonmail.*',
      'yahoo.android',
      'yahoo.ios',
    ],
    reason: 'Becomes a <div>; language, direction and ground are repeated on the first element inside.',
  },
  {
    feature: 'target attribute',
    clients: [...yahooAndAol, 'fastmail.*', 'gmail.*', 'hey.*', 'outlook.outlook-com', 'protonmail.*'],
    reason: 'Set by React Email and MJML; these clients open every link in a new window anyway.',
  },
  {
    feature: 'aria-label attribute',
    clients: [...yahooAndAol, 'hey.*', 'outlook.windows-mail'],
    reason: 'Names the whole mail by its subject, which the client reads out in any case.',
  },
  {
    feature: 'role attribute',
    clients: ['hey.*', 'outlook.windows-mail'],
    reason: 'A screen reader then says "table" on layout tables; the reading order stays right.',
  },
  {
    feature: 'lang attribute',
    clients: ['hey.*'],
    reason: 'The client’s own language is read out instead; nothing is shown differently.',
  },
  ...['width attribute', 'height attribute'].map(feature => ({
    feature,
    clients: ['hey.*'],
    reason: 'Columns then find their width by their content, and gaps close by a few pixels.',
  })),
  {
    feature: 'display:none',
    clients: ['gmail.mobile-webmail'],
    reason: 'The preheader is then hidden by its height alone.',
  },
  ...['max-height property', 'overflow'].map(feature => ({
    feature,
    clients: windows,
    reason: 'A second way to hide the preheader, beside display:none, which these clients know.',
  })),
  {
    feature: 'border-radius',
    clients: windows,
    reason: 'Seats are then square; filled, open and struck through stay what they are.',
  },
  {
    feature: 'text-decoration',
    clients: ['protonmail.ios'],
    reason: 'Links are underlined there by default, and the word "skip" stands in the seat.',
  },
  {
    feature: 'word-break',
    clients: [...yahooAndAol, 'outlook.windows-mail'],
    reason:
      'A very long word or spelled-out address then widens the sheet; the button above it stays in view.',
  },
  {
    feature: 'word-spacing',
    clients: ['aol.android', ...windows],
    reason: 'Set by MJML to its default.',
  },
  {
    feature: 'height property',
    clients: yahooAndAol,
    reason: 'In MJML’s reset of images and in gaps of eight pixels, which then close.',
  },
  {
    feature: 'outline',
    clients: windows,
    reason: 'In MJML’s reset of images, of which there are none.',
  },
  {
    feature: 'table-layout',
    clients: windows,
    reason: 'Set by MJML to its default.',
  },
  {
    feature: 'cursor',
    clients: [
      'apple-mail.ios',
      'gmail.*',
      'outlook.android',
      'outlook.ios',
      'outlook.macos',
      'outlook.outlook-com',
      'yahoo.ios',
    ],
    reason: 'Set by MJML on buttons, to its default.',
  },
  {
    feature: 'white-space',
    clients: [...windows, 'samsung-email.android'],
    reason: 'A tally or an amount may be broken over two lines there, and is still read.',
  },
];
