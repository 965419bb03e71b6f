import type { TextKey } from '../words/keys.ts';
import { FALLBACK } from '../words/language.ts';
import type { Words } from '../words/words.ts';

/** The forms a sign-up may come from: pages of ours, the frame on other sites, the form that is pasted there. */
export const FORM_SOURCES = ['front', 'issue', 'compare', 'archive', 'page', 'iframe', 'html'] as const;

export type FormSource = (typeof FORM_SOURCES)[number];

/** Words shown to whoever agrees, with a name by which to ask for them later. */
export interface Wording {
  readonly version: string;
  /** Exactly what stood there. */
  readonly text: string;
}

/**
 * What stands under the button of every sign-up form. The version changes with the words.
 * @param arrives when issues come, in words: "every Thursday at 09:00 (UTC)"
 */
export function signupWording(publication: string, arrives: string, words: Words): Wording {
  return {
    version: versionOf('sign-up/2', 'readers.signup.agreed', words),
    text: words.say('readers.signup.agreed', { publication, arrives }),
  };
}

/** What stands at the button that confirms. */
export function confirmWording(publication: string, arrives: string, words: Words): Wording {
  return {
    version: versionOf('confirm/2', 'readers.confirm.agreed', words),
    text: words.say('readers.confirm.agreed', { publication, arrives }),
  };
}

/** `sign-up/2` of the English; `sign-up/2 de`; `sign-up/2 de, own` where the publication says it in its own words. */
function versionOf(version: string, key: TextKey, { language, own }: Words): string {
  const said = language === FALLBACK ? version : `${version} ${language}`;
  return own[key] === undefined ? said : `${said}, own`;
}
