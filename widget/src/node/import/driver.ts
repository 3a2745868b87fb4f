// driver.js 1.x: a list of steps, or its configuration with `steps` in it.
import {
  asMilliseconds,
  asString,
  isFields,
  kByItself,
  kHook,
  kStyling,
  placementOf,
  selectorOf,
  tellOfRest,
  type Fields,
  type Reasons,
} from './fields.ts';
import type { Tell } from './content.ts';
import { readHtml } from './markup.ts';
import type { ReadButton, ReadStep, ReadTour } from './tour.ts';

const kTourReasons: Reasons = {
  animate: kByItself,
  duration: kByItself,
  smoothScroll: kByItself,
  showProgress: kByItself,
  progressText: 'Docent writes progress in the language of the user',
  allowKeyboardControl: 'Escape and the arrows always work',
  allowClose: 'a user can always close',
  allowScroll: 'the page can be scrolled',
  overlayClickBehavior: 'a click beside a step does nothing',
  overlayColor: kStyling,
  stagePadding: kStyling,
  stageRadius: kStyling,
  popoverClass: kStyling,
  popoverOffset: kStyling,
};

const kStepReasons: Reasons = { data: kByItself };

const kPopoverReasons: Reasons = {
  popoverClass: kStyling,
  showProgress: kByItself,
  progressText: 'Docent writes progress in the language of the user',
  disableButtons: 'a button that does nothing is not offered',
  onPopoverRender: kHook,
};

const html = (value: unknown) => {
  const text = asString(value);
  return text === undefined ? undefined : readHtml(text);
};

/** Buttons only where the tour says something of them: otherwise the surface offers what fits. */
function buttonsOf(popover: Fields, tour: Fields, at: number, count: number, tell: Tell) {
  const said = (name: string) => popover[name] ?? tour[name];
  const names = ['showButtons', 'nextBtnText', 'prevBtnText', 'doneBtnText'];
  if (names.every((name) => said(name) === undefined)) return undefined;
  const shown = (said('showButtons') as unknown[] | undefined) ?? ['next', 'previous', 'close'];
  if (Array.isArray(shown) && !shown.includes('close')) {
    tell('`showButtons` leaves out the close button: a user can always close.');
  }
  const last = at === count - 1;
  const buttons: ReadButton[] = [];
  if (at > 0 && shown.includes('previous')) {
    buttons.push({ label: html(said('prevBtnText')), action: 'back' });
  }
  if (shown.includes('next')) {
    buttons.push({
      label: html(last ? (said('doneBtnText') ?? said('nextBtnText')) : said('nextBtnText')),
      action: last ? 'complete' : 'next',
    });
  }
  return buttons;
}

function stepOf(step: Fields, tour: Fields, at: number, count: number): ReadStep {
  const notes: string[] = [];
  const tell: Tell = (message) => void notes.push(message);
  const popover = isFields(step.popover) ? step.popover : {};
  const skips = step.skipMissingElement ?? tour.skipMissingElement;
  const clicks = step.advanceOnClick ?? tour.advanceOnClick;
  const { side, align } = popover;
  const place = side === 'over' ? undefined : asString(side);
  const aligned = align === 'start' || align === 'end' ? `-${align}` : '';
  const shared = ['skipMissingElement', 'advanceOnClick', 'waitForElement'];
  const used = ['element', 'popover', 'disableActiveInteraction', ...shared];
  tellOfRest(step, used, kStepReasons, tell);
  const said = ['title', 'description', 'side', 'align', 'showButtons', 'nextBtnText'];
  tellOfRest(popover, [...said, 'prevBtnText', 'doneBtnText'], kPopoverReasons, tell);
  return {
    title: html(popover.title),
    content: html(popover.description),
    target: selectorOf(step.element, 'element', tell),
    placement: placementOf(place === undefined ? undefined : place + aligned, tell),
    backdrop: tour.overlayOpacity === 0 ? 'none' : 'block',
    wait_ms: asMilliseconds(step.waitForElement ?? tour.waitForElement),
    // Without its element driver.js shows a step in the middle.
    on_missing: skips === true ? 'skip' : 'center',
    advance: clicks === true ? { on: 'click' } : undefined,
    interactive: (step.disableActiveInteraction ?? tour.disableActiveInteraction) !== true,
    buttons: buttonsOf(popover, tour, at, count, tell),
    notes,
  };
}

export function readDriver(source: unknown, id: string, tell: Tell): ReadTour {
  const tour: Fields = isFields(source) ? source : { steps: source };
  const steps = Array.isArray(tour.steps) ? tour.steps.filter(isFields) : [];
  const used = [
    'steps',
    'skipMissingElement',
    'advanceOnClick',
    'waitForElement',
    'disableActiveInteraction',
  ];
  const buttons = ['showButtons', 'nextBtnText', 'prevBtnText', 'doneBtnText', 'overlayOpacity'];
  tellOfRest(tour, [...used, ...buttons], kTourReasons, tell);
  // A step without words only lights an element up, which nobody needs help with.
  const spoken = steps.filter(({ popover }) => isFields(popover));
  if (spoken.length < steps.length) tell('Steps without a popover are left out.');
  return { id, steps: spoken.map((step, at) => stepOf(step, tour, at, spoken.length)) };
}
