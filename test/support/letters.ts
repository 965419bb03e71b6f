import type { Letter, LetterSender } from '../../src/render/letter.ts';
import { at } from './clock.ts';
import { SAMPLE_STYLE } from './house-style.ts';

const site = 'https://weekly.example.com';

const sender: LetterSender = {
  publication: 'Weekly AI Tool Verdicts',
  postalAddress: 'Weekly AI Tool Verdicts, 1 Example Street, 1000 AA Exampleton',
  site,
  timezone: 'Europe/Amsterdam',
  style: SAMPLE_STYLE,
};

const wayOut = {
  preferences: `${site}/preferences/p1.a1b2c3d4e5f6a7b8c9d0`,
  unsubscribe: `${site}/unsubscribe/u1.a1b2c3d4e5f6a7b8c9d0`,
};

const desk = `${site}/desk/issues/2026-W48`;

const confirm: Letter = {
  kind: 'confirm',
  sender,
  link: `${site}/confirm/c1.9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4`,
  askedAt: at('2026-11-23T09:04:00Z'),
  network: '203.0.113.0',
  validHours: 72,
};

const welcome: Letter = {
  kind: 'welcome',
  sender,
  arrives: 'every Thursday at 09:00 (Europe/Amsterdam)',
  latest: { title: 'SmolVLM 2.5 vs Karpathy Coding Skills: 4–0', url: `${site}/issues/2026-W47` },
  ...wayOut,
};

function notice(change: Partial<Extract<Letter, { kind: 'notice' }>>): Letter {
  return {
    kind: 'notice',
    sender,
    about: 'picked',
    week: '2026-W48',
    reason: '',
    facts: [],
    desk,
    ...change,
  };
}

const ledger = [
  { name: 'Audience', value: '12,480' },
  { name: 'Submitted', value: '12,431' },
  { name: 'Suppressed', value: '38' },
  { name: 'Rejected', value: '11' },
  { name: 'Uncertain', value: '0' },
  { name: 'Pending', value: '0' },
];

/** Every state a letter can be in, by name. */
export const letterStates: Readonly<Record<string, Letter>> = {
  confirm,
  confirmUnknownNetwork: { ...confirm, network: '' },
  welcome,
  welcomeBeforeTheFirstIssue: { ...welcome, latest: null },
  already: {
    kind: 'already',
    sender,
    askedAt: at('2026-11-23T09:04:00Z'),
    arrives: 'every Thursday at 09:00 (Europe/Amsterdam)',
    latest: { title: 'SmolVLM 2.5 vs Karpathy Coding Skills: 4–0', url: `${site}/issues/2026-W47` },
    ...wayOut,
  },
  links: { kind: 'links', sender, askedAt: at('2026-11-23T09:04:00Z'), ...wayOut },
  signIn: {
    kind: 'sign-in',
    sender,
    link: `${site}/desk/sign-in/s1.9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4`,
    askedAt: at('2026-11-23T23:30:00Z'),
    validMinutes: 15,
  },
  picked: notice({
    facts: [
      { name: 'Lead', value: 'SmolVLM 2.5 vs Karpathy Coding Skills' },
      { name: 'Then', value: 'Suno vs Udio' },
      { name: 'Then, last', value: 'Granola vs Otter.ai' },
      { name: 'Goes out', value: '26 Nov 2026 at 09:00 (Europe/Amsterdam), if approved' },
    ],
  }),
  unapproved: notice({
    about: 'unapproved',
    facts: [
      { name: 'Goes out', value: '26 Nov 2026 09:00 (Europe/Amsterdam), if approved' },
      { name: 'Time left', value: '3 hours' },
      {
        name: 'Approval',
        value: 'editor@verdicts.example approved it on 25 Nov 2026 14:02; it has been changed since',
      },
    ],
    desk: `${desk}/check`,
  }),
  held: notice({ about: 'held', reason: 'It was not approved by 26 Nov 2026 at 09:00 (Europe/Amsterdam).' }),
  approved: notice({
    about: 'approved',
    facts: [
      { name: 'Approved by', value: 'editor@verdicts.example' },
      { name: 'Goes out', value: '26 Nov 2026 09:00 (Europe/Amsterdam)' },
      { name: 'Audience now', value: '12,480' },
    ],
  }),
  sent: notice({ about: 'sent', facts: ledger }),
  stopped: notice({
    about: 'stopped',
    reason: 'Stopped by editor@verdicts.example: “wrong price in the lead”.',
    facts: [
      { name: 'Submitted', value: '4,200 of 12,480' },
      { name: 'Pending', value: '8,280' },
    ],
  }),
  failing: notice({
    about: 'failing',
    reason: 'The mail API refuses every batch: "The verdicts.example domain is not verified" (403).',
    facts: [
      { name: 'Since', value: '26 Nov 2026 at 09:00 (Europe/Amsterdam)' },
      { name: 'Pending', value: '12,480' },
    ],
  }),
  catalogue: notice({
    about: 'catalogue',
    week: '',
    reason:
      'What came is not a good catalogue: 2 errors, and it was sent as text/html. Correct it at the source.',
    facts: [
      { name: 'In use', value: 'the one that was there on 23 Nov 2026 09:00 (Europe/Amsterdam)' },
      {
        name: '$.tools[3].price.from.currency',
        value: 'it is not an ISO 4217 code. Write it as in EUR or USD',
      },
    ],
    desk: `${site}/desk/catalogue`,
  }),
  copy: notice({
    about: 'copy',
    week: '',
    facts: [{ name: 'Gmail', value: '⋮ beside Reply, Show original, Download original' }],
    desk: `${site}/desk/arrival`,
  }),
  webhook: notice({
    about: 'webhook',
    week: '',
    reason: 'It has not taken an event (issue.sent) for three days, tried 17 times. It said last: 503.',
    facts: [
      { name: 'Endpoint', value: '2: https://hooks.example.com/verdicts' },
      { name: 'Events', value: 'issue.sent, alarm' },
    ],
    desk: `${site}/desk/webhooks/2`,
  }),
  signups: notice({
    about: 'sign-ups',
    week: '',
    facts: [
      { name: 'One network, without a proof of work: 203.0.113.0/24', value: '9,900' },
      { name: 'Everybody', value: '120' },
    ],
    desk: `${site}/desk`,
  }),
  signIns: notice({
    about: 'sign-ins',
    week: '',
    facts: [{ name: 'One network: 203.0.113.0/24', value: '480' }],
    desk: `${site}/desk`,
  }),
  correction: {
    kind: 'correction',
    sender,
    issue: 'No. 9 of 26 Nov 2026',
    date: '2026-11-26',
    wrong: 'Udio is free.',
    right: 'Udio has a free tier; paid plans start at $10 a month.\nThe panel’s verdict does not change.',
    url: `${site}/issues/2026-W48`,
    ...wayOut,
  },
  hostile: {
    kind: 'correction',
    sender: { ...sender, publication: 'R&D <b>Weekly</b> "News"' },
    issue: '<script>alert("x")</script>\r\nBcc: everyone@example.com',
    date: '2026-11-26',
    wrong: '</td></table><h1>Gotcha</h1> {{ secret }} {% raw %}',
    right: `'><img src=x onerror=alert(1)> كاتب الشفرة 🚀`,
    url: `${site}/issues/2026-W48?a=1&b=2`,
    ...wayOut,
  },
};
