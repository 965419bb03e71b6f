import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/webhooks/answer.ts';
import { readEvents, readUrl, shownUrl } from '../../src/webhooks/endpoint.ts';
import { EVENT_TYPES, eventIdIn, webhookId } from '../../src/webhooks/outgoing-event.ts';
import { isHopeless, LONGEST_RETRY_MS, waitAfter, waitWhileDown } from '../../src/webhooks/retry.ts';

const DAY_MS = 24 * 3_600_000;
const strict = { loopback: false, ownNetwork: false };

describe('an answer', () => {
  it('is a yes for 2xx alone', () => {
    const kinds = [199, 200, 204, 299, 301, 304, 400, 404, 410, 429, 500, 503].map(
      status => `${status} ${answerOf(status, '', 0).kind}`,
    );
    expect(kinds.filter(kind => kind.endsWith('taken'))).toEqual(['200 taken', '204 taken', '299 taken']);
    expect(kinds.filter(kind => kind.endsWith('gone'))).toEqual(['410 gone']);
  });

  it('may ask for time, in seconds or as a date', () => {
    const now = Date.parse('2026-11-26T09:00:00Z');
    const asked = (header: string) => {
      const answer = answerOf(429, header, now);
      return answer.kind === 'failed' ? answer.askedMs : null;
    };
    expect(
      ['120', '1.5', 'Thu, 26 Nov 2026 09:01:00 GMT', 'Thu, 26 Nov 2026 08:00:00 GMT', 'soon', '-5', ''].map(
        asked,
      ),
    ).toEqual([120_000, 1_500, 60_000, 0, 0, 0, 0]);
  });
});

describe('the wait for a next try', () => {
  it('grows, listens to what was asked for, and has an end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 10 * DAY_MS }),
        (tries, asked) => {
          const wait = waitAfter(tries, asked);
          expect(wait).toBeGreaterThanOrEqual(Math.min(asked, LONGEST_RETRY_MS));
          expect(wait).toBeLessThanOrEqual(LONGEST_RETRY_MS);
          expect(waitAfter(tries + 1, asked)).toBeGreaterThanOrEqual(wait);
          expect(waitWhileDown(tries)).toBeLessThanOrEqual(600_000);
        },
      ),
    );
  });

  it('ends after three days and not before, at more than a dozen tries', () => {
    let at = 0;
    let tries = 0;
    while (!isHopeless({ tries, firstTriedAt: 0 }, at)) {
      tries += 1;
      at += waitAfter(tries, 0);
    }
    expect([Math.floor(at / DAY_MS), tries > 12, tries < 25]).toEqual([3, true, true]);
    expect(isHopeless({ tries: 2, firstTriedAt: 0 }, 30 * DAY_MS)).toBe(false);
  });
});

describe('what is typed for a webhook', () => {
  it('names events, and is told which there are', () => {
    expect(readEvents('alarm, issue.sent issue.sent')).toEqual({
      kind: 'ok',
      events: ['issue.sent', 'alarm'],
    });
    expect(readEvents('all')).toEqual({ kind: 'ok', events: EVENT_TYPES });
    expect(readEvents('issue.sent,issue.lost')).toMatchObject({
      kind: 'bad',
      why: expect.stringContaining('"issue.lost"'),
    });
    expect(readEvents(' , ')).toMatchObject({ kind: 'bad' });
  });

  it('is an https address without a login; http where a setting or a developer’s machine allows it', () => {
    const kind = (text: string, allowed = strict) => readUrl(text, allowed).kind;
    expect(['https://x.example/h?k=1#f', ' https://x.example '].map(text => kind(text))).toEqual([
      'ok',
      'ok',
    ]);
    const refused = [
      'http://x.example',
      'https://a:b@x.example',
      'ftp://x.example',
      'x.example',
      '',
      'javascript:alert(1)',
      `https://x.example/${'a'.repeat(2_000)}`,
    ];
    expect(refused.map(text => kind(text))).toEqual(refused.map(() => 'bad'));
    expect(kind('http://127.0.0.1:8080/', { loopback: true, ownNetwork: false })).toBe('ok');
    expect(kind('http://intranet/', { loopback: true, ownNetwork: false })).toBe('bad');
    expect(kind('http://intranet/', { loopback: false, ownNetwork: true })).toBe('ok');
  });

  it('is shown without what may open something', () => {
    expect(shownUrl({ shape: 'standard', url: 'https://x.example/hooks?key=1' })).toBe(
      'https://x.example/hooks?…',
    );
    expect(shownUrl({ shape: 'slack', url: 'https://hooks.slack.com/services/T/B/x' })).toBe(
      'https://hooks.slack.com/…',
    );
  });
});

it('the name of an event is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), id => {
      expect(eventIdIn(webhookId('0123456789abcdef01234567', id))).toBe(id);
    }),
  );
  expect(['', 'evt_', '17', 'evt_a_b', 'evt_a_1 '].map(eventIdIn)).toEqual([null, null, null, null, null]);
});
