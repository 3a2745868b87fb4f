import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

/** The numbers behind a chart, as rows of text. The first column names the row. */
export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

interface ChartCardProps {
  title: string;
  /** One line that says what is drawn. */
  note?: ComponentChildren;
  /** Controls of this card, beside the table switch. */
  actions?: ComponentChildren;
  table?: ChartTable;
  class?: string;
  children: ComponentChildren;
}

function DataTable({ title, table }: { title: string; table: ChartTable }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
      <table class="data-table">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, i) => (
                <td key={table.columns[i + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A card with a heading, and a switch from its chart to the same numbers as a table. */
export function ChartCard({ title, note, actions, table, children, ...rest }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  return (
    <section class={`card ${rest.class ?? ''}`} aria-labelledby={titleId}>
      <header class="card-head">
        <div>
          <h2 id={titleId}>{title}</h2>
          {note !== undefined && <p class="note">{note}</p>}
        </div>
        <div class="card-actions">
          {actions}
          {table && (
            <button
              type="button"
              class="quiet-button"
              aria-pressed={asTable}
              aria-label={`${title} as a table`}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? 'Chart' : 'Table'}
            </button>
          )}
        </div>
      </header>
      {asTable && table ? <DataTable title={title} table={table} /> : children}
    </section>
  );
}
