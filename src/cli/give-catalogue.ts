import { writeFile } from 'node:fs/promises';
import { EXIT, ForeseenEnd } from '../exit.ts';

/**
 * Writes a catalogue as the text of a .json file, to stdout or into a new file.
 * @throws ForeseenEnd where the file is there already
 */
export async function giveCatalogue(catalogue: object, out: string | undefined): Promise<void> {
  const text = `${JSON.stringify(catalogue, null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'is there already and stays as it is. Name another file.' : message;
    throw new ForeseenEnd(EXIT.no, `${out} ${why}`, { cause: error });
  }
  console.error(`Written to ${out}.`);
}
