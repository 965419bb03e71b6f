import { FALLBACK } from '../../words/language.ts';
import type { IssueContent } from '../content.ts';
import { PREHEADER_MAX, repeats } from '../preheader.ts';
import { NAMES_LIMIT } from '../short-names.ts';
import { SUBJECT_LIMIT } from '../subject.ts';
import { error, type Finding, type PreflightInput, warning } from './finding.ts';
import { suspectWords } from './suspect-words.ts';

/** What an inbox shows before the mail is opened. */
export function checkSubject({ content }: PreflightInput): Finding[] {
  return [...checkForm(content), ...checkNames(content), ...checkTone(content), ...checkPreheader(content)];
}

function checkForm({ subject }: IssueContent): Finding[] {
  const findings: Finding[] = [];
  if (subject.trim() === '') {
    findings.push(
      error('subject-empty', 'subject', 'The subject is empty.', 'Write one, or take a generated one.'),
    );
  }
  if (/[\r\n]/u.test(subject)) {
    findings.push(
      error('subject-line-break', 'subject', 'The subject has a line break.', 'Put it on one line.'),
    );
  }
  if (subject.length > SUBJECT_LIMIT) {
    const message = `The subject has ${subject.length} characters; inboxes show about ${SUBJECT_LIMIT}.`;
    findings.push(warning('subject-long', 'subject', message, 'Shorten it.'));
  }
  return findings;
}

function checkNames({ subject, pairings }: IssueContent): Finding[] {
  const [leading] = pairings;
  const names = leading ? [leading.a.name, leading.b.name] : [];
  return names
    .filter(name =>
      subject.includes(name) ? subject.indexOf(name) + name.length > NAMES_LIMIT : subject.includes('…'),
    )
    .slice(0, 1)
    .map(name =>
      warning(
        'subject-name-cut',
        'subject',
        `"${name}" is cut short on phones, which show the first ${NAMES_LIMIT} characters.`,
        'Move it to the front, or give the tool a shorter name.',
      ),
    );
}

/** In the subject only: the mail itself may well say "Free". Names are nobody's choice and left out. */
function checkTone({ subject, pairings, language = FALLBACK }: IssueContent): Finding[] {
  const suspect = suspectWords(language);
  const names = pairings.flatMap(({ a, b }) => [a.name, b.name]).filter(name => name !== '');
  const words = names.reduce((text, name) => text.replaceAll(name, ' '), subject);
  const findings: Finding[] = [];
  const shout = /(?<!\p{L})\p{Lu}{4,}(?!\p{L})/u.exec(words)?.[0];
  if (shout !== undefined) {
    findings.push(warning('subject-shouting', 'subject', `"${shout}" shouts.`, 'Write it in lower case.'));
  }
  const spam = suspect.spam.exec(words)?.[0];
  if (spam !== undefined) {
    findings.push(warning('subject-spam', 'subject', `"${spam}" reads like spam.`, 'Say it plainly.'));
  }
  const endorsement = suspect.endorsement.exec(words)?.[0];
  if (endorsement !== undefined) {
    const message = `"${endorsement}" may sound like an endorsement.`;
    findings.push(warning('subject-endorsement', 'subject', message, 'Say what the panel said instead.'));
  }
  return findings;
}

const PREHEADER_LEAST = 30;

function checkPreheader({ subject, preheader }: IssueContent): Finding[] {
  const findings: Finding[] = [];
  const size = `The preheader has ${preheader.length} characters`;
  if (preheader.length < PREHEADER_LEAST) {
    const message = `${size}; below ${PREHEADER_LEAST} the mail's first words show after it.`;
    findings.push(warning('preheader-short', 'preheader', message, 'Say a little more.'));
  }
  if (preheader.length > PREHEADER_MAX) {
    const message = `${size}; inboxes show at most ${PREHEADER_MAX}.`;
    findings.push(warning('preheader-long', 'preheader', message, 'Shorten it.'));
  }
  if (repeats(subject, preheader)) {
    findings.push(
      warning('preheader-repeats', 'preheader', 'The preheader repeats the subject.', 'Say something else.'),
    );
  }
  return findings;
}
