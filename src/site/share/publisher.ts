import type { HouseStyle } from '../../publication/house-style.ts';
import { canDraw } from './draw-picture.ts';
import type { Publisher } from './share-picture.tsx';

/** The words of a publication as its pictures have them: what would be a row of empty boxes is left out. */
export function publisherOf({
  name,
  style,
}: {
  readonly name: string;
  readonly style: Publisher['style'];
}): Publisher {
  const { compared, verdicts, look } = style;
  return {
    publication: drawn(name),
    style: {
      look,
      compared: { one: drawn(compared.one), many: drawn(compared.many) },
      verdicts: { ...verdicts, ship: drawn(verdicts.ship), skip: drawn(verdicts.skip) },
    },
  };
}

/** Which of them no picture shows. */
export function leftOutOfPictures(name: string, { compared, verdicts }: HouseStyle): string[] {
  return [name, compared.many, verdicts.ship, verdicts.skip].filter(words => !canDraw(words));
}

const drawn = (words: string) => (canDraw(words) ? words : '');
