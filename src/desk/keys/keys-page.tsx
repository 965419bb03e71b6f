import { SCOPE_WORDS, SCOPES } from '../../newsroom/keys/scope.ts';
import type { ApiKey } from '../../storage/api/api-keys.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { DeskPage } from '../desk-page.tsx';
import { useVisit } from '../visit.tsx';

interface KeysPageProps {
  /** Newest first, those that were withdrawn among them. */
  readonly keys: readonly ApiKey[];
  /** A key that was made a moment ago. */
  readonly made?: { readonly name: string; readonly secret: string } | undefined;
  /** What stands in the form. */
  readonly typed?: TypedKey;
  readonly note?: string;
  readonly problem?: string;
}

export interface TypedKey {
  readonly name: string;
  readonly scopes: readonly string[];
}

export const KEYS = '/desk/keys';
/** Withdrawn keys that are listed: the log has all of them. */
const SHOWN_GONE = 20;

/** The keys of other programs: what each may do, when it was last used, and the way to end it. */
export function KeysPage({
  keys,
  made,
  typed = { name: '', scopes: ['read'] },
  note,
  problem,
}: KeysPageProps) {
  const inUse = keys.filter(({ revokedAt }) => revokedAt === null);
  const gone = keys.filter(({ revokedAt }) => revokedAt !== null).slice(0, SHOWN_GONE);
  return (
    <DeskPage title="Keys" at="keys" note={note} problem={problem}>
      {made === undefined ? <Lead /> : <Made {...made} />}
      {inUse.length === 0 ? (
        <p>No key is in use: no other program can do anything here.</p>
      ) : (
        <Table label="Keys in use" folds columns={IN_USE} lines={inUse} keyOf={({ id }) => id} />
      )}
      <MakeForm typed={typed} />
      {gone.length === 0 ? null : (
        <>
          <h2>Withdrawn</h2>
          <Table label="Withdrawn keys" folds columns={GONE} lines={gone} keyOf={({ id }) => id} />
        </>
      )}
    </DeskPage>
  );
}

function Lead() {
  const { room } = useVisit();
  return (
    <p className="lead">
      {'With a key another program uses the API at '}
      <code className="who">{`${room.publication.url}/api/v1`}</code>
      {
        '. What it does stands in the log under its name. No key approves an issue, and none lets a stopped one go on.'
      }
    </p>
  );
}

function Made({ name, secret }: { readonly name: string; readonly secret: string }) {
  return (
    <>
      <p className="lead">
        {'This is the key '}
        <strong>{name}</strong>
        {'. It is shown now and never again: copy it to where the program keeps its secrets.'}
      </p>
      <p>
        <code className="secret">{secret}</code>
      </p>
    </>
  );
}

const NAME: Column<ApiKey> = { head: 'Name', names: true, className: 'who', cell: ({ name }) => name };
const MAY: Column<ApiKey> = { head: 'Scopes', cell: ({ scopes }) => scopes.join(', ') };

const IN_USE: readonly Column<ApiKey>[] = [
  NAME,
  MAY,
  {
    head: 'Made',
    className: 'who',
    cell: ({ createdAt, createdBy }) => (
      <>
        <Instant at={createdAt} />
        <span className="soft">{` by ${createdBy}`}</span>
      </>
    ),
  },
  {
    head: 'Last used',
    cell: ({ lastUsedAt }) =>
      lastUsedAt === null ? <span className="soft">never</span> : <Instant at={lastUsedAt} />,
  },
  {
    head: 'Withdraw',
    cell: ({ id, name }) => (
      <ActForm action={`${KEYS}/${id}/withdraw`}>
        <Button look="quiet small grave" label={`Withdraw the key ${name}`}>
          Withdraw
        </Button>
      </ActForm>
    ),
  },
];

const GONE: readonly Column<ApiKey>[] = [
  NAME,
  MAY,
  {
    head: 'Withdrawn',
    cell: ({ revokedAt }) => (revokedAt === null ? null : <Instant at={revokedAt} />),
  },
];

function MakeForm({ typed }: { readonly typed: TypedKey }) {
  return (
    <ActForm action={KEYS}>
      <h2>Make a key</h2>
      <Field
        id="name"
        label="Name"
        hint="What the log calls it. For example: website form, nightly export."
        className="plain-field"
      >
        <input type="text" defaultValue={typed.name} maxLength={60} autoComplete="off" required />
      </Field>
      <fieldset className="plain-field choices">
        <legend>What it may do</legend>
        {SCOPES.map(scope => (
          <label key={scope}>
            <input type="checkbox" name="scope" value={scope} defaultChecked={typed.scopes.includes(scope)} />
            <span>
              <strong>{scope}</strong>
              {`: ${SCOPE_WORDS[scope]}`}
            </span>
          </label>
        ))}
      </fieldset>
      <Button>Make the key</Button>
    </ActForm>
  );
}
