import { catalogueJsonSchema } from '../catalogue/json-schema.ts';
import { EXIT } from '../exit.ts';

/** Prints what editors of files complete a catalogue from. */
export function catalogueSchemaCommand(): number {
  process.stdout.write(catalogueJsonSchema());
  return EXIT.done;
}
