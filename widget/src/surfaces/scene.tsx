// Everything inside the shadow root, from the dimmed page at the back to the live region nobody sees.
import { Card, type CardProps } from './card.tsx';
import { DoneIcon } from './icons.tsx';
import type { Lists } from './lists.ts';

export interface SceneProps {
  card: CardProps | undefined;
  /** The page behind is dimmed; `block` also keeps the pointer off it. */
  scrim: 'dim' | 'block' | undefined;
  /** So many elements have a ring: the target, and what is lit besides it. */
  rings: number;
  /** The target is not to be used: its ring takes the pointer. */
  shield: boolean;
  /** What lies beside everything else. */
  lists: ReturnType<Lists['props']>;
  /** A word of completion, shown for a moment. */
  moment: string | undefined;
}

export function Scene(props: SceneProps) {
  const { card, scrim, rings, shield, moment, lists } = props;
  const ListView = lists?.view;
  return (
    <>
      {lists && ListView && (
        <div class={lists.start ? 'lists start' : 'lists'} key="lists">
          {lists.all.map((list) => (
            <ListView key={list.effect.prompt} {...list} />
          ))}
        </div>
      )}
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
