import { describe, expect, it } from 'vitest';
import { lookOf } from '../../src/publication/look.ts';
import { painted, readMark } from '../../src/publication/mark.ts';
import { favicon } from '../../src/web/favicon.ts';

const svg = (body: string, head = 'viewBox="0 0 32 32"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${head}>${body}</svg>`;
const CIRCLE = '<circle cx="16" cy="16" r="12" fill="ship"/>';
const innerOf = (text: string) => {
  const reading = readMark(text);
  return reading.kind === 'ok' ? reading.mark.inner : `refused: ${reading.message}`;
};

describe('a mark', () => {
  it('is its shapes, with the publication’s colours by name', () => {
    expect(
      readMark(svg(`${CIRCLE}<path d='M2 2L30 30' stroke="SKIP" stroke-width="2" fill="none"/>`)),
    ).toEqual({
      kind: 'ok',
      mark: {
        viewBox: '0 0 32 32',
        inner:
          '<circle cx="16" cy="16" r="12" fill="var(--ship)"/><path d="M2 2L30 30" stroke="var(--skip)" stroke-width="2" fill="none"/>',
      },
    });
  });

  it('loses what drawing programs leave behind, and keeps what they say for all shapes', () => {
    const text = `\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg>\n<!-- drawn -->${svg(
      `<title>Our mark</title><metadata><rdf:RDF><cc:Work/>words</rdf:RDF></metadata><g id="a" class="b" inkscape:label="x">${CIRCLE}</g>`,
      'viewBox="0 0 32 32" width="64" height="64" fill="none" version="1.1"',
    )}`;
    expect(innerOf(text)).toBe(
      '<g fill="none"><g><circle cx="16" cy="16" r="12" fill="var(--ship)"/></g></g>',
    );
  });

  it.each([
    ['a script', `<script>alert(1)</script>${CIRCLE}`],
    ['an event', '<circle cx="1" cy="1" r="1" onload="alert(1)"/>'],
    ['a style', '<circle cx="1" cy="1" r="1" style="fill:url(http://x)"/>'],
    ['a picture', '<image href="http://x/y.png"/>'],
    ['another document', '<use href="http://x/y.svg#a"/>'],
    ['HTML', '<foreignObject><b>hi</b></foreignObject>'],
    ['a link', `<a href="http://x">${CIRCLE}</a>`],
    ['an animation', '<circle cx="1" cy="1" r="1"><animate attributeName="r"/></circle>'],
    ['a colour from elsewhere', '<circle cx="1" cy="1" r="1" fill="url(#a)"/>'],
    ['words', `<text x="1" y="1">Hello</text>`],
    ['loose words', `Hello ${CIRCLE}`],
    ['a path that is none', '<path d="M0 0);x"/>'],
    ['a second drawing', `${CIRCLE}</svg><svg>${CIRCLE}`],
    ['tags that do not fit', `<g>${CIRCLE}</path>`],
    ['a tag without an end', `<g>${CIRCLE}`],
    ['a tag in the middle of one', '<circle cx="1" <b> r="1"/>'],
    ['a tag that closes with more than its name', `<g>${CIRCLE}</g fill="ink">`],
    ['a tag that closes and ends itself', `<g>${CIRCLE}</g/>`],
    ['an attribute twice', '<circle cx="1" cy="1" r="1" fill="ink" fill="ship"/>'],
    ['an attribute twice that is left out', `<g id="a" id="b">${CIRCLE}</g>`],
    ['groups in groups without end', `${'<g>'.repeat(100)}${CIRCLE}${'</g>'.repeat(100)}`],
    ['nothing', '<g></g>'],
    ['character data', `<![CDATA[<script>]]>${CIRCLE}`],
  ])('is refused with %s in it', (_, body) => {
    expect(readMark(svg(body))).toMatchObject({ kind: 'bad', fix: expect.stringMatching(/./) });
  });

  it('is printed anew, ends of tags and colours too', () => {
    expect(innerOf(svg(`<g\n>${CIRCLE}</g\n >`))).toBe(
      '<g><circle cx="16" cy="16" r="12" fill="var(--ship)"/></g>',
    );
    expect(innerOf(svg('<path d="M0 0h9" fill="CURRENTCOLOR"/>'))).toBe(
      '<path d="M0 0h9" fill="currentColor"/>',
    );
    expect(readMark(svg(CIRCLE, 'data-viewBox="0 0 8 4" viewBox="0 0 32 32"'))).toMatchObject({
      mark: { viewBox: '0 0 32 32' },
    });
    expect(readMark(svg(CIRCLE, 'viewBox="0 0 32 32" viewBox="0 0 8 8"'))).toMatchObject({ kind: 'bad' });
  });

  it('is ink where it says nothing of its colour, so that it follows into the dark', () => {
    const bare = '<path d="M0 0h9v9"/>';
    expect(innerOf(svg(`${CIRCLE}${bare}`))).toBe(
      `<g fill="var(--ink)"><circle cx="16" cy="16" r="12" fill="var(--ship)"/>${bare}</g>`,
    );
    expect(innerOf(svg(bare, 'viewBox="0 0 32 32" fill="skip"'))).toBe(`<g fill="var(--skip)">${bare}</g>`);
  });

  it('that cannot be drawn all the same is told at the start', async () => {
    const mark = { viewBox: '0 0 32 32', inner: '<g' };
    await expect(favicon(lookOf({}, { mark }))).rejects.toThrow(
      /^The publication's mark cannot be drawn: .*Save it/,
    );
    const drawn = readMark(svg('<path d="M0 0h9v9" fill="CurrentColor"/>'));
    const routes = await favicon(lookOf({}, { mark: drawn.kind === 'ok' ? drawn.mark : null }));
    expect((await routes.request('/favicon.ico')).status).toBe(200);
  });

  it('is refused where it is no square, too large or no drawing', () => {
    for (const text of [
      svg(CIRCLE, 'viewBox="0 0 32 16"'),
      svg(CIRCLE, ''),
      svg(CIRCLE, 'viewBox="&lt; 0 32 32"'),
      svg(CIRCLE.repeat(200)),
      '{"name": "no"}',
      '',
    ])
      expect(readMark(text).kind).toBe('bad');
  });

  it('can be painted for what knows no style sheet', () => {
    const palette = { ship: '#111111', skip: '#222222', ink: '#333333', paper: '#444444', soft: '#555555' };
    const reading = readMark(svg(`${CIRCLE}<path d="M0 0" fill="currentColor" stroke="#abc"/>`));
    expect(reading.kind === 'ok' && painted(reading.mark, palette)).toBe(
      '<circle cx="16" cy="16" r="12" fill="#111111"/><path d="M0 0" fill="#333333" stroke="#abc"/>',
    );
  });
});
