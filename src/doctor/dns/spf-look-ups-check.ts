import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from '../finding.ts';
import { forMailauth } from '../received/dmarc.ts';
import type { DnsNames } from './dns-names.ts';
import { findSpf } from './spf-check.ts';

const CHECK = 'spf look-ups';
/** RFC 7208 4.6.4: include, a, mx, ptr, exists and redirect, in the record and all that it includes. */
const MOST = 10;
/** The same: answers with nothing in them. */
const MOST_VOID = 2;
/** Far above both, so that a record is walked to its end and the true number can be told. */
const BEYOND = 200;
/** An address of nobody (RFC 5737): no term matches it, so every one is looked at. */
const NOBODY = '198.51.100.77';
const NOBODY_REVERSED = NOBODY.split('.').toReversed().join('.');

/** How much of the DNS a receiver must ask before it knows who may send: beyond ten questions it gives up. */
export async function checkSpfLookUps(server: NameServer, names: DnsNames): Promise<DoctorFinding[]> {
  const record = await findSpf(server, names);
  // That there is none, or no answer, is said of the record itself.
  if (record.kind !== 'found' || record.texts.length > 1) return [];
  const empty = new Set<string>();
  const { spf } = await import('mailauth/lib/spf/index.js');
  const result = await spf({
    sender: `postmaster@${record.name}`,
    ip: NOBODY,
    helo: record.name,
    resolver: forMailauth(notingEmpty(server, empty)),
    maxResolveCount: BEYOND,
    maxVoidCount: BEYOND,
    strict: true,
  });
  return [judge(record.name, result.lookups?.count ?? 0, [...empty], result.status)];
}

function judge(
  name: string,
  count: number,
  empty: readonly string[],
  { result, comment = '' }: { readonly result: string; readonly comment?: string },
): DoctorFinding {
  // Ours is the end of what mailauth says: `host: what went wrong with whom: why`.
  const why = comment.split(': ').slice(2).join(': ') || comment;
  if (result === 'temperror') {
    return unknown(
      CHECK,
      `counted ${count} at ${name}, then no answer (${why})`,
      'Run doctor again where DNS works.',
    );
  }
  const found = `${count} of ${MOST} at ${name}`;
  if (count > MOST) {
    const fix =
      'Take out includes of services you no longer use, or send from a name of its own: receivers give up after ten.';
    return failed(CHECK, found, fix);
  }
  if (result === 'permerror') {
    return failed(CHECK, `${name}: ${why}`, 'Correct the record: as it is, receivers take it for broken.');
  }
  if (result === 'pass') {
    return failed(
      CHECK,
      `${name} lets in ${NOBODY}, an address of nobody`,
      'Name only those who send for you.',
    );
  }
  const nothing = `nothing is at ${empty.join(', ')}`;
  const fix = 'Take those names out of the record, or publish them.';
  if (empty.length > MOST_VOID) {
    return failed(CHECK, `${found}; ${nothing}: receivers give up after ${MOST_VOID} such names`, fix);
  }
  return empty.length > 0 ? warning(CHECK, `${found}; ${nothing}`, fix) : ok(CHECK, found);
}

/** Names that are asked for and have nothing; those made of nobody's address say nothing of a real sender's. */
function notingEmpty(server: NameServer, empty: Set<string>): NameServer {
  return {
    async resolve(name, type) {
      try {
        return await server.resolve(name, type);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const isNothing = code === 'ENOTFOUND' || code === 'ENODATA';
        if (isNothing && !name.includes(NOBODY) && !name.includes(NOBODY_REVERSED)) empty.add(name);
        throw error;
      }
    },
  };
}
