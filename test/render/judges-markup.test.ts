import { describe, expect, it } from 'vitest';
import { allowedFeatures, judgedClients } from '../support/caniemail-allowed.ts';
import { readerFields } from '../support/content.ts';
import { allMails } from '../support/judges/all-mails.ts';
import { judgeClients, matches, unsupportedFeatures } from '../support/judges/client-judge.ts';
import { judgeEml } from '../support/judges/eml-judge.ts';
import { judgeHtml } from '../support/judges/html-judge.ts';
import { judgeSize, MOST_HTML_BYTES, MOST_LETTER_BYTES } from '../support/judges/size-judge.ts';
import { judgeText } from '../support/judges/text-judge.ts';

const mails = allMails();

describe.each(mails)('the $kind $state by $engine', ({ kind, render }) => {
  it('is valid markup', async () => {
    expect(await judgeHtml(await render())).toEqual([]);
  });

  it('uses nothing that a client drops, but for what is allowed with a reason', async () => {
    expect(judgeClients(await render())).toEqual([]);
  });

  it('is small', async () => {
    expect(judgeSize(await render(), kind === 'letter' ? MOST_LETTER_BYTES : MOST_HTML_BYTES)).toEqual([]);
  });

  it('has a plain-text part that is a mail of its own', async () => {
    expect(judgeText(await render())).toEqual([]);
  });

  it('reads the same to two parsers, and fits what mail servers take', async () => {
    expect(await judgeEml(await render())).toEqual([]);
  });
});

describe.each(mails.filter(({ kind }) => kind === 'issue'))(
  'the issue $state by $engine',
  ({ postalAddress, render }) => {
    it('shows the way out, the preferences and who sent it, in both parts', async () => {
      const { html, text } = await render();

      for (const part of [html, text]) {
        expect(part).toContain(readerFields.unsubscribe);
        expect(part).toContain(readerFields.preferences);
        for (const line of postalAddress.split('\n')) expect(part).toContain(line);
      }
      expect(html.indexOf(readerFields.unsubscribe)).toBeGreaterThan(html.indexOf('<h1'));
    });
  },
);

describe('the list of allowed features', () => {
  it('has no entry that no mail needs', async () => {
    const used = (await Promise.all(mails.map(mail => mail.render()))).flatMap(unsupportedFeatures);

    const needless = allowedFeatures.flatMap(({ feature, clients }) =>
      clients
        .filter(glob => !used.some(one => one.feature === feature && matches(glob, one.client)))
        .map(glob => `${feature} on ${glob}`),
    );

    expect(needless).toEqual([]);
  });

  it('names only clients that are judged', () => {
    const globs = allowedFeatures.flatMap(({ clients }) => clients);

    expect(globs.filter(glob => !judgedClients.some(client => matches(glob, client)))).toEqual([]);
  });
});
