import type { Field } from './field.ts';
import type { Leave, Meaning } from './meaning.ts';

export const SHAPE_NAMES = [
  'mailchimp',
  'substack',
  'beehiiv',
  'ghost',
  'kit',
  'buttondown',
  'listmonk',
  'csv',
] as const;

export type ShapeName = (typeof SHAPE_NAMES)[number];

/** How one service writes its subscribers into a file. All names are folded: lower case, spaces for `_` and `-`. */
export interface Shape {
  readonly name: ShapeName;
  readonly label: string;
  /** What its columns tell; any other is left out. */
  readonly columns: Readonly<Record<string, Field>>;
  /** What its status words count as, beyond those that mean the same everywhere. */
  readonly words: Readonly<Record<string, Meaning>>;
  /** A file is of this service when its header has all the columns of one of these lines. */
  readonly toldBy: readonly (readonly string[])[];
  /** Columns that only a file has in which everybody has left. */
  readonly everybodyLeft?: readonly {
    readonly column: string;
    readonly without: string;
    readonly are: Leave;
  }[];
}

/** An address and a name are called so in every service, in the language of whoever asked for the export. */
export const NAMES_OF_A_PERSON: Readonly<Record<string, Field>> = {
  email: 'email',
  'e mail': 'email',
  'email address': 'email',
  'e mail address': 'email',
  'subscriber email': 'email',
  emailadresse: 'email',
  'e mail adresse': 'email',
  'deine e mail adresse': 'email',
  'adresse email': 'email',
  'adresse e mail': 'email',
  'correo electrónico': 'email',
  'indirizzo email': 'email',
  'e mailadres': 'email',
  name: 'name',
  'full name': 'name',
  'first name': 'first',
  firstname: 'first',
  vorname: 'first',
  prénom: 'first',
  nombre: 'first',
  voornaam: 'first',
  'last name': 'last',
  lastname: 'last',
  surname: 'last',
  nachname: 'last',
  'nom de famille': 'last',
  apellidos: 'last',
  cognome: 'last',
  achternaam: 'last',
};

/** @param name folded @returns what a column of this name tells in every service's files; null for any other */
export function fieldOfPerson(name: string): Field | null {
  return Object.hasOwn(NAMES_OF_A_PERSON, name) ? (NAMES_OF_A_PERSON[name] ?? null) : null;
}
