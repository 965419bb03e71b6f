/** What a reader gets from a pairing, by what there is to see in it; the strongest kind comes first. */
export const GAIN_WORDS = {
  flip: [
    '{who} ships {shipped} and skips {skipped}: read why.',
    '{who} draws the line: ship for {shipped}, skip for {skipped}.',
    '{who} keeps {shipped} and leaves {skipped}. Would you?',
  ],
  divided: [
    'The panel is divided on {tool}: read both sides.',
    'Half the panel would take {tool}. Which half are you in?',
    '{tally} on {tool}, so the reasons count for more than the sum.',
  ],
  price: [
    'One is free to start with, the other is not: is it worth it to you?',
    'See what {paid} offers for its price; {free} costs nothing to try.',
    'You can try {free} for nothing, and judge {paid} by its quotes.',
  ],
  both: [
    'Both pass, so it comes down to what you need.',
    'The count will not help you here; the reasons will.',
    'With two yeses, your own work decides.',
  ],
  neither: [
    'If you use one of them, read what put the panel off.',
    'Before you try either, read the objections.',
    'Neither passes; the quotes say why.',
  ],
  plain: [
    'Now you know which to try first.',
    'If you were going to try one, you know where to begin.',
    'Save yourself a trial: begin with {lead}.',
  ],
  close: [
    'The count does not settle it; the reasons may.',
    'No clear answer from the panel, so weigh the reasons.',
    'Read the reasons and be your own panel.',
  ],
} as const;
