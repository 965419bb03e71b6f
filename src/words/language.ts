/** Languages that the program has all its words in; a publication may bring others. */
export const LANGUAGES = ['en', 'de'] as const;

/** What every key falls back to, and what the desk and the command line speak. */
export const FALLBACK = 'en';

/** Whether the program has all its words in a language, or in that of which it is a country's: `de-AT` is German. */
export function isSpoken(tag: string): boolean {
  return LANGUAGES.some(language => language === baseOf(tag));
}

/** `de` of `de-AT`. */
export function baseOf(tag: string): string {
  return (tag.split('-')[0] ?? '').toLowerCase();
}

/** Which way a language is written. @param tag BCP 47, such as `de` or `ar-EG` */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  // Node has it; TypeScript's libraries not before ES2025.
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo(): { readonly direction: string } };
  return locale.getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
}

/** Whether a tag is one that a browser and Intl know how to read: `de`, `pt-BR`. */
export function isLanguageTag(tag: string): boolean {
  try {
    return /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/.test(tag) && Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
