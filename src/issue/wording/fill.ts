export type Slots = Readonly<Record<string, string>>;

/** `{lead} over {other}` with its words. Throws for a slot that nothing fills. */
export function fill(pattern: string, slots: Slots): string {
  return pattern.replace(/\{(\w+)\}/gu, (_, slot: string) => {
    const words = slots[slot];
    if (words === undefined) throw new Error(`Nothing fills "${slot}" in "${pattern}"`);
    return words;
  });
}
