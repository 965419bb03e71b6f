import { beforeEach, describe, expect, it } from 'vitest';
import { sesEvent } from '../../scripts/stand-in/ses/events.ts';
import {
  CERTIFICATE_URL,
  notification,
  type SnsFields,
  signedSns,
  snsFetch,
  TOPIC,
} from '../../scripts/stand-in/ses/sns.ts';
import type { EventTranslator } from '../../src/feedback/event-translator.ts';
import { sesTranslator } from '../../src/feedback/ses-webhook.ts';
import { fixedClock } from '../support/clock.ts';

const clock = fixedClock('2026-11-30T12:00:00Z');
const mail = { id: '0102-1', to: 'reader1@example.com', tags: { delivery: 'inst_1_1', kind: 'issue' } };
const sent = notification('m-1', sesEvent('Send', mail));
const CONFIRM_AT = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=t`;

let fetched: string[];
let translator: EventTranslator;

beforeEach(() => {
  clock.set('2026-11-30T12:00:00Z');
  fetched = [];
  translator = open();
});

function open(answer: (url: string) => Promise<Response> = snsFetch): EventTranslator {
  return sesTranslator(TOPIC, {
    installationId: 'inst',
    now: clock.now,
    fetch: url => {
      fetched.push(url);
      return answer(url);
    },
  });
}

const read = (rawBody: string) => translator.read({ rawBody, header: () => '' });

function handshake(Type: string, SubscribeURL = CONFIRM_AT): SnsFields {
  const { Subject: _, ...rest } = notification('m-2', 'You have chosen to subscribe to the topic.');
  return { ...rest, Type, Token: 't', SubscribeURL };
}

describe('a call of SNS', () => {
  it.each(['1', '2'] as const)(
    'is genuine when SNS has signed it, by version %s of its signature',
    async version => {
      const reading = await read(signedSns(sent, { version }));
      expect(reading).toMatchObject({
        kind: 'genuine',
        events: [{ eventId: 'ses:m-1', type: 'email.sent' }],
      });
    },
  );

  it('asks for its certificate once, however many come at a time, and again after a day', async () => {
    await Promise.all(Array.from({ length: 20 }, () => read(signedSns(sent))));
    expect(fetched).toEqual([CERTIFICATE_URL]);
    clock.advance(24 * 3_600_000);
    await read(signedSns(sent));
    expect(fetched).toHaveLength(2);
  });

  const body = JSON.parse(signedSns(sent)) as Record<string, string>;
  it.each<[string, string]>([
    [
      'a message that was changed',
      JSON.stringify({ ...body, Message: body.Message?.replace('Send', 'Bounce') }),
    ],
    ['another id', JSON.stringify({ ...body, MessageId: 'm-3' })],
    ['another time', JSON.stringify({ ...body, Timestamp: '2026-11-30T00:00:00.000Z' })],
    ['a subject that was added', JSON.stringify({ ...body, Subject: 'Hello' })],
    [
      'the signature of another',
      JSON.stringify({ ...body, Signature: JSON.parse(signedSns(notification('m', 'x'))).Signature }),
    ],
    ['no signature', JSON.stringify({ ...body, Signature: '' })],
    ['a signature by an older rule', JSON.stringify({ ...body, SignatureVersion: '1' })],
    ['a version nobody knows', JSON.stringify({ ...body, SignatureVersion: '3' })],
    ['no message', '{}'],
    ['no JSON', 'Type=Notification'],
    ['nothing', ''],
    ['a list', '[]'],
  ])('is forged with %s', async (_what, rawBody) => {
    expect(await read(rawBody)).toMatchObject({ kind: 'forged' });
  });

  it.each([
    'http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem',
    'https://evil.example/SimpleNotificationService-0.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0.pem',
    'https://evil.example#@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem',
    'https://s3.eu-west-1.amazonaws.com/sns/SimpleNotificationService-0.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0.pem',
    'https://sns.eu-west-1.amazonaws.com/?Action=GetTopicAttributes&x=SimpleNotificationService-0.pem',
    'https://sns.eu-west-1.amazonaws.com/evil/../x.pem',
    `${CERTIFICATE_URL}?x=1`,
    'file:///etc/passwd',
    '',
  ])('fetches no certificate from %s', async url => {
    expect(await read(signedSns(sent, { url }))).toMatchObject({ kind: 'forged' });
    expect(fetched).toEqual([]);
  });

  it('is forged when it is of another topic, before anything is fetched', async () => {
    const other = { ...sent, TopicArn: TOPIC.replace('issues', 'others') };
    expect(await read(signedSns(other))).toEqual({ kind: 'forged', why: 'of another topic' });
    expect(fetched).toEqual([]);
  });

  it('is forged when its certificate is not there, is none, or has run out', async () => {
    for (const answer of [new Response('', { status: 404 }), new Response('no certificate')]) {
      translator = open(() => Promise.resolve(answer.clone()));
      expect(await read(signedSns(sent))).toMatchObject({ kind: 'forged' });
    }
    translator = open();
    clock.set('2200-01-01T00:00:00Z');
    expect(await read(signedSns(sent))).toMatchObject({
      kind: 'forged',
      why: expect.stringContaining('not valid'),
    });
  });

  it('is asked for again where its certificate could not be had, and is then believed', async () => {
    let up = false;
    translator = open(url => (up ? snsFetch(url) : Promise.reject(new Error('no network'))));
    await expect(read(signedSns(sent))).rejects.toThrow('no network');
    up = true;
    expect(await read(signedSns(sent))).toMatchObject({ kind: 'genuine' });
  });

  it('has us ask AWS ten times a minute at most, and what is known holds meanwhile', async () => {
    await read(signedSns(sent));
    const made = (n: number) => `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${n}.pem`;
    const tries = Array.from({ length: 50 }, (_, n) =>
      read(signedSns(sent, { url: made(n) })).catch(() => 'busy'),
    );
    expect(await Promise.all(tries)).not.toContainEqual(expect.objectContaining({ kind: 'genuine' }));
    expect(fetched.length).toBeLessThanOrEqual(10);
    expect(await read(signedSns(sent))).toMatchObject({ kind: 'genuine' });
  });
});

describe('a subscription', () => {
  it('is confirmed where SNS says, for the topic that is set', async () => {
    translator = open(url => (url === CONFIRM_AT ? Promise.resolve(new Response('<ok/>')) : snsFetch(url)));
    const reading = await read(signedSns(handshake('SubscriptionConfirmation')));
    expect(reading).toEqual({ kind: 'genuine', events: [] });
    expect(fetched).toEqual([CERTIFICATE_URL, CONFIRM_AT]);
  });

  it.each([
    CONFIRM_AT.replace('sns.eu-west-1.amazonaws.com', 'evil.example'),
    CONFIRM_AT.replace('https', 'http'),
    CONFIRM_AT.replace('ConfirmSubscription', 'DeleteTopic'),
    CONFIRM_AT.replace('issues', 'others'),
  ])('is not confirmed at %s', async url => {
    expect(await read(signedSns(handshake('SubscriptionConfirmation', url)))).toMatchObject({
      kind: 'forged',
    });
    expect(fetched).toEqual([CERTIFICATE_URL]);
  });

  it('is not confirmed when it is forged or of another topic', async () => {
    const genuine = JSON.parse(signedSns(handshake('SubscriptionConfirmation'))) as object;
    expect(await read(JSON.stringify({ ...genuine, Token: 'other' }))).toMatchObject({ kind: 'forged' });
    const other = { ...handshake('SubscriptionConfirmation'), TopicArn: `${TOPIC}x` };
    expect(await read(signedSns(other))).toMatchObject({ kind: 'forged' });
    expect(fetched).toEqual([CERTIFICATE_URL]);
  });

  it('is tried again where SNS does not confirm it', async () => {
    translator = open(url =>
      url === CONFIRM_AT ? Promise.resolve(new Response('', { status: 500 })) : snsFetch(url),
    );
    await expect(read(signedSns(handshake('SubscriptionConfirmation')))).rejects.toThrow('500');
  });

  it('that has ended is kept as an event about no mail', async () => {
    const reading = await read(signedSns(handshake('UnsubscribeConfirmation')));
    expect(reading).toMatchObject({
      events: [{ type: 'UnsubscribeConfirmation', subject: { kind: 'none' } }],
    });
    expect(fetched).toEqual([CERTIFICATE_URL]);
  });
});
