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
export function signupWording(publication: string, arrives: string): Wording {
  return {
    version: 'sign-up/2',
    text:
      `You are asking for ${publication} by mail, ${arrives}. First we send one mail with a link to confirm; ` +
      'unless you confirm, no issue is sent. You can leave at any time with one click.',
  };
}

/** What stands at the button that confirms. */
export function confirmWording(publication: string, arrives: string): Wording {
  return {
    version: 'confirm/2',
    text:
      `Yes, send me ${publication} by mail, ${arrives}. ` +
      'Every issue has one link to leave with one click and another to everything that is kept about me.',
  };
}
