// One step as the user sees it: title, text, question, buttons. The same for every surface; only the looks differ.
import type { ShowEffect } from '../contract.ts';
import { BlockView } from './blocks.tsx';
import { type ShownButton, buttonsOf, isBlocked } from './buttons.ts';
import { inline } from './markup.tsx';
import type { Answer } from './answer.ts';
import type { Questions } from './question.tsx';
import type { RichBlocks } from './rich_blocks.tsx';
import { safeUrl } from './safe_url.ts';
import type { Strings } from './strings.ts';
import { type MenuOutcome, Tools } from './tools.tsx';

/** How a step is drawn: its surface, or a sheet at the edge of a phone. */
export type Form = 'tooltip' | 'modal' | 'slideout' | 'banner' | 'inline' | 'sheet';

export interface View {
  effect: ShowEffect;
  strings: Strings;
  form: Form;
  rtl: boolean;
  /** Where the step before it stood: decides from which side this one comes in. */
  from: 'before' | 'after' | undefined;
  state: StepState;
  /** There when the step has a question. */
  questions: Questions | undefined;
  /** There when its content has a video or progress. */
  rich: RichBlocks | undefined;
  /** What the menu offers, where that is not what every step does. */
  offers?: readonly MenuOutcome[];
  /** `coming` is not seen yet, `leaving` seen for a moment more; only what is `here` is there for anybody else. */
  phase: 'coming' | 'here' | 'leaving';
}

/** What the user did with the step so far. */
export interface StepState {
  answer: Answer;
  pressed: ShownButton | undefined;
  /** A button was pressed and the engine has not answered yet. */
  busy: boolean;
  menuOpen: boolean;
}

/** What the user does. Each has drawn its consequences when it returns. */
export interface CardEvents {
  press(button: ShownButton): void;
  choose(answer: Answer): void;
  setMenu(open: boolean): void;
  leave(outcome: MenuOutcome): void;
  /** Closes it, where that is not to end the prompt. */
  close?(): void;
}

export type CardProps = View & CardEvents;

export function Card(props: CardProps) {
  const { effect, form, phase } = props;
  const { content } = effect;
  const named = content.title
    ? { 'aria-labelledby': 'title' }
    : { 'aria-label': props.strings.prompt };
  const classes = [
    'card',
    form,
    phase !== 'here' && phase,
    props.state.busy && 'busy',
    effect.kind,
    effect.placement.endsWith('start') && 'start',
    form === 'banner' && effect.placement === 'bottom' && 'bottom',
    !offersOf(props).length && 'no-menu',
  ];
  const frame = {
    class: classes.filter(Boolean).join(' '),
    ...(phase !== 'here'
      ? { inert: true }
      : {
          part: 'prompt',
          'data-campaign': effect.campaign,
          'data-prompt': effect.prompt,
          'data-step': effect.step,
          'data-surface': effect.surface,
          ...named,
          'aria-describedby': content.body ? 'body' : undefined,
          'aria-busy': props.state.busy || undefined,
        }),
  };
  const inside = <Step key={`${effect.prompt}/${effect.step}`} {...props} />;
  if (form === 'modal') {
    return (
      <dialog {...frame} tabIndex={-1} aria-modal="true" key="dialog">
        {inside}
      </dialog>
    );
  }
  return (
    <div
      {...frame}
      tabIndex={-1}
      role={form === 'banner' || form === 'inline' ? 'region' : 'dialog'}
      key="card"
    >
      {inside}
      {form === 'tooltip' && <div class="arrow" />}
    </div>
  );
}

function offersOf({ effect: { content }, offers: given }: CardProps): readonly MenuOutcome[] {
  if (given) return given;
  const has = (action: string) => content.buttons?.some((button) => button.action === action);
  const offers: MenuOutcome[] = [];
  if (!has('snooze')) offers.push('snoozed');
  if (!has('opt_out')) offers.push('opted_out');
  return offers;
}

function Step(props: CardProps) {
  const { effect, strings, form, rtl } = props;
  const { content } = effect;
  const { question } = content;
  const { answer, pressed, menuOpen } = props.state;
  const QuestionView = props.questions?.QuestionView;
  const buttons = buttonsOf(effect, strings);
  const slides = props.from !== undefined && form !== 'tooltip';
  const moved = slides && (props.from === 'before' ? 'advance' : 'advance back');
  return (
    <>
      <div class={`scroll ${moved || ''}`}>
        {content.title && (
          <h2 class="title" part="title" id="title" tabIndex={-1}>
            {inline(content.title)}
          </h2>
        )}
        {content.body && (
          <p class="body" part="body" id="body">
            {inline(content.body)}
          </p>
        )}
        {content.blocks.map((block, index) => (
          <BlockView key={index} block={block} strings={strings} rich={props.rich} />
        ))}
        {question && QuestionView && (
          <QuestionView
            question={question}
            answer={answer}
            titleId={content.title ? 'title' : undefined}
            strings={strings}
            rtl={rtl}
            choose={props.choose}
          />
        )}
      </div>
      {(buttons.length > 0 || effect.kind === 'tour') && (
        <div class="foot">
          {effect.kind === 'tour' && effect.count > 1 && <Progress {...props} />}
          <div class="actions" part="actions">
            {buttons.map((button) => (
              <ActionButton
                key={button.action + button.label}
                button={button}
                disabled={isBlocked(button, effect, answer)}
                pressed={button.label === pressed?.label}
                press={props.press}
              />
            ))}
          </div>
        </div>
      )}
      <Tools
        strings={strings}
        offers={offersOf(props)}
        up={form === 'banner' && effect.placement === 'bottom'}
        open={menuOpen}
        setMenu={props.setMenu}
        leave={props.leave}
        close={props.close}
      />
    </>
  );
}

function Progress({ effect, strings }: CardProps) {
  const { index, count } = effect;
  const dots = Array.from({ length: count }, (_, step) => step);
  const state = (step: number) => (step === index ? 'dot here' : step < index ? 'dot past' : 'dot');
  return (
    <div class="progress" part="progress">
      {count <= 6 ? (
        <span class="dots" aria-hidden="true">
          {dots.map((step) => (
            <i key={step} class={state(step)} />
          ))}
        </span>
      ) : (
        <span class="bar" aria-hidden="true">
          <i style={{ width: `${((index + 1) / count) * 100}%` }} />
        </span>
      )}
      <span>{strings.progress(index + 1, count)}</span>
    </div>
  );
}

interface ActionButtonProps {
  button: ShownButton;
  disabled: boolean;
  pressed: boolean;
  press(button: ShownButton): void;
}

function ActionButton({ button, disabled, pressed, press }: ActionButtonProps) {
  const href = button.action === 'navigate' ? safeUrl(button.url ?? '') : undefined;
  const look = {
    class: `button ${button.style}${pressed ? ' pressed' : ''}`,
    part: 'button',
    'data-action': button.action,
  };
  if (href === undefined || disabled) {
    return (
      <button {...look} type="button" disabled={disabled} onClick={() => press(button)}>
        {button.label}
      </button>
    );
  }
  // A real link, so that it can be copied and opened in a new tab; an ordinary click is the shell's to follow.
  const onClick = (event: MouseEvent) => {
    const { label, action, style } = button;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return press({ label, action, style });
    event.preventDefault();
    press({ ...button, url: href });
  };
  return (
    <a {...look} href={href} onClick={onClick}>
      {button.label}
    </a>
  );
}
