/** What every judge looks at: one finished mail, as a reader gets it. A judge names every fault in words. */
export interface JudgedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
