import { Field } from '../../web/field.tsx';

interface ToolChoiceProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly required?: boolean;
  readonly tools: readonly { readonly slug: string; readonly name: string; readonly category: string }[];
}

/** More suggestions than this make a slow page; every other tool can still be typed. */
const SUGGESTED = 400;

/** A tool of the catalogue, typed or chosen: its name or its slug. */
export function ToolChoice({ id, name, label, value, required = true, tools }: ToolChoiceProps) {
  return (
    <>
      <Field id={id} label={label} className="asked">
        <input
          name={name}
          type="text"
          list={`${id}-tools`}
          autoComplete="off"
          required={required}
          defaultValue={value}
        />
      </Field>
      <datalist id={`${id}-tools`}>
        {tools.slice(0, SUGGESTED).map(tool => (
          <option key={tool.slug} value={tool.name}>
            {tool.category}
          </option>
        ))}
      </datalist>
    </>
  );
}
