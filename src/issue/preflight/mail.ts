import { error, errorIfReal, type Finding, type PreflightInput, sendsForReal, warning } from './finding.ts';
import { imagesIn, linksIn, saysIn, visibleText } from './mail-html.ts';

/** Gmail clips behind about 102 KB, and with the end goes the unsubscribe link. */
export const CLIP_BYTES = 102_400;
const LARGE_HTML_BYTES = 60 * 1024;

/** What every mail to readers must have, and how big it may be. */
export function checkMail(input: PreflightInput): Finding[] {
  return [
    ...checkLeaving(input),
    ...checkHeaders(input),
    ...checkAddress(input),
    ...checkSample(input),
    ...checkImages(input),
    ...checkSize(input),
  ];
}

function checkLeaving({ rendered, headers }: PreflightInput): Finding[] {
  const findings: Finding[] = [];
  if (rendered.text.trim() === '') {
    findings.push(error('text-missing', 'mail', 'There is no plain-text part.', 'Correct the template.'));
  }
  const inHtml = linksIn(rendered.html).some(link =>
    /unsubscribe/iu.test(`${link.label} ${pathOf(link.url)}`),
  );
  const inText = rendered.text.trim() === '' || /unsubscribe/iu.test(rendered.text);
  if (!inHtml || !inText) {
    const message = `The ${inHtml ? 'text' : 'HTML'} part has no visible unsubscribe link.`;
    findings.push(error('unsubscribe-missing', 'mail', message, 'Correct the template.'));
  }
  const wanted = lowerCased(headers);
  const oneClick = wanted.get('list-unsubscribe-post')?.trim() === 'List-Unsubscribe=One-Click';
  if (!/<https?:\/\//iu.test(wanted.get('list-unsubscribe') ?? '') || !oneClick) {
    const message = 'List-Unsubscribe with an address, or List-Unsubscribe-Post, is missing.';
    findings.push(
      error('list-unsubscribe-missing', 'headers', message, 'Correct how the mail is built (RFC 8058).'),
    );
  }
  return findings;
}

function checkHeaders({ headers }: PreflightInput): Finding[] {
  return Object.entries(headers)
    .filter(([name, value]) => /[\r\n]/u.test(name + value))
    .map(([name]) =>
      error(
        'header-break',
        'headers',
        `The header ${JSON.stringify(name)} has a line break.`,
        'Put its value on one line.',
      ),
    );
}

function checkAddress(input: PreflightInput): Finding[] {
  const { rendered, settings } = input;
  const { postalAddress, isSampleAddress } = settings;
  const findings: Finding[] = [];
  const shown =
    saysIn(visibleText(rendered.html), postalAddress) &&
    (rendered.text.trim() === '' || saysIn(rendered.text, postalAddress));
  if (postalAddress.trim() === '' || !shown) {
    findings.push(
      error('address-missing', 'mail', 'The postal address is missing.', 'Set POSTAL_ADDRESS and show it.'),
    );
  }
  if (isSampleAddress) {
    findings.push(
      errorIfReal(
        input,
        'address-sample',
        'POSTAL_ADDRESS',
        'The postal address is the sample one.',
        'Set your own.',
      ),
    );
  }
  return findings;
}

function checkSample(input: PreflightInput): Finding[] {
  if (!input.content.sample || !sendsForReal(input)) return [];
  const place = ['sample-data', 'catalogue'] as const;
  return input.settings.isStandIn
    ? [
        warning(
          ...place,
          'The catalogue is demo data, for nobody but a stand-in.',
          'Set CATALOGUE to your own.',
        ),
      ]
    : [
        error(
          ...place,
          'The catalogue is demo data, but the readers are real.',
          'Put your own in its place, or set CATALOGUE; then take "sample" out of the file.',
        ),
      ];
}

function checkImages({ rendered }: PreflightInput): Finding[] {
  return imagesIn(rendered.html).flatMap(({ src, alt, width }) => {
    const place = `image ${src}`;
    const findings: Finding[] = [];
    if (alt === null) {
      findings.push(
        error(
          'image-alt',
          place,
          'The image has no alternative text.',
          'Add alt text, or an empty alt for decoration.',
        ),
      );
    }
    if (width === null || width === '') {
      findings.push(
        error(
          'image-width',
          place,
          'The image has no width.',
          'Add one: Outlook shows the image at full size.',
        ),
      );
    }
    return findings;
  });
}

function checkSize({ rendered }: PreflightInput): Finding[] {
  if (rendered.bytes >= CLIP_BYTES) {
    const message = `The mail has ${rendered.bytes} bytes; Gmail clips it, and the unsubscribe link with it, at ${CLIP_BYTES}.`;
    return [error('mail-clipped', 'mail', message, 'Shorten it.')];
  }
  const html = new TextEncoder().encode(rendered.html).length;
  return html > LARGE_HTML_BYTES
    ? [
        warning(
          'mail-large',
          'mail',
          `The HTML has ${html} bytes; ${LARGE_HTML_BYTES} is plenty.`,
          'Shorten it.',
        ),
      ]
    : [];
}

function lowerCased(headers: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}
