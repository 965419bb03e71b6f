export function keepCompiled(root: string): string | null;
