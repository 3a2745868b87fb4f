/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// Questions: scales and choices as groups of radio buttons or checkboxes, text as a text field. A chunk of its own, loaded
// with the first question; what it draws with is handed in, so that it shares no code with the other chunks.
import type { ComponentChildren, JSX as PreactJsx } from 'preact';
import type { Question } from '../contract.ts';
import type { Answer } from './answer.ts';
import type { Kit } from './drawing.ts';
import { css } from './question_style.ts';
import type { Strings } from './strings.ts';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
    type LibraryManagedAttributes<Component, Props> = PreactJsx.LibraryManagedAttributes<
      Component,
      Props
    >;
  }
}

export interface QuestionProps {
  question: Question;
  answer: Answer;
  /** The id of what asks the question when it has no label of its own. */
  titleId: string | undefined;
  strings: Strings;
  rtl: boolean;
  choose(answer: Answer): void;
}

/** Questions as the card knows them. */
export interface Questions {
  css: string;
  QuestionView(props: QuestionProps): ComponentChildren;
}

const kTextLimit = 2000;
const kCountFrom = 200;
const kStar = 'M10 1.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z';

export function createQuestions({ h, Fragment, inline, plain, scaleOf }: Kit): Questions {
  interface Asked extends QuestionProps {
    labelled: string | undefined;
  }
  /** One answer to choose from. */
  interface Choice {
    value: number | string;
    /** What a screen reader says, where it is not what is written. */
    name?: string;
    lit: boolean;
    face: ComponentChildren;
  }

  function QuestionView(props: QuestionProps) {
    const { question, titleId } = props;
    const asked = { ...props, labelled: question.label ? 'question-label' : titleId };
    return (
      <div class="question" part="question" data-question={question.id}>
        {question.label && (
          <p class="label" id="question-label">
            {inline(question.label)}
          </p>
        )}
        {question.options ? (
          <Options {...asked} options={question.options} />
        ) : question.type === 'text' ? (
          <TextField {...asked} />
        ) : (
          <Scale {...asked} />
        )}
      </div>
    );
  }

  /** A group of which one is chosen: a single tab stop, moved through by the arrows. */
  function Radios(props: Asked & { choices: Choice[]; look: string; cell: string }) {
    const { choices, answer, choose, rtl } = props;
    const at = choices.findIndex(({ value }) => value === answer);

    /** Chooses and moves focus along: `choose` has drawn when it returns. */
    const go = (index: number, group: Element | null) => {
      choose(choices[index]?.value);
      group?.querySelectorAll<HTMLElement>('[role=radio]')[index]?.focus();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const group = event.currentTarget as Element;
      const focused = [...group.children].indexOf(event.target as Element);
      const forth = at < 0 ? focused : at + 1;
      const back = (at < 0 ? focused : at) - 1;
      const to: Record<string, number> = {
        [rtl ? 'ArrowLeft' : 'ArrowRight']: forth,
        ArrowDown: forth,
        [rtl ? 'ArrowRight' : 'ArrowLeft']: back,
        ArrowUp: back,
        Home: 0,
        End: choices.length - 1,
      };
      const index = to[event.key];
      if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      go((index + choices.length) % choices.length, group);
    };
    return (
      <div
        class={props.look}
        role="radiogroup"
        aria-labelledby={props.labelled}
        aria-label={props.labelled ? undefined : props.strings.answer}
        aria-required={props.question.required}
        style={{ '--_cells': choices.length }}
        onKeyDown={onKeyDown}
      >
        {choices.map(({ value, name, lit, face }, index) => (
          <button
            key={value}
            type="button"
            class={lit ? `${props.cell} lit` : props.cell}
            role="radio"
            data-value={value}
            aria-checked={index === at}
            aria-label={name}
            tabIndex={index === Math.max(at, 0) ? 0 : -1}
            onClick={(event) => go(index, event.currentTarget.parentElement)}
          >
            {face}
          </button>
        ))}
      </div>
    );
  }

  function Scale(props: Asked) {
    const { question, answer, strings } = props;
    const { low, high, look = 'numbers', type } = question;
    const [first, last] = scaleOf(question) ?? [1, 5];
    const choices = Array.from({ length: last - first + 1 }, (_, index): Choice => {
      const value = first + index;
      const written = strings.number(value);
      const end = value === first ? low : value === last ? high : undefined;
      return {
        value,
        name: end ? `${written}, ${plain(end)}` : written,
        lit: look === 'stars' && typeof answer === 'number' && value <= answer,
        face:
          look === 'stars' ? (
            <Picture d={kStar} />
          ) : look === 'emoji' ? (
            <Face mood={index / (last - first)} />
          ) : (
            written
          ),
      };
    });
    return (
      <>
        <Radios {...props} choices={choices} look={`cells ${type} ${look}`} cell="cell" />
        {(low || high) && (
          <div class="ends" aria-hidden="true">
            <span>{inline(low ?? '')}</span>
            <span>{inline(high ?? '')}</span>
          </div>
        )}
      </>
    );
  }

  function Picture({ d }: { d: string }) {
    return (
      <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path d={d} />
      </svg>
    );
  }

  /** A face from sad (0) to happy (1). Drawn, because pictures in fonts differ from one system to the next. */
  function Face({ mood }: { mood: number }) {
    const bend = (mood - 0.5) * 7;
    const corner = 13 - bend / 3;
    const mouth = `M6.3 ${corner}Q10 ${corner + bend} 13.7 ${corner}`;
    return (
      <Picture
        d={`M10 18.2a8.2 8.2 0 1 0 0-16.4 8.2 8.2 0 0 0 0 16.4ZM7.2 7.4v1.1M12.8 7.4v1.1${mouth}`}
      />
    );
  }

  function Options(props: Asked & { options: { id: string; label: string }[] }) {
    const { options, answer, choose, question } = props;
    if (question.type === 'single') {
      const choices = options.map(({ id, label }): Choice => ({
        value: id,
        lit: false,
        face: <Option label={label} />,
      }));
      return <Radios {...props} choices={choices} look="options" cell="option" />;
    }
    const chosen = Array.isArray(answer) ? answer : [];
    const turn = (id: string) => {
      const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
      // In the order of the options, whatever the order of the clicks.
      choose(options.map((option) => option.id).filter((option) => next.includes(option)));
    };
    return (
      <div
        class="options many"
        role="group"
        aria-labelledby={props.labelled}
        aria-label={props.labelled ? undefined : props.strings.answer}
      >
        {options.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class="option"
            role="checkbox"
            data-value={id}
            aria-checked={chosen.includes(id)}
            onClick={() => turn(id)}
          >
            <Option label={label} />
          </button>
        ))}
      </div>
    );
  }

  function Option({ label }: { label: string }) {
    return (
      <>
        <i class="mark">
          <Picture d="M5 10.5l3.4 3.4L15 6.8" />
        </i>
        <span>{inline(label)}</span>
      </>
    );
  }

  function TextField(props: Asked) {
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

  return { css, QuestionView };
}
