/** What every judge looks at: one finished mail, as a reader gets it. */
export interface JudgedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A judge names every fault in words; none is a pass. */
export type Judge = (mail: JudgedMail) => readonly string[] | Promise<readonly string[]>;
