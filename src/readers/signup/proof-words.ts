import type { Words } from '../../words/words.ts';

/** What the widget of the proof of work says, by its own names, for the script that puts it into the form. */
export function proofWords(words: Words): string {
  return JSON.stringify({
    label: words.say('readers.proof.label'),
    verify: words.say('readers.proof.verify'),
    verifying: words.say('readers.proof.verifying'),
    verified: words.say('readers.proof.verified'),
    verificationRequired: words.say('readers.proof.required'),
    waitAlert: words.say('readers.proof.wait'),
    error: words.say('readers.proof.error'),
    expired: words.say('readers.proof.expired'),
  });
}
