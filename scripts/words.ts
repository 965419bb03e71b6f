// `npm run words`: writes src/words/keys.ts anew, after a key or a slot of the English has changed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programsWords } from '../src/words/dictionary.ts';
import { keysSource } from '../src/words/keys-source.ts';

writeFileSync(join(import.meta.dirname, '../src/words/keys.ts'), keysSource(programsWords('en')));
