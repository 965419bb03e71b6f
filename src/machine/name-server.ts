import { Resolver } from 'node:dns/promises';

/**
 * Asks the DNS, as `node:dns/promises` does: what is surely not there is a rejection with `code` ENOTFOUND or ENODATA, any other
 * code says that nobody knows. Tests point a real Resolver at a server of their own.
 */
export interface NameServer {
  resolve(name: string, type: string): Promise<unknown>;
}

/** The name servers of this machine; patience in ms, for each of two tries. */
export function openNameServer(patienceMs = 2_000): NameServer {
  return new Resolver({ timeout: patienceMs, tries: 2 });
}

/** The same, asked each question once: many checks want the same records. Fit for one examination, not for a process. */
export function askedOnce(server: NameServer): NameServer {
  const answers = new Map<string, Promise<unknown>>();
  return {
    resolve(name, type) {
      const question = `${type} ${name.toLowerCase()}`;
      const answer = answers.get(question) ?? server.resolve(name, type);
      // Whoever asked hears of it.
      answer.catch(() => undefined);
      answers.set(question, answer);
      return answer;
    },
  };
}
