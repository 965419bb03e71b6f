import { afterEach, beforeEach, expect, it } from 'vitest';
import { TOPIC } from '../../scripts/stand-in/ses/sns.ts';
import { type SesStandIn, startSesStandIn } from '../../scripts/stand-in/ses/stand-in.ts';
import { closedPort } from '../support/closed-port.ts';
import { examined, REAL, states } from './examined.ts';

const DOMAIN = 'weekly.example.net';
const ALL = ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', 'DELIVERY', 'RENDERING_FAILURE', 'DELIVERY_DELAY'];
const CHECKS = [
  'SES credentials',
  'SES account',
  'SES quota',
  'SES suppression list',
  'SES identity',
  'SES events',
];

let standIn: SesStandIn;
beforeEach(async () => {
  standIn = await startSesStandIn({ maxSendRate: 14, max24Hour: 50_000 });
  identity({});
  destination({});
  standIn.known.set('configuration-sets/issues', { SendingOptions: { SendingEnabled: true } });
});
afterEach(() => standIn.close());

function identity(dkim: object, more: object = {}): void {
  standIn.known.set(`identities/${DOMAIN}`, {
    VerifiedForSendingStatus: true,
    DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS', ...dkim },
    ...more,
  });
}

function destination(change: object): void {
  standIn.known.set('configuration-sets/issues/event-destinations', {
    EventDestinations: [
      { Name: 'sns', Enabled: true, MatchingEventTypes: ALL, SnsDestination: { TopicArn: TOPIC }, ...change },
    ],
  });
}

function found(change: Record<string, string> = {}) {
  const settings = {
    ...REAL,
    MAIL_PROVIDER: 'ses',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: standIn.accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'secret',
    SES_BASE_URL: standIn.url,
    SES_CONFIGURATION_SET: 'issues',
    SES_TOPIC_ARN: TOPIC,
    ...change,
  };
  return examined(settings, {});
}

it('finds nothing wrong where account, sender and events are right', async () => {
  const all = await found();
  expect(states(all, ...CHECKS)).toEqual(Object.fromEntries(CHECKS.map(check => [check, 'ok'])));
  expect(all['SES quota']?.found).toBe('14 mails a second; 50,000 of 50,000 left in 24 hours');
  expect(standIn.calls()).toBe(0);
});

it('says that an account is in the sandbox, paused or shut down', async () => {
  standIn.account({ production: false });
  expect((await found())['SES account']).toMatchObject({ state: 'error', found: 'in the sandbox' });
  standIn.account({ production: true, sending: 'paused' });
  expect((await found())['SES account']).toMatchObject({ state: 'error', found: 'sending is paused' });
  standIn.account({ sending: 'suspended' });
  expect((await found())['SES account']).toMatchObject({
    state: 'error',
    found: 'AWS has shut down sending',
  });
});

it('says that the quota is used up', async () => {
  standIn.account({ max24Hour: 0 });
  expect((await found())['SES quota']).toMatchObject({ state: 'warning' });
});

it('looks at the sender: missing, not verified, without DKIM', async () => {
  standIn.known.delete(`identities/${DOMAIN}`);
  expect((await found())['SES identity']).toMatchObject({
    state: 'error',
    found: expect.stringContaining('not an identity'),
  });
  identity({}, { VerifiedForSendingStatus: false });
  expect((await found())['SES identity']).toMatchObject({
    state: 'error',
    found: `${DOMAIN} is not verified`,
  });
  identity({ Status: 'PENDING' });
  expect((await found())['SES identity']).toMatchObject({
    state: 'error',
    found: expect.stringContaining('pending'),
  });
});

it('looks at the events: no topic, another topic, off, too few, no such set, a paused one', async () => {
  const events = async (change?: Record<string, string>) => (await found(change))['SES events'];
  expect(await events({ SES_TOPIC_ARN: '' })).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('SES_TOPIC_ARN'),
  });
  expect(await events({ SES_CONFIGURATION_SET: 'other' })).toMatchObject({ state: 'error' });
  destination({ SnsDestination: { TopicArn: `${TOPIC}x` } });
  expect(await events()).toMatchObject({
    state: 'error',
    found: expect.stringContaining('does not publish'),
  });
  destination({ Enabled: false });
  expect(await events()).toMatchObject({ state: 'error', found: expect.stringContaining('is off') });
  destination({ MatchingEventTypes: ALL.slice(0, 5) });
  expect(await events()).toMatchObject({
    state: 'warning',
    found: 'not published: RENDERING_FAILURE, DELIVERY_DELAY',
  });
  standIn.known.set('configuration-sets/issues', { SendingOptions: { SendingEnabled: false } });
  expect((await found())['SES configuration set']).toMatchObject({ state: 'error' });
});

it('tells credentials that are wrong from rights that are missing and a network that is down', async () => {
  expect((await found({ AWS_ACCESS_KEY_ID: 'AKIAOTHER' }))['SES credentials']).toMatchObject({
    state: 'error',
  });
  standIn.account({ tells: false });
  expect((await found())['SES credentials']).toMatchObject({ state: 'warning' });
  const nobody = `http://127.0.0.1:${await closedPort()}`;
  expect((await found({ SES_BASE_URL: nobody }))['SES credentials']).toMatchObject({ state: 'unknown' });
});
