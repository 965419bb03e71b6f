export const PINNED: { readonly version: string; readonly sha256: Readonly<Record<string, string>> };

export function pinnedNode(root: string, platform?: string): string;

export function checkPinnedNode(root: string, platform?: string): 'good' | 'unknown' | 'other';
