import type { ProfileFault } from '../audience/profile.ts';
import type { Words } from '../words/words.ts';

/** What is wrong with something a reader told about themselves, and what to do. @param form whose words they are */
export function profileFaultWords(fault: ProfileFault, form: 'signup' | 'preferences', words: Words): string {
  switch (fault.kind) {
    case 'interests-many':
      return words.say(`readers.${form}.fault.interests-many`, { most: fault.most, count: fault.count });
    case 'name-long':
    case 'interest-long':
      return words.say(`readers.${form}.fault.${fault.kind}`, { most: fault.most });
    default:
      return words.say(`readers.${form}.fault.${fault.kind}`);
  }
}
