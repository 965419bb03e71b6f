import type { HouseStyle } from '../../publication/house-style.ts';
import { canDraw, drawable } from './draw-picture.ts';
import type { Publisher } from './sheet.tsx';

/** A publication as its pictures have it, in the words given, which may be an issue's: what would be a row of empty boxes is left out. */
export function publisherOf({
  name,
  style,
}: {
  readonly name: string;
  readonly style: Pick<HouseStyle, 'compared' | 'look' | 'words'>;
}): Publisher {
  const { compared, look, words } = style;
  const { verdicts } = words;
  const panel = words.say('site.picture.panel', { many: compared.many });
  return {
    publication: drawn(name),
    look,
    verdicts: { ship: drawn(verdicts.ship), skip: drawn(verdicts.skip) },
    lines: [
      canDraw(panel) ? panel : words.say('site.picture.panel-alone'),
      words.say('site.picture.question'),
    ]
      .filter(canDraw)
      .map(drawable),
    weekly: drawn(words.say('site.picture.weekly')),
    titleOf: (a, b) => {
      const title = words.say('site.pairing', { a, b });
      return drawable(canDraw(title) ? title : `${a} – ${b}`);
    },
  };
}

/** Which of them no picture shows. */
export function leftOutOfPictures(name: string, { compared, verdicts, words }: HouseStyle): string[] {
  return [
    name,
    compared.many,
    verdicts.ship,
    verdicts.skip,
    words.say('site.picture.panel-alone'),
    words.say('site.picture.weekly'),
  ].filter(said => !canDraw(said));
}

const drawn = (words: string) => (canDraw(words) ? drawable(words) : '');
