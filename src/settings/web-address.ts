import { z } from 'zod';

/** An address starting with http:// or https://. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'an address starting with http:// or https://',
});

/**
 * Where the site is: scheme, host and port, and nothing else. Pages lead to `/style.css` and the like, so the site cannot
 * stand below a path; mails hold ASCII, so an international host is written as DNS has it.
 */
export const publicOrigin = webAddress.transform((value, context) => {
  const url = new URL(value);
  const tooMuch = [
    url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(value)
      ? 'a name or password'
      : null,
    /^\/*$/.test(url.pathname) ? null : 'a path',
    value.includes('?') ? 'a ?' : null,
    value.includes('#') ? 'a #' : null,
  ].filter(part => part !== null);
  if (tooMuch.length === 0) return url.origin;
  const fix = `only scheme, host and port, without ${tooMuch.join(' and ')}: ${url.origin}`;
  context.addIssue({ code: 'custom', message: fix });
  return z.NEVER;
});
