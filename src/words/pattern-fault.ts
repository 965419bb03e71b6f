import { formatOf } from './pattern.ts';

/** The parser's names for what is wrong, in words for who wrote the pattern; the rest keep their name. */
const SAID: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: 'a brace { is not closed',
  UNCLOSED_QUOTE_IN_ARGUMENT_STYLE: 'an apostrophe opens what none closes',
  EMPTY_ARGUMENT: '{} holds no name',
  MALFORMED_ARGUMENT: 'what stands in braces is no name of a slot',
  EXPECT_ARGUMENT_TYPE: 'after the comma nothing says what the slot is: number, plural or select',
  INVALID_ARGUMENT_TYPE: 'after the comma stands no kind of slot: there are number, plural and select',
  EXPECT_SELECT_ARGUMENT_OPTIONS: 'the plural or select has no cases',
  MISSING_OTHER_CLAUSE: 'the plural or select lacks its case "other"',
  EXPECT_PLURAL_ARGUMENT_SELECTOR: 'a case of the plural has no name',
  EXPECT_SELECT_ARGUMENT_SELECTOR: 'a case of the select has no name',
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: 'a case of the plural stands there twice',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'a case of the select stands there twice',
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT: 'a case of the plural has no words in braces',
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: 'a case of the select has no words in braces',
};

/** What is wrong with a pattern and from which letter on, in words; null for nothing. */
export function faultIn(pattern: string, language: string): string | null {
  try {
    formatOf(pattern, language);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    const { location } = error as { readonly location?: { readonly start: { readonly offset: number } } };
    const place = location === undefined ? '' : `, from letter ${location.start.offset + 1} on`;
    return `${SAID[error.message] ?? error.message}${place}`;
  }
}
