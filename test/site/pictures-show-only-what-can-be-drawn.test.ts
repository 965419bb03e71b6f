import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { canDraw, drawable } from '../../src/site/share/draw-picture.ts';
import { leftOutOfPictures, publisherOf } from '../../src/site/share/publisher.ts';
import { frontPicture } from '../../src/site/share/share-picture.tsx';
import { wholeDictionary } from '../../src/words/dictionary.ts';
import { verdictWords } from '../../src/words/verdict-words.ts';
import { Words } from '../../src/words/words.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';

const verdicts = verdictWords({ ship: 'αγόρασε', skip: 'leave' }, wholeDictionary('en'));
const GREEK = {
  ...SAMPLE_STYLE,
  compared: { one: 'εργαλείο', many: 'εργαλεία' },
  verdicts,
  words: new Words('en', {}, verdicts),
};
const pictureOf = (style: typeof SAMPLE_STYLE, name: string) =>
  renderToStaticMarkup(frontPicture(publisherOf({ name, style }), ['The Skeptic', 'The Novice']));

it('a share picture leaves out the noun and the verb that our faces cannot draw', () => {
  const picture = pictureOf(GREEK, 'Weekly');
  expect(picture).not.toMatch(/\p{Script=Greek}/u);
  expect(picture).not.toMatch(/Two \.|you \?/);
  expect(picture).toContain('One panel.');
  expect(picture).toContain('leave');
  expect(pictureOf(SAMPLE_STYLE, 'Weekly')).toContain('Two AI tools. One panel.');
});

it.each(['„Zed“ oder ‚Windsurf‘', '«Zed» ‹ou› Windsurf', '61\u00a0% von 143', '61\u202f%', 'Ünïcödé Ḁ'])(
  'our faces have %s',
  text => {
    expect(canDraw(text)).toBe(true);
    expect(drawable(text)).not.toContain('\u202f');
  },
);

it.each(['Сова', '東', '\u0085'])('our faces lack %s', text => expect(canDraw(text)).toBe(false));

it('the doctor knows which', () => {
  expect(leftOutOfPictures('Weekly', GREEK)).toEqual(['εργαλεία', 'αγόρασε']);
  expect(leftOutOfPictures('Weekly', SAMPLE_STYLE)).toEqual([]);
});
