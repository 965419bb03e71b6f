import type { HouseStyle } from '../../src/publication/house-style.ts';
import { HOUSE_LOOK } from '../../src/publication/look.ts';
import { HOUSE_VERDICTS } from '../../src/words/verdict-words.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

/** As the sample's publication.json says it. */
export const SAMPLE_STYLE: HouseStyle = {
  name: 'Weekly AI Tool Verdicts',
  tagline: 'Which of two AI tools to pick, and why: once a week, by mail, the verdict first.',
  compared: { one: 'AI tool', many: 'AI tools' },
  briefly: { one: 'tool', many: 'tools' },
  schemaType: 'SoftwareApplication',
  verdicts: HOUSE_VERDICTS,
  words: HOUSE_WORDS,
  look: HOUSE_LOOK,
  links: [],
  postalAddress: 'Weekly AI Tool Verdicts, 1 Sample Street, 00000 Exampleton',
  contact: 'editor@verdicts.example',
  openData: {
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    catalogue: null,
  },
};
