import { EXIT, ForeseenEnd } from '../exit.ts';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a directory',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

/** What ends a command whose file cannot be read; a fault of another kind as it is. */
export function unreadableFile(file: string, fault: unknown): unknown {
  if (!(fault instanceof Error && 'syscall' in fault && 'code' in fault)) return fault;
  const path = 'path' in fault ? String(fault.path) : file;
  const why = WORDS[String(fault.code)] ?? fault.message;
  return new ForeseenEnd(EXIT.usage, `${path} cannot be read: ${why}.`, { cause: fault });
}
