/** What was just done, by the code in the address. */
export const DONE = {
  picked: 'The week is picked.',
  same: 'It was like that already: nothing was changed.',
  words: 'The words are saved.',
  back: 'Back to what is generated; everything else you typed is saved.',
  taken: 'Your words are back in their place.',
  pinned: 'Pinned: it stays when the issue is picked again.',
  unpinned: 'Unpinned.',
  banned: 'Banned for this issue. What is in it now stays until you swap it or pick again.',
  lifted: 'The ban is lifted.',
  moved: 'Moved. The first pairing leads, and the generated subject is about it.',
  swapped: 'Swapped.',
  again: 'Picked again.',
} as const;

export type Done = keyof typeof DONE;
