import { RAW_PANEL, rawCatalogue, rawTool } from './example-file.ts';

/** [the whole file, path, found, message, fix] */
export const BAD_FILES: [unknown, string, string, string, string][] = [
  [[], '$', '[]', 'the catalogue is of the wrong type', 'write an object in { }'],
  [
    null,
    '$',
    'null',
    'the catalogue is null',
    'write an object in { }, or leave the field out if it is optional',
  ],
  [{ panel: [] }, '$.tools', 'nothing', 'the catalogue: tools is missing', 'add it, as a list in [ ]'],
  [{ tools: [] }, '$.panel', 'nothing', 'the catalogue: panel is missing', 'add it, as a list in [ ]'],
  [
    { panel: [], tools: [], pannel: 1 },
    '$.pannel',
    '1',
    'the catalogue: unknown field "pannel"',
    'did you mean "panel"?',
  ],
  [
    { panel: [], tools: [], 'odd key': 1 },
    '$["odd key"]',
    '1',
    'the catalogue: unknown field "odd key"',
    'take it out; known here: panel, sample, tools',
  ],
  [
    { panel: [], tools: [], sample: 'yes' },
    '$.sample',
    '"yes"',
    'the catalogue: sample is of the wrong type',
    'write true or false',
  ],
  [
    { panel: [...RAW_PANEL, RAW_PANEL[1]], tools: [] },
    '$.panel[3].id',
    '"skeptic"',
    'panelist "skeptic" is on the panel twice',
    'give one of them another id; the first is at $.panel[1].id',
  ],
  [
    rawCatalogue(rawTool('a'), rawTool('b'), rawTool('a')),
    '$.tools[2].slug',
    '"a"',
    'tool "a": the slug is used twice',
    'give one of them another slug; the first is at $.tools[0].slug',
  ],
  [rawCatalogue(7), '$.tools[0]', '7', 'tool number 1 is of the wrong type', 'write an object in { }'],
];
