import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatBody } from '../../src/webhooks/chat-message.ts';
import {
  bodyOf,
  EVENT_TYPES,
  outgoing,
  TEST_EVENT,
  withoutAddresses,
} from '../../src/webhooks/outgoing-event.ts';
import { runningClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { openSqliteStore } from '../support/stores.ts';
import { openWebhookReceiver } from '../support/webhook-receiver.ts';
import { listen, tellNow, tellOf } from './telling.ts';

const SENDER = { publication: 'AI & Co', site: 'https://weekly.example.com' };
const issue = {
  week: '2026-W48',
  number: 9,
  state: 'stopped',
  contentHash: null,
  audience: 12_480,
  reason: '',
};
const stopped = (reason: string) =>
  bodyOf(outgoing('issue.stopped', 'issue:2026-W48', 1, { ...issue, reason }));
const slack = (body: string) => (JSON.parse(chatBody('slack', body, SENDER)) as { text: string }).text;
const discord = (body: string) =>
  JSON.parse(chatBody('discord', body, SENDER)) as { content: string; allowed_mentions: object };

describe('a notice in a chat', () => {
  it('is a sentence with a link to the page of the desk it is about', () => {
    const at = (type: string, data: object) =>
      slack(JSON.stringify({ type, timestamp: '2026-11-26T09:00:00.000Z', data }));
    expect(at('issue.sent', { ...issue, state: 'sent' })).toBe(
      'AI &amp; Co: 2026-W48 is out; its audience was 12,480. <https://weekly.example.com/desk/issues/2026-W48|Open the desk>',
    );
    expect(at('subscriber.confirmed', { subscriber: 17 })).toContain(
      '<https://weekly.example.com/desk/audience/readers/17|',
    );
    expect(at('correction.published', { ...issue, url: 'https://x.example' })).toContain(
      '/desk/issues/2026-W48/correction|',
    );
    expect(at('alarm', { about: 'sign-ins', level: 'warn', week: null, detail: 'Many.' })).toMatch(
      /^AI &amp; Co: alarm: Many\. <https:\/\/weekly\.example\.com\/desk\|/,
    );
    expect(at(TEST_EVENT, { endpoint: 2 })).toContain('/desk/webhooks|');
    const data = {
      ...issue,
      subscriber: 1,
      bounce: 'ours',
      pairings: ['a-vs-b'],
      detail: 'd',
      about: 'vote',
      url: 'u',
    };
    for (const type of EVENT_TYPES)
      expect(at(type, data), type).toMatch(/^AI &amp; Co: .+ <https:\/\/\S+\|Open the desk>$/);
  });

  it('calls nobody in Slack, whatever it quotes', () => {
    expect(slack(stopped('<!channel> & <@U1> <https://evil.example|here>'))).toContain(
      'is stopped. &lt;!channel&gt; &amp; &lt;@U1&gt; &lt;https://evil.example|here&gt; <https',
    );
    fc.assert(
      fc.property(fc.string(), reason => {
        const words = slack(stopped(reason)).replace(
          / <https:\/\/weekly\.example\.com\/desk\/issues\/2026-W48\|Open the desk>$/,
          '',
        );
        expect(words).not.toMatch(/[<>]/);
        expect(words).not.toMatch(/&(?!amp;|lt;|gt;)/);
      }),
    );
  });

  it('calls nobody in Discord, makes no link of words, and is not too long', () => {
    expect(discord(stopped('@everyone [here](https://evil.example) *x*'))).toEqual({
      content:
        'AI & Co: 2026-W48 is stopped. \\@everyone \\[here\\]\\(https://evil.example\\) \\*x\\* <https://weekly.example.com/desk/issues/2026-W48>',
      allowed_mentions: { parse: [] },
    });
    expect(discord(stopped('*'.repeat(5_000))).content.length).toBeLessThanOrEqual(2_000);
  });

  it('arrives as the chat takes it', async () => {
    const store = await openSqliteStore();
    const room = await openTestApp(store, runningClock);
    const receiver = await openWebhookReceiver();
    expect(await listen(room, receiver, 'all', 'slack')).toMatchObject({ secret: '' });
    await tellOf(store, 1, 17);
    await tellNow(room);
    expect(JSON.parse(receiver.arrived[0]!.body)).toEqual({
      text: expect.stringMatching(
        /^Weekly AI Tool Verdicts: reader 17 left\. <http:\S+\/desk\/audience\/readers\/17\|/,
      ),
    });
    expect(receiver.taken).toHaveLength(1);
  });
});

describe('a reason', () => {
  it('loses whatever looks like an address, and is cut', () => {
    expect(withoutAddresses('Held by editor@example.com: <ada@x.example>, wait')).toBe('Held by … … wait');
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.emailAddress(), (words, address) => {
        const told = withoutAddresses(`${words} ${address} ${words}`);
        expect(told).not.toContain('@');
        expect(Array.from(told).length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
