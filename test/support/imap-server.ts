import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';
import { FOR_LOCALHOST } from './relay-certificates.ts';

const require = createRequire(import.meta.url);
const hoodiecrow = require('hoodiecrow-imap') as (options: object) => Hoodiecrow;

/** What of the server's own parts is used. */
interface Hoodiecrow {
  readonly server: Server;
  readonly storage: { readonly INBOX: { readonly messages: StoredMail[] } };
  listen(port: number, host: string, done: () => void): void;
  appendMessage(folder: string, flags: readonly string[], date: string, raw: string): void;
  close(done: () => void): void;
  getCommandHandler(command: string): Handler;
  setCommandHandler(command: string, handler: Handler): void;
}

type Handler = (
  connection: { send(response: object): void },
  parsed: { readonly tag: string; readonly attributes: readonly { readonly value: string }[] },
  data: unknown,
  done: () => void,
) => void;

interface StoredMail {
  readonly raw: string;
  readonly flags: readonly string[];
}

export interface ImapServer {
  readonly port: number;
  /** Everything in the inbox, in the order it came. */
  readonly mails: readonly StoredMail[];
  /** Puts a mail there, unread. */
  add(raw: string): void;
  /** Says no to a command from now on, of one mail where `uid` names it. */
  refuse(command: string, uid?: string): void;
}

/**
 * A mailbox on 127.0.0.1 for `bounces` with the password `p@ss/word`, until the test is over.
 * @param options.keepsMarks whether it keeps marks that it does not know
 * @param options.isReadOnly whether no mark at all can be set there
 * @param options.encrypted from the first byte, with the certificate of FOR_LOCALHOST
 */
export async function startImapServer(
  options: {
    readonly keepsMarks?: boolean;
    readonly isReadOnly?: boolean;
    readonly encrypted?: boolean;
  } = {},
): Promise<ImapServer> {
  const { keepsMarks = true, isReadOnly = false, encrypted = false } = options;
  const imap = hoodiecrow({
    secureConnection: encrypted,
    credentials: FOR_LOCALHOST,
    plugins: ['ID', 'UIDPLUS', 'LITERALPLUS', 'UNSELECT'],
    users: { bounces: { password: 'p@ss/word' } },
    storage: {
      INBOX: {
        messages: [],
        allowPermanentFlags: keepsMarks && !isReadOnly,
        ...(isReadOnly && { permanentFlags: [] }),
      },
    },
  });
  await new Promise<void>(resolve => imap.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>(resolve => imap.close(resolve)));
  return {
    port: (imap.server.address() as AddressInfo).port,
    get mails() {
      return imap.storage.INBOX.messages;
    },
    refuse: (command, uid) => {
      const handler = imap.getCommandHandler(command);
      imap.setCommandHandler(command, (connection, parsed, data, done) => {
        if (uid !== undefined && parsed.attributes[0]?.value !== uid)
          return handler(connection, parsed, data, done);
        const attributes = [{ type: 'TEXT', value: 'It is broken' }];
        connection.send({ tag: parsed.tag, command: 'NO', attributes });
        done();
      });
    },
    add: raw => imap.appendMessage('INBOX', [], '26-Nov-2026 09:10:00 +0000', raw),
  };
}
