/**
 * Characters that are not seen but change what is seen or parsed: controls, bidi overrides, zero-width signs, tags,
 * lone surrogates. Joiners and variation selectors are left: Persian names, Japanese names and emoji need them.
 */
const INVISIBLE =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\p{Variation_Selector}]]/gv;
const NOT_IN_ADDRESSES = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
const SPACES = /[\s\p{Z}]+/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line of text as a person reads it: NFC, single spaces, nothing invisible; '' when nothing would be seen. */
export function visibleText(text: string): string {
  const clean = text.replace(SPACES, ' ').replace(INVISIBLE, '').replace(SPACES, ' ').trim().normalize('NFC');
  return SEEN.test(clean) ? clean : '';
}

/** Without any character that must not stand in an address. */
export function withoutInvisible(text: string): string {
  return text.replace(NOT_IN_ADDRESSES, '');
}

/** The first character that must not stand in an address, and after what it stands, made safe to print; or null. */
export function firstInvisible(text: string): { readonly code: string; readonly before: string } | null {
  const at = text.search(NOT_IN_ADDRESSES);
  if (at === -1) return null;
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const before = text.slice(Math.max(0, at - 12), at);
  return { code, before: printable(before) };
}

/** Text from outside made safe to print: cut to `length` characters, invisible ones as `\u{202e}`. */
export function printable(text: string, length = 80): string {
  const characters = [...text.slice(0, 2 * length)];
  const cut = characters.slice(0, length).join('') + (text.length > length ? '…' : '');
  return cut.replace(
    /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
