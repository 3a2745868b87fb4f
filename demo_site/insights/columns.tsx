import { count, share } from './format.ts';

/** One column of a distribution. `tone` picks its colour. */
export interface Column {
  label: string;
  value: number;
  tone: 'good' | 'neutral' | 'bad' | 'accent';
}

interface ColumnsProps {
  /** What a screen reader is told instead of the picture. */
  label: string;
  columns: readonly Column[];
  low?: string;
  high?: string;
}

/** A distribution as columns, with counts on top. The numbers are also in the card's table. */
export function Columns({ label, columns, low, high }: ColumnsProps) {
  const total = columns.reduce((sum, column) => sum + column.value, 0);
  const tallest = Math.max(1, ...columns.map((column) => column.value));
  return (
    <figure class="columns" role="img" aria-label={label}>
      <div class="columns-plot">
        {columns.map((column) => (
          <div
            key={column.label}
            class="column"
            title={`${column.label}: ${count(column.value)} (${share(column.value, total)})`}
          >
            <span class="column-space">
              <span class={column.value === 0 ? 'column-value zero' : 'column-value'}>
                {count(column.value)}
              </span>
              <span
                class={`column-bar ${column.tone}`}
                style={{ '--share': column.value / tallest }}
              />
            </span>
            <span class="column-label">{column.label}</span>
          </div>
        ))}
      </div>
      {(low ?? high) !== undefined && (
        <figcaption class="columns-ends">
          <span>{low}</span>
          <span>{high}</span>
        </figcaption>
      )}
    </figure>
  );
}
