import { expect, it } from 'vitest';
import { describeStores } from '../support/stores.ts';
import { consentOf, give, leftOut, read, rows } from './given-export.ts';
import { CONSENT, NOW } from './imported-file.ts';

describeStores('the export', open => {
  it('of Mailchimp brings its three files in, and leaving wins whichever comes first', async () => {
    const store = await open();
    const subscribed = await give(store, 'mailchimp-subscribed.csv');
    expect(subscribed.understood).toMatchObject({ from: 'mailchimp', everyone: null, words: [] });
    expect(read(subscribed)).toMatchObject({
      'Email Address': 'email',
      'First Name': 'first',
      'Last Name': 'last',
      OPTIN_TIME: 'asked',
      CONFIRM_TIME: 'confirmed',
      OPTIN_IP: 'ip',
      TIMEZONE: 'timezone',
      MEMBER_RATING: null,
      NOTES: null,
      TAGS: null,
    });
    expect(subscribed).toMatchObject({ rows: 2, refused: 0, added: { confirmed: 2 } });
    expect(await rows(store)).toEqual([
      "ann@reader.example,Ann O'Neil,Europe/Zurich,,confirmed",
      'zoe@reader.example,"Zoë =HYPERLINK(""x"")",,,confirmed',
    ]);
    expect(await consentOf(store, 'ann@reader.example')).toEqual({
      event: 'imported',
      at: NOW,
      wording: CONSENT,
      source: 'import',
      evidence: {
        method: 'import',
        status: 'confirmed',
        from: 'mailchimp',
        askedAt: '2018-02-12T17:59:31.000Z',
        confirmedAt: '2018-02-12T18:06:58.000Z',
        ip: '192.0.2.17',
      },
    });

    const unsubscribed = await give(store, 'mailchimp-unsubscribed.csv');
    expect(unsubscribed.understood).toMatchObject({ from: 'mailchimp', everyone: 'unsubscribed' });
    // The row with too many cells is a reader who left all the same.
    expect(unsubscribed).toMatchObject({
      rows: 3,
      changed: 1,
      added: { confirmed: 0, unsubscribed: 2 },
      refused: 0,
      leftDespite: 1,
    });
    expect((await consentOf(store, 'uma@reader.example'))?.evidence).toMatchObject({
      from: 'mailchimp',
      leftAt: '2018-07-23T12:19:27.000Z',
    });
    const cleaned = await give(store, 'mailchimp-cleaned.csv');
    expect(cleaned).toMatchObject({ rows: 1, suppressed: 1 });
    // Given once more, the first file brings nobody back.
    expect(await give(store, 'mailchimp-subscribed.csv')).toMatchObject({ keptOut: 1, unchanged: 1 });
    expect((await rows(store)).map(row => row.replace(/,.*,/, ' '))).toEqual([
      'ann@reader.example unsubscribed',
      'zoe@reader.example confirmed',
      'uma@reader.example unsubscribed',
      'vic@reader.example unsubscribed',
      'cleo@reader.example suppressed',
    ]);
  });

  it('of Substack tells reading from paying', async () => {
    const store = await open();
    const report = await give(store, 'substack.csv');
    expect(report.understood?.from).toBe('substack');
    expect(leftOut(report)).toEqual(['active_subscription', 'expiry', 'prefer_digests']);
    expect(report.added).toEqual({ confirmed: 2, pending: 0, unsubscribed: 1 });
    expect(report.understood?.columns.find(({ name }) => name === 'email_disabled')).toMatchObject({
      field: 'left',
      says: 1,
    });
    expect((await consentOf(store, 'bob@reader.example'))?.evidence).toMatchObject({
      askedAt: '2019-08-27T15:02:18.223Z'.replace('.223', '.000'),
    });
    const dashboard = await give(await open(), 'substack-dashboard.csv');
    expect(dashboard.understood?.from).toBe('substack');
    expect(dashboard.added).toMatchObject({ confirmed: 1 });
  });

  it('of beehiiv knows who waits, and believes a day of leaving more than a status', async () => {
    const store = await open();
    const report = await give(store, 'beehiiv.csv');
    expect(report.understood?.from).toBe('beehiiv');
    expect(report.added).toEqual({ confirmed: 1, pending: 2, unsubscribed: 2 });
    expect(report.understood?.words).toEqual([
      { at: 3, word: 'active', meaning: 'confirmed', rows: 2 },
      { at: 3, word: 'inactive', meaning: 'unsubscribed', rows: 1 },
      { at: 3, word: 'pending', meaning: 'pending', rows: 1 },
      { at: 3, word: 'needs approval', meaning: 'pending', rows: 1 },
    ]);
    expect(leftOut(report)).toContain('Subscription Date (Substack)');
    expect((await consentOf(store, 'ann@reader.example'))?.evidence).toEqual({
      method: 'import',
      status: 'confirmed',
      from: 'beehiiv',
      askedAt: '2023-03-24T10:23:10.000Z',
      signedUpAt: 'embed',
    });
  });

  it('of Ghost is read from UTF-16, and an address in a note makes nobody a reader', async () => {
    const store = await open();
    const report = await give(store, 'ghost.csv');
    expect(report.understood?.from).toBe('ghost');
    expect(report.assumed.encoding).toBe('utf-16le');
    expect(report.added).toEqual({ confirmed: 1, pending: 0, unsubscribed: 2 });
    // A cell with a line that is an address gives its lines back: both are told of.
    expect(report.problems.map(({ line }) => line)).toEqual([6, 7]);
    expect(await rows(store)).toEqual([
      "ann@reader.example,'=1+2,,,confirmed",
      'bob@reader.example,Bøb,,,unsubscribed',
      'cat@reader.example,Cat,,,unsubscribed',
    ]);
  });

  it('of Kit is read from Windows-1252 with semicolons, and a word nobody knows refuses its rows', async () => {
    const store = await open();
    const report = await give(store, 'kit.csv');
    expect(report.understood?.from).toBe('kit');
    expect(report.assumed).toMatchObject({ separator: ';', guessed: 1, firstGuessed: 2 });
    expect(report).toMatchObject({
      rows: 6,
      refused: 1,
      suppressed: 2,
      added: { confirmed: 1, pending: 1, unsubscribed: 1 },
    });
    expect(report.problems).toMatchObject([{ line: 7, column: 'status', found: 'hibernating' }]);
    expect((await rows(store))[0]).toBe('ann@reader.example,Zoé,,,confirmed');
    expect((await consentOf(store, 'cat@reader.example'))?.evidence).toMatchObject({
      askedAt: '2023-01-28T11:43:00.000Z',
    });
    const again = await give(store, 'kit.csv', { mapStatus: ['Hibernating=confirmed'] });
    expect(again).toMatchObject({ refused: 0, added: { confirmed: 1 }, problemCount: 0 });
  });

  it('of Buttondown counts all who pay as readers', async () => {
    const store = await open();
    const report = await give(store, 'buttondown.csv');
    expect(report.understood?.from).toBe('buttondown');
    expect(report).toMatchObject({ added: { confirmed: 2, pending: 1, unsubscribed: 2 }, suppressed: 1 });
    expect(leftOut(report)).toEqual(['notes', 'metadata', 'tags', 'utm_source']);
    expect((await consentOf(store, 'ann@reader.example'))?.evidence).toMatchObject({
      ip: '2001:db8::1',
      signedUpAt: 'subscriber',
      askedAt: '2022-01-02T16:55:00.000Z',
    });
    expect((await consentOf(store, 'bob@reader.example'))?.evidence).toMatchObject({
      askedAt: '2022-01-02T14:55:00.000Z',
    });
  });

  it('of listmonk knows the blocklist, and can be told who left a list', async () => {
    const store = await open();
    const report = await give(store, 'listmonk.csv');
    expect(report.understood?.from).toBe('listmonk');
    expect(report).toMatchObject({ suppressed: 1, added: { confirmed: 1, unsubscribed: 1 } });
    expect((await consentOf(store, 'ann@reader.example'))?.evidence).toMatchObject({
      askedAt: '2024-05-01T06:30:00.000Z',
    });
    // The year 1 is what Go writes for no day.
    expect((await consentOf(store, 'cat@reader.example'))?.evidence).not.toHaveProperty('askedAt');
    await give(store, 'listmonk.csv', { everyone: 'unsubscribed' });
    expect((await rows(store)).filter(row => row.endsWith('confirmed'))).toEqual([]);
  });

  it('of no known service is plain CSV, whose unknown columns are named and never hide who left', async () => {
    const store = await open();
    const report = await give(store, 'spreadsheet.csv');
    expect(report.understood).toMatchObject({ from: 'csv', words: [] });
    expect(leftOut(report)).toEqual(['Kanal', 'Wohnort']);
    expect(report).toMatchObject({ refused: 1, added: { confirmed: 1 } });
    expect(report.problems).toMatchObject([{ line: 3, column: 'Kanal', found: 'unsubscribed' }]);
    const told = await give(store, 'spreadsheet.csv', {
      map: ['status=Kanal'],
      mapStatus: ['Messe=pending'],
    });
    expect(told).toMatchObject({ refused: 0, added: { unsubscribed: 1 } });
    expect(await rows(store)).toEqual([
      'ann@reader.example,Änne Müller,,,confirmed',
      'bob@reader.example,Bob Maß,,,unsubscribed',
    ]);
    const left = await give(await open(), 'spreadsheet.csv', { map: ['nothing=#4'] });
    expect(left).toMatchObject({ refused: 0, added: { confirmed: 2 } });
  });
});
