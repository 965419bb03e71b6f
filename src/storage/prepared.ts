import { type CompiledQuery, type Kysely, type QueryResult, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** The place of a value that is known only when the statement runs. */
class Blank {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type BlankFor<Values> = <Name extends keyof Values & string>(name: Name) => RawBuilder<Values[Name]>;

/**
 * A statement whose text is made once: for what is run with every batch, building and compiling it anew costs more than
 * running it.
 * @param make builds it; `blank` stands for a value
 * @returns runs it with its values, within any transaction of the same database
 */
export function prepared<Values extends object, Row = unknown>(
  make: (blank: BlankFor<Values>) => { compile(): CompiledQuery<Row> },
): (db: Kysely<Schema>, values: Values) => Promise<QueryResult<Row>> {
  let compiled: CompiledQuery<Row> | undefined;
  return (db, values) => {
    compiled ??= make(name => sql.val(new Blank(name) as never)).compile();
    const given = values as Readonly<Record<string, unknown>>;
    const parameters = compiled.parameters.map(value => (value instanceof Blank ? given[value.name] : value));
    return db.executeQuery({ ...compiled, parameters });
  };
}
