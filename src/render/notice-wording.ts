import type { NoticeLetter } from './letter.ts';

export interface NoticeWords {
  readonly subject: (week: string) => string;
  readonly preheader: string;
  readonly headline: string;
  readonly lead: string;
  readonly caption: string;
  readonly button: string;
}

/** What an editor is told, by what happened. */
export const noticeWords: Readonly<Record<NoticeLetter['about'], NoticeWords>> = {
  picked: {
    subject: week => `${week} is picked and waiting for an editor`,
    preheader: 'Read the draft, change what you like and approve it. If nobody does, it is held.',
    headline: 'This week’s pairings are picked',
    lead: 'Read the draft, change what you like and approve it. Nothing goes out without an approval.',
    caption: 'The draft',
    button: 'Open the draft',
  },
  unapproved: {
    subject: week => `${week} is still waiting for approval`,
    preheader: 'It is due soon. If nobody approves it, it is held and no reader gets it.',
    headline: 'The issue is waiting for approval',
    lead: 'It is due soon, and nobody has approved what would go out. Look at it and approve it; if nobody does, it is held and no reader gets anything.',
    caption: 'How it stands',
    button: 'Check and approve',
  },
  voided: {
    subject: week => `${week} must be approved again`,
    preheader:
      'It has changed since the approval. If nobody approves it again, it is held and no reader gets it.',
    headline: 'The approval no longer counts',
    lead: 'What would go out is no longer what was approved: the catalogue, a template or a setting has changed. Look at it and approve it again; if nobody does, it is held and no reader gets anything.',
    caption: 'What has changed',
    button: 'Check and approve',
  },
  held: {
    subject: week => `${week} is held: nothing was sent`,
    preheader: 'No reader got anything. It goes out when an editor says so.',
    headline: 'The issue is held',
    lead: 'Nothing was sent, and nothing will be until an editor decides.',
    caption: 'How it stands',
    button: 'Decide at the desk',
  },
  approved: {
    subject: week => `${week} is approved`,
    preheader: 'It goes out by itself when it is due. Until then the approval can be taken back.',
    headline: 'The issue is approved',
    lead: 'It goes out by itself when it is due. Until then any editor can take the approval back, and any change voids it.',
    caption: 'The approval',
    button: 'See what was approved',
  },
  sent: {
    subject: week => `${week} is out`,
    preheader: 'Everybody in the audience is accounted for. The ledger is inside.',
    headline: 'The issue is out',
    lead: 'Everybody in the audience is accounted for. Bounces and complaints follow over the next few hours.',
    caption: 'The ledger',
    button: 'See how it went',
  },
  stopped: {
    subject: week => `${week} is stopped`,
    preheader: 'No new batch leaves. Resume the send or end it for good at the desk.',
    headline: 'The send is stopped',
    lead: 'No new batch leaves; one that was on its way finishes. Resume the send or end it for good at the desk.',
    caption: 'So far',
    button: 'Go on, or end it',
  },
  warned: {
    subject: week => `${week}: complaints or bounces are high`,
    preheader: 'Nothing is stopped yet. The numbers are inside.',
    headline: 'More complaints or bounces than usual',
    lead: 'Nothing is stopped, and the send goes on. Mailbox providers judge a sender by these numbers: look at where these readers came from. If the numbers rise further, the send stops by itself.',
    caption: 'The issue',
    button: 'See how it is going',
  },
  failing: {
    subject: week => `${week}: mail is not going out`,
    preheader: 'Nothing is lost and nothing is sent twice, but somebody has to look at it.',
    headline: 'Mail is not going out',
    lead: 'What is pending stays pending: nothing is lost and nothing is sent twice. It carries on by itself once the cause is put right.',
    caption: 'How it stands',
    button: 'Look at the send',
  },
  'sign-ups': {
    subject: () => 'Sign-ups are being turned away',
    preheader: 'A limit against abuse has been reached. Confirmed readers and issues are not affected.',
    headline: 'Sign-ups are being turned away',
    lead: 'More people are asking than honest readers would account for. Requests over the limit get no mail, and whoever makes them cannot tell. Confirmed readers and issues are not affected. It stops by itself; if it goes on, block the network before it reaches us.',
    caption: 'Turned away so far',
    button: 'Open the desk',
  },
  'sign-ins': {
    subject: () => 'Somebody is asking for too many sign-in links',
    preheader:
      'Editors who are signed in stay signed in; those who have signed in at a browser before can still ask there.',
    headline: 'Too many sign-in links are being asked for',
    lead: 'Somebody is asking for links to the desk more often than an editor would. Requests over the limit get no mail, or a late one; they count against the network they come from, not against you. Editors who are signed in stay signed in, and nobody gets in without a link. It stops by itself; if it goes on, block the network before it reaches us.',
    caption: 'Over the limit so far',
    button: 'Open the desk',
  },
  catalogue: {
    subject: () => 'A new catalogue was not accepted',
    preheader: 'The last good one stays in use. What is wrong, and the fix, are inside.',
    headline: 'A new catalogue was not accepted',
    lead: 'We looked for a new catalogue and could not use what came. The last good one stays in use, and issues already picked keep theirs.',
    caption: 'The catalogue',
    button: 'Look at the catalogue',
  },
  'no-catalogue': {
    subject: () => 'There is no catalogue to pick from',
    preheader: 'Nothing can be picked until a good one comes. What is wrong, and the fix, are inside.',
    headline: 'There is no catalogue to pick from',
    lead: 'We looked for the catalogue and could not use what came, and there is no earlier one to go on with. We try again every minute; issues already picked keep theirs.',
    caption: 'The catalogue',
    button: 'Look at the catalogue',
  },
  'smaller-catalogue': {
    subject: () => 'The new catalogue has lost many tools',
    preheader: 'It is in use. If its export broke off, correct it before the next pick.',
    headline: 'The new catalogue has lost many tools',
    lead: 'A new catalogue came, is without errors and is in use; but most of the tools of the one before are not in it. Issues already picked keep theirs.',
    caption: 'The catalogue',
    button: 'Look at the catalogue',
  },
  copy: {
    subject: () => '[TEST] How did this mail arrive?',
    preheader: 'Save its source and let the program read it: it says how mailboxes judge your mail.',
    headline: 'How did this mail arrive?',
    lead: 'This test went out the way your issues do. Save its source and upload it at the desk: you learn whether SPF, DKIM and DMARC passed, whether the unsubscribe headers are signed, and whether anything was changed on the way.',
    caption: 'How to save the source',
    button: 'Upload the source',
  },
  webhook: {
    subject: () => 'A webhook is switched off',
    preheader: 'It takes no events any more. What it missed is kept for 30 days and can be told later.',
    headline: 'A webhook is switched off',
    lead: 'The program at the other end does not take what it is told, so it is told nothing more. Readers and issues are not affected. What it missed is kept for 30 days: once it is put right, switch it on at the desk and it is told of everything in order.',
    caption: 'The webhook',
    button: 'Open the webhook',
  },
  vote: {
    subject: week => `${week}: the vote looks odd`,
    preheader: 'Every vote still counts. Whether the result can stand is for you to say.',
    headline: 'The vote looks odd',
    lead: 'Nothing was taken out: every vote is counted. Look at it before the next issue reports the result.',
    caption: 'Votes so far',
    button: 'Look at the issue',
  },
};
