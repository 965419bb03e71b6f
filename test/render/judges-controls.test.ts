import { describe, expect, it } from 'vitest';
import { describeInChromium } from '../support/chromium.ts';
import { badMail } from '../support/judges/bad-mail.ts';
import { judgeClients } from '../support/judges/client-judge.ts';
import { buildEml, judgeEml, judgeRaw, judgeReadings } from '../support/judges/eml-judge.ts';
import { goodMail } from '../support/judges/good-mail.ts';
import { judgeHtml } from '../support/judges/html-judge.ts';
import { judgeInPage } from '../support/judges/page-judge.ts';
import { pageRules } from '../support/judges/page-rules.ts';
import { judgeSize } from '../support/judges/size-judge.ts';
import { judgeText } from '../support/judges/text-judge.ts';

describe('the judge of markup', () => {
  it('finds what the standard forbids, and nothing in a good mail', async () => {
    const rules = (await judgeHtml(badMail)).map(fault => fault.split(':')[0]);

    expect(rules).toEqual(expect.arrayContaining(['no-dup-id', 'element-permitted-occurrences']));
    expect(await judgeHtml(goodMail)).toEqual([]);
  });
});

describe('the judge of clients', () => {
  it('finds what clients drop and what a mail must never use, and nothing in a good mail', () => {
    const faults = judgeClients(badMail);

    expect(faults).toEqual(
      expect.arrayContaining([
        'display: flex or grid must not be used in a mail',
        'position and float must not be used in a mail',
        'CSS variables must not be used in a mail',
        'form controls must not be used in a mail',
        'svg, video, audio, canvas must not be used in a mail',
        'outlook.windows does not support display:flex',
        'gmail.desktop-webmail does not support position',
      ]),
    );
    expect(judgeClients(goodMail)).toEqual([]);
  });
});

describe('the judge of plain text', () => {
  it('finds markup, wide lines and missing links, and nothing in a good mail', () => {
    expect(judgeText(badMail)).toEqual([
      expect.stringContaining('wider than 78'),
      'the plain text lacks the link /relative',
      'the plain text lacks the link https://bit.ly/a',
      'the plain text lacks the link javascript:alert(1)',
      'the plain text has markup',
    ]);
    expect(judgeText({ ...goodMail, text: '' })).toContain('the plain text is empty');
    expect(judgeText(goodMail)).toEqual([]);
  });
});

describe('the judge of size', () => {
  it('counts bytes, not characters', () => {
    const mail = { ...goodMail, html: '–'.repeat(10) };

    expect(judgeSize(mail, 29)).toEqual(['the HTML has 30 bytes, at most 29 are allowed']);
    expect(judgeSize(mail, 30)).toEqual([]);
  });
});

describe('the judge of raw mails', () => {
  it('finds a mail that was changed on the way', async () => {
    const raw = await buildEml(goodMail);
    const changed = Buffer.from(
      raw.toString('latin1').replace('One-Click', 'One-Clock').replace('Four of', 'Five of'),
      'latin1',
    );

    expect((await judgeReadings(changed, goodMail)).map(fault => fault.split(' as ')[0])).toEqual([
      'mailparser reads listUnsubscribePost',
      'mailparser reads text',
      'postal-mime reads listUnsubscribePost',
      'postal-mime reads text',
    ]);
    expect(await judgeEml(goodMail)).toEqual([]);
  });

  it('finds long lines, bytes beyond ASCII and mails that Gmail clips', () => {
    expect(judgeRaw(Buffer.from('x'.repeat(102_401)))).toEqual([
      'the raw mail has 102401 bytes, Gmail clips at 102400',
      'a raw line has 102401 characters, at most 998 are allowed',
    ]);
    expect(judgeRaw(Buffer.from('é'))).toEqual(['the raw mail is not pure ASCII']);
  });
});

describeInChromium('the judge in the browser', openPage => {
  it('has every own rule broken by the bad mail, and axe as well', async () => {
    const page = await openPage();

    const faults = await judgeInPage(page, badMail, { width: 375, scheme: 'light' });

    const broken = new Set(faults.map(fault => fault.split(': ')[0]));
    expect(Object.keys(pageRules).filter(rule => !broken.has(rule))).toEqual([]);
    expect(faults.filter(fault => fault.startsWith('axe ')).map(fault => fault.split(':')[0])).toEqual(
      expect.arrayContaining(['axe color-contrast', 'axe image-alt', 'axe html-has-lang']),
    );
  });

  it('lets a good mail pass', async () => {
    expect(await judgeInPage(await openPage(), goodMail, { width: 375, scheme: 'light' })).toEqual([]);
  });

  it('sees low contrast that only the dark scheme has', async () => {
    const page = await openPage();
    const style = '<style>@media (prefers-color-scheme:dark){p{color:#ddd!important}}</style></head>';
    const mail = { ...goodMail, html: goodMail.html.replace('</head>', style) };

    expect(await judgeInPage(page, mail, { width: 800, scheme: 'light' })).toEqual([]);
    expect(await judgeInPage(page, mail, { width: 800, scheme: 'dark' })).toEqual([
      expect.stringContaining('axe color-contrast'),
    ]);
  });
});
