import { Field } from '../../web/field.tsx';
import { useWords } from '../../web/use-words.ts';

interface ZoneChoiceProps {
  readonly zone: string;
  readonly publicationZone: string;
  readonly problem: string | undefined;
}

/** Every IANA zone by region, and the present one whatever it is called. A menu, because it works without a script. */
export function ZoneChoice({ zone, publicationZone, problem }: ZoneChoiceProps) {
  const words = useWords();
  const isListed = zone === '' || ZONES.has(zone);
  return (
    <Field
      id="timezone"
      label={words.say('readers.preferences.zone')}
      hint={words.say('readers.preferences.zone.hint')}
      problem={problem}
    >
      <select name="timezone" defaultValue={zone}>
        <option value="">{words.say('readers.preferences.zone.none', { zone: publicationZone })}</option>
        {isListed ? null : <option value={zone}>{zone}</option>}
        {REGIONS.map(([region, zones]) => (
          <optgroup
            key={region}
            label={region === WORLD ? words.say('readers.preferences.zone.world') : region}
          >
            {zones.map(name => (
              <option key={name} value={name}>
                {place(name)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

/** The region of zones that name none. */
const WORLD = '';
const NAMES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
const ZONES: ReadonlySet<string> = new Set(NAMES);
const REGIONS = [
  ...Map.groupBy(NAMES, name => (name.includes('/') ? name.slice(0, name.indexOf('/')) : WORLD)),
];

/** `America/Argentina/Buenos_Aires` as "Argentina, Buenos Aires". */
function place(name: string): string {
  return name
    .slice(name.indexOf('/') + 1)
    .replaceAll('/', ', ')
    .replaceAll('_', ' ');
}
