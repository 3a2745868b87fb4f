// Questions: NPS and CES as radio groups, text as a text field.
import type { Question } from '../contract.ts';
import { inline, plain } from './markup.tsx';
import type { Strings } from './strings.ts';

export type Answer = number | string | undefined;

interface QuestionProps {
  question: Question;
  answer: Answer;
  /** The id of what asks the question when it has no label of its own. */
  titleId: string | undefined;
  strings: Strings;
  rtl: boolean;
  choose(answer: Answer): void;
}

/** First and last value of a scale. */
export const kScales = { nps: [0, 10], ces: [1, 7] } as const;

const kTextLimit = 2000;
const kCountFrom = 200;

export function QuestionView(props: QuestionProps) {
  const { question, titleId } = props;
  const labelled = question.label ? 'question-label' : titleId;
  return (
    <div class="question" part="question" data-question={question.id}>
      {question.label && (
        <p class="label" id="question-label">
          {inline(question.label)}
        </p>
      )}
      {question.type === 'text' ? (
        <TextField {...props} labelled={labelled} />
      ) : (
        <Scale {...props} type={question.type} labelled={labelled} />
      )}
    </div>
  );
}

function Scale(props: QuestionProps & { type: 'nps' | 'ces'; labelled: string | undefined }) {
  const { question, answer, choose, type } = props;
  const [first, last] = kScales[type];
  const values = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const current = typeof answer === 'number' ? answer : undefined;

  /** Chooses a value and moves focus to it: `choose` has drawn when it returns. */
  const go = (value: number, group: Element | null) => {
    choose(value);
    group?.querySelector<HTMLElement>(`[data-value="${value}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const size = values.length;
    const at = (current ?? Number((event.target as HTMLElement).dataset['value'])) - first;
    const forward = props.rtl ? 'ArrowLeft' : 'ArrowRight';
    const back = props.rtl ? 'ArrowRight' : 'ArrowLeft';
    const to: Record<string, number> = {
      [forward]: current === undefined ? at : at + 1,
      ArrowDown: current === undefined ? at : at + 1,
      [back]: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: size - 1,
    };
    const index = to[event.key];
    if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(first + ((index + size) % size), event.currentTarget as Element);
  };
  const nameOf = (value: number) => {
    const end = value === first ? question.low : value === last ? question.high : undefined;
    return end ? `${value}, ${plain(end)}` : String(value);
  };

  return (
    <>
      <div
        class={`cells ${type}`}
        role="radiogroup"
        aria-labelledby={props.labelled}
        aria-label={props.labelled ? undefined : props.strings.answer}
        aria-required={question.required}
        style={{ '--_cells': values.length }}
        onKeyDown={onKeyDown}
      >
        {values.map((value) => (
          <button
            key={value}
            type="button"
            class="cell"
            role="radio"
            data-value={value}
            aria-checked={value === current}
            aria-label={nameOf(value)}
            tabIndex={value === (current ?? first) ? 0 : -1}
            onClick={(event) => go(value, event.currentTarget.parentElement)}
          >
            {value}
          </button>
        ))}
      </div>
      {(question.low || question.high) && (
        <div class="ends" aria-hidden="true">
          <span>{inline(question.low ?? '')}</span>
          <span>{inline(question.high ?? '')}</span>
        </div>
      )}
    </>
  );
}

function TextField(props: QuestionProps & { labelled: string | undefined }) {
  const { question, answer, choose, labelled, strings } = props;
  const text = typeof answer === 'string' ? answer : '';
  const left = kTextLimit - text.length;
  return (
    <>
      <textarea
        class="text"
        rows={3}
        maxLength={kTextLimit}
        value={text}
        placeholder={question.placeholder}
        aria-labelledby={labelled}
        aria-label={labelled ? undefined : strings.answer}
        aria-required={question.required}
        onInput={(event) => choose(event.currentTarget.value)}
      />
      {left <= kCountFrom && (
        <p class="count" role="status">
          {strings.charactersLeft(left)}
        </p>
      )}
    </>
  );
}
