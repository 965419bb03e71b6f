/** How a sink answers. */
export interface SinkRules {
  /** Before each answer, ms. */
  readonly latencyMs: number;
  /** Calls a second that are taken; null for as many as come. */
  readonly perSecond: number | null;
}

/** From the query of a request to the sink itself. */
export function rulesOf(url: string): SinkRules {
  const { searchParams: query } = new URL(url, 'http://sink.invalid');
  const perSecond = query.get('perSecond');
  return {
    latencyMs: Number(query.get('latencyMs') ?? 0),
    perSecond: perSecond === null ? null : Number(perSecond),
  };
}

/** The query that rulesOf reads. */
export function queryOf({ latencyMs, perSecond }: SinkRules): string {
  return `?latencyMs=${latencyMs}${perSecond === null ? '' : `&perSecond=${perSecond}`}`;
}
