/** Names in lower case, the first value of each. */
export type Fields = ReadonlyMap<string, string>;

const MOST_FIELDS = 500;
const LONGEST_VALUE = 4_000;
const MOST_BLOCKS = 200;

/** Reads the fields that `text` begins with, up to an empty line; lines that are none are passed over. */
export function readFields(text: string): Fields {
  return readBlocks(text, 1)[0] ?? new Map();
}

/**
 * Reads blocks of fields that stand apart by empty lines, as in RFC 3464. Continued lines are joined by a blank.
 * @param text line feeds alone
 */
export function readBlocks(text: string, most = MOST_BLOCKS): Fields[] {
  const blocks: Map<string, string>[] = [];
  let block = new Map<string, string>();
  let last = '';
  const close = () => {
    if (block.size > 0) blocks.push(block);
    block = new Map();
    last = '';
  };
  for (const line of text.split('\n')) {
    if (blocks.length === most) return blocks;
    if (line.trim() === '') {
      close();
    } else if (/^[ \t]/.test(line)) {
      const value = block.get(last);
      if (value !== undefined && value.length < LONGEST_VALUE) {
        block.set(last, `${value} ${line.trim()}`.slice(0, LONGEST_VALUE));
      }
    } else {
      const [, name = '', value = ''] = /^([!-9;-~]{1,80})[ \t]*:(.*)$/.exec(line) ?? [];
      // A second field of a name is not the first one going on.
      last = block.has(name.toLowerCase()) ? '' : name.toLowerCase();
      if (last !== '' && block.size < MOST_FIELDS) block.set(last, value.trim().slice(0, LONGEST_VALUE));
    }
  }
  close();
  return blocks.slice(0, most);
}
