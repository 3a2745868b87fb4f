// Everything inside the shadow root, from the dimmed page at the back to the live region nobody sees.
import { Card, type CardProps } from './card.tsx';
import { DoneIcon } from './icons.tsx';
import type { ComponentChildren } from 'preact';

export interface SceneProps {
  card: CardProps | undefined;
  /** The page behind is dimmed; `block` also keeps the pointer off it. */
  scrim: 'dim' | 'block' | undefined;
  /** So many elements have a ring: the target, and what is lit besides it. */
  rings: number;
  /** The target is not to be used: its ring takes the pointer. */
  shield: boolean;
  /** What lies beside everything else. */
  beside: ComponentChildren;
  /** A word of completion, shown for a moment. */
  moment: string | undefined;
}

export function Scene(props: SceneProps) {
  const { card, scrim, rings, shield, moment, beside } = props;
  return (
    <>
      {beside}
      {scrim && (
        <svg class={`scrim ${scrim}`} key="scrim" aria-hidden="true">
          <path d="M-9999-9999H29999V29999H-9999Z" />
        </svg>
      )}
      {Array.from({ length: rings }, (_, at) => (
        <div
          class={shield && at === 0 ? 'ring shield' : 'ring'}
          part="spotlight"
          key={`ring${at}`}
        />
      ))}
      {card && <Card {...card} key={keyOf(card)} />}
      {moment && (
        <div class="moment" key="moment" aria-hidden="true">
          <DoneIcon />
          {moment}
        </div>
      )}
      <div class="live" role="status" aria-live="polite" key="live" />
    </>
  );
}

/** A tooltip comes up anew at every target; what stays in its place only changes its content. */
function keyOf({ effect, form }: CardProps): string {
  return effect.surface === 'tooltip' && form !== 'sheet' && form !== 'modal'
    ? effect.step
    : 'card';
}
