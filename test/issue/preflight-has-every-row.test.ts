import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/issue/preflight/finding.ts';
import { coloursIn } from '../../src/issue/preflight/mail-colours.ts';
import { preflight } from '../../src/issue/preflight.ts';
import { cleanInput } from './clean-preflight.ts';
import { cases, suno } from './preflight-cases.ts';
import {
  type Change,
  withAnswer,
  withContent,
  withEarlier,
  withHtml,
  withSettings,
} from './preflight-changes.ts';

type Row = readonly [row: string, code: FindingCode, change?: Change];

const answered = (status: number, finalUrl = suno) =>
  withAnswer(suno, { kind: 'answered', status, finalUrl });
const failed = (reason: string) => withAnswer(suno, { kind: 'failed', reason });
const linkTo = (address: string) => withHtml(html => `${html}<a href="${address}">x</a>`);
const subject = (text: string) => withContent(() => ({ subject: text }));

/** The table that editors were promised, one entry a check; without a change, the case of that code shows it. */
const ERRORS: readonly Row[] = [
  ['no pairing', 'pairing-none'],
  ['more pairs than K', 'pairing-many'],
  ['repeat pair', 'pairing-repeat'],
  ['cooldown breach', 'tool-cooldown'],
  ['ban breach', 'tool-banned'],
  ['a = b', 'pairing-same-tool'],
  ['family clash', 'pairing-family'],
  ['tool retired', 'tool-retired'],
  ['reviews < 3', 'reviews-few'],
  ['percent ≠ recount', 'share-recount'],
  ['quote without reviewer', 'quote-unnamed'],
  ['price missing', 'price-missing'],
  ['community or unofficial note missing', 'note-missing'],
  ['subject empty', 'subject-empty'],
  ['subject with a line break', 'subject-line-break'],
  ['unresolved {{ in the subject', 'placeholder', subject('{{ lead }} is what the panel ships')],
  ['unresolved {{ in the intro', 'placeholder'],
  ['no text part', 'text-missing'],
  ['no visible unsubscribe', 'unsubscribe-missing'],
  ['no List-Unsubscribe', 'list-unsubscribe-missing'],
  [
    'no List-Unsubscribe-Post',
    'list-unsubscribe-missing',
    input => ({ ...input, headers: { 'List-Unsubscribe': '<https://verdicts.example/unsubscribe/t>' } }),
  ],
  ['no postal address', 'address-missing'],
  ['link not http(s)', 'link-malformed', linkTo('ftp://files.example/x')],
  ['link to localhost', 'link-loopback', linkTo('https://localhost:3000/x')],
  ['link to another environment', 'link-environment'],
  ['link 404', 'link-gone', answered(404)],
  ['link 410', 'link-gone', answered(410)],
  ['image without alt', 'image-alt'],
  ['image without width', 'image-width'],
  ['HTML ≥ 102 KB encoded', 'mail-clipped'],
  ['vote links not test-signed in previews', 'vote-link-counts'],
  ['week already sent', 'week-sent'],
];

/** Errors in the table, warnings by the contract: an editor may know better. */
const WARNINGS_BY_CONTRACT: readonly Row[] = [
  ['fewer pairs than K', 'pairing-few'],
  ['link with no DNS', 'link-unsure', failed('getaddrinfo ENOTFOUND suno.example')],
  ['no test send for this exact hash', 'test-missing'],
  ['outside the send window', 'window-closed'],
  ['audience 0', 'audience-empty'],
];

const WARNINGS: readonly Row[] = [
  ['subject > 60', 'subject-long'],
  ['a name cut at 40', 'subject-name-cut'],
  ['preheader < 30', 'preheader-short'],
  ['preheader > 110', 'preheader-long'],
  ['preheader equal to the subject', 'preheader-repeats'],
  ['link 403', 'link-unsure', answered(403)],
  ['link 429', 'link-unsure', answered(429)],
  ['link timeout', 'link-unsure', failed('no answer within 8 s')],
  ['redirect to another domain', 'link-redirect'],
  ['price checked > 90 days ago', 'price-stale'],
  ['stale superlatives and numbers', 'claim-stale'],
  ['word budget of the mail', 'words-many'],
  ['word budget of a verdict', 'verdict-long'],
  ['word budget of a pull quote', 'pull-long'],
  ['HTML > 60 KB', 'mail-large'],
  ['ALL CAPS in the subject', 'subject-shouting'],
  ['"!!" in the subject', 'subject-spam'],
  ['money in the subject', 'subject-spam', subject('Which of the two is worth $20')],
  ['spam phrases in the subject', 'subject-spam', subject('Act now on the panel’s verdicts')],
  ['contrast < 4.5', 'contrast-low'],
  ['audience differs > 20%, smaller', 'audience-changed'],
  ['audience differs > 20%, larger', 'audience-changed', input => ({ ...input, audience: 121 })],
  ['same lead maker twice in 4 weeks', 'maker-again'],
  ['affiliate link without disclosure', 'link-affiliate'],
  ['all verdicts unanimous', 'panel-unanimous'],
];

const table = (rows: readonly Row[]) => rows.map(([row, code, change]) => ({ row, code, change }));

function found(code: FindingCode, change = cases.find(([known]) => known === code)?.[3]) {
  if (!change) throw new Error(`Nothing shows ${code}.`);
  return preflight(change(cleanInput())).map(finding => [finding.code, finding.severity]);
}

describe('every row of the table of checks', () => {
  test.each(table(ERRORS))('error: $row ($code)', ({ code, change }) =>
    expect(found(code, change)).toEqual([[code, 'error']]),
  );

  test.each(table(WARNINGS_BY_CONTRACT))('a warning here: $row ($code)', ({ code, change }) =>
    expect(found(code, change)).toEqual([[code, 'warning']]),
  );

  test.each(table(WARNINGS))('warning: $row ($code)', ({ code, change }) =>
    expect(found(code, change)).toEqual([[code, 'warning']]),
  );
});

describe('what must not be found', () => {
  const nothing = (change: Change) => expect(preflight(change(cleanInput()))).toEqual([]);

  test('a redirect within one domain, and free words in the mail itself', () => {
    nothing(answered(200, 'https://docs.suno.example/start'));
    nothing(withContent(() => ({ intro: 'Both are FREE this week, and neither costs $20!!' })));
  });

  test('a pair from long ago of other tools, and a window that is open', () => {
    nothing(withEarlier('2024-W10', 'zed', 'aider'));
    nothing(withSettings({ sendWindow: { kind: 'hours', days: [4], from: 0, to: 1440 } }));
  });
});

describe('the colours of a mail', () => {
  const html = `<style>@media (prefers-color-scheme:dark){body,p,td{color:#eeeeee!important}.paper{background:#111111!important}
    .cast td{background:#dddddd!important;color:#111111!important}.soft{color:#aaaaaa!important}}</style>
    <body class="paper" style="background-color:#ffffff;color:#222"><div style="display:none">hidden</div><p class="soft">one<br>two</p>
    <table class="cast"><tr><td bgcolor="#333333" style="color:#fff">three</td></tr></table><!-- not <p>this</p> --></body>`;

  test('follow what stands around, and the rules of the night', () => {
    expect(coloursIn(html, 'light')).toEqual([
      { text: 'one', colour: '#222222', ground: '#ffffff' },
      { text: 'two', colour: '#222222', ground: '#ffffff' },
      { text: 'three', colour: '#ffffff', ground: '#333333' },
    ]);
    expect(coloursIn(html, 'dark')).toEqual([
      { text: 'one', colour: '#aaaaaa', ground: '#111111' },
      { text: 'two', colour: '#aaaaaa', ground: '#111111' },
      { text: 'three', colour: '#111111', ground: '#dddddd' },
    ]);
  });
});
