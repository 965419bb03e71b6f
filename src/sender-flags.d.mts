export function flagsFor(args: readonly string[]): readonly string[];
export function setFlagsFor(args: readonly string[]): void;
