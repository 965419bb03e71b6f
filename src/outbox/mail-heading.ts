import { addressParser, decodeWords } from 'postal-mime';
import { type MailFile, readStart } from './mail-file.ts';

/** What a list shows of a mail without opening it. */
export interface MailHeading {
  readonly file: MailFile;
  readonly to: string;
  readonly subject: string;
}

/** Our mails have their headers in the first two kilobytes. */
const START_BYTES = 8_192;

/** Reads To and Subject and nothing else of the file; '' for what is not there. */
export async function readHeading(directory: string, file: MailFile): Promise<MailHeading> {
  const start = (await readStart(directory, file, START_BYTES)) ?? Buffer.alloc(0);
  const [block = ''] = start.toString('utf8').split(/\r?\n\r?\n/, 1);
  const lines = block.replaceAll(/\r?\n(?=[ \t])/g, '').split(/\r?\n/);
  return { file, to: addresses(header(lines, 'to')), subject: decodeWords(header(lines, 'subject')) };
}

function header(lines: readonly string[], name: string): string {
  const line = lines.find(one => one.slice(0, name.length + 1).toLowerCase() === `${name}:`);
  return line?.slice(name.length + 1).trim() ?? '';
}

function addresses(value: string): string {
  return addressParser(value, { flatten: true })
    .map(({ address, name }) => address || name)
    .join(', ');
}
