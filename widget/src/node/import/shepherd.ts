// Shepherd: a list of steps, or the options of a tour with `steps` in them.
import type { Step } from '../../campaign_file.ts';
import type { Tell } from './content.ts';
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
import { readHtml, type Markup } from './markup.ts';
import type { ReadButton, ReadStep, ReadTour } from './tour.ts';

const kAlways = 'a user can always leave and move on by keyboard';

const kTourReasons: Reasons = {
  classPrefix: kByItself,
  confirmCancel: 'closing asks no question',
  confirmCancelMessage: kByItself,
  exitOnEsc: kAlways,
  keyboardNavigation: kAlways,
  modalContainer: kByItself,
  stepsContainer: kByItself,
};

const kStepReasons: Reasons = {
  arrow: kByItself,
  beforeShowPromise: kHook,
  showOn: 'it is a function: say `show_if`',
  when: kHook,
  scrollTo: kByItself,
  scrollToHandler: kByItself,
  classes: kStyling,
  highlightClass: kStyling,
  floatingUIOptions: kStyling,
  modalOverlayOpeningPadding: kStyling,
  modalOverlayOpeningRadius: kStyling,
  modalOverlayOpeningXOffset: kStyling,
  modalOverlayOpeningYOffset: kStyling,
  label: kByItself,
  data: kByItself,
};

const kActions: Record<string, ReadButton['action']> = {
  next: 'next',
  back: 'back',
  complete: 'complete',
  cancel: 'dismiss',
  hide: 'dismiss',
};

/** HTML, or a list of pieces of it; a function or an element of the page cannot be read. */
function htmlOf(value: unknown, what: string, tell: Tell): Markup[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.flatMap((each) => htmlOf(each, what, tell) ?? []);
  if (typeof value === 'string') return readHtml(value);
  tell(
    `\`${what}\` is ${typeof value === 'function' ? 'a function' : 'not a text'}: write it into the step.`,
  );
  return undefined;
}

/** A method of the tour by its name, or a small function that calls one. */
function actionOf(action: unknown, tell: Tell): ReadButton['action'] | undefined {
  if (typeof action === 'string') return kActions[action];
  if (typeof action !== 'function') return undefined;
  const named = kActions[action.name.replace(/^bound /, '')];
  if (named !== undefined && action.name !== 'action') return named;
  const calls = /(?:this|\w*[tT]our)\.(next|back|complete|cancel|hide)\(/.exec(
    Function.prototype.toString.call(action),
  );
  if (!calls) return undefined;
  tell(`A button's function calls \`${calls[1]}\`: that is all of it that is carried over.`);
  return kActions[calls[1] ?? ''];
}

function buttonsOf(value: unknown, tell: Tell): ReadButton[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(isFields).flatMap((button): ReadButton[] => {
    const label = htmlOf(button.text, 'text of a button', tell);
    const action = actionOf(button.action ?? button.type, tell);
    if (action === undefined) {
      tell(
        'A button that does something of its own is left out: it can `navigate`, or be tracked.',
      );
      return [];
    }
    if (button.disabled !== undefined) tell('`disabled` of a button is not carried over.');
    return [{ label, action, style: button.secondary === true ? 'secondary' : undefined }];
  });
}

function advanceOf(value: unknown, target: string | undefined, tell: Tell): Step['advance'] {
  if (!isFields(value)) return undefined;
  const event = asString(value.event) ?? 'click';
  const selector = asString(value.selector);
  if (target === undefined || (selector !== undefined && selector !== target)) {
    tell(`\`advanceOn\` looks at \`${selector}\`: here it would have to be the target itself.`);
    return undefined;
  }
  return event === 'click' ? { on: 'click' } : { on: 'dom', dom: event };
}

function stepOf(own: Fields, tour: Fields): ReadStep {
  const notes: string[] = [];
  const tell: Tell = (message) => void notes.push(message);
  const step: Fields = {
    ...(isFields(tour.defaultStepOptions) ? tour.defaultStepOptions : {}),
    ...own,
  };
  const used = ['id', 'title', 'text', 'attachTo', 'advanceOn', 'buttons', 'cancelIcon'];
  used.push('canClickTarget', 'extraHighlights');
  tellOfRest(own, [...used, 'skipMissingElement', 'waitForElement'], kStepReasons, tell);
  const attached = isFields(step.attachTo) ? step.attachTo : {};
  const target = selectorOf(attached.element, 'attachTo.element', tell);
  return {
    id: asString(step.id),
    title: htmlOf(step.title, 'title', tell),
    content: htmlOf(step.text, 'text', tell),
    target,
    placement: placementOf(attached.on, tell),
    backdrop: tour.useModalOverlay === true ? 'block' : 'none',
    wait_ms: asMilliseconds(step.waitForElement),
    on_missing: step.skipMissingElement === true ? 'skip' : 'center',
    advance: advanceOf(step.advanceOn, target, tell),
    interactive: step.canClickTarget !== false,
    spotlight: Array.isArray(step.extraHighlights)
      ? step.extraHighlights.filter((selector) => typeof selector === 'string')
      : undefined,
    buttons: buttonsOf(step.buttons, tell),
    notes,
  };
}

export function readShepherd(source: unknown, id: string, tell: Tell): ReadTour {
  const tour: Fields = isFields(source) ? source : { steps: source };
  const steps = Array.isArray(tour.steps) ? tour.steps.filter(isFields) : [];
  const defaults = isFields(tour.defaultStepOptions) ? tour.defaultStepOptions : {};
  const known = ['steps', 'defaultStepOptions', 'useModalOverlay', 'tourName', 'id'];
  tellOfRest(tour, known, kTourReasons, tell);
  const used = [
    'cancelIcon',
    'buttons',
    'skipMissingElement',
    'waitForElement',
    'attachTo',
    'canClickTarget',
  ];
  tellOfRest(defaults, used, kStepReasons, tell);
  const called = asString(tour.id) ?? asString(tour.tourName);
  return {
    id: called ?? id,
    name: asString(tour.tourName),
    steps: steps.map((step) => stepOf(step, tour)),
  };
}
