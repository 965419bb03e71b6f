/** How to get at the source of a mail, where most people read theirs. */
export const HOW_TO_SAVE: readonly { readonly name: string; readonly value: string }[] = [
  { name: 'Gmail', value: '⋮ beside Reply, Show original, Download original' },
  { name: 'Outlook on the web', value: '… above the mail, Save as (or Download)' },
  { name: 'Apple Mail', value: 'File, Save As, format Raw Message Source' },
  { name: 'Thunderbird', value: 'File, Save As, File' },
  { name: 'Yahoo', value: '…, View raw message; copy all of it into a file' },
];
