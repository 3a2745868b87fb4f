// React Joyride 2 and 3: a list of steps, or the component's props with `steps` in them.
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
import { readReact } from './markup.ts';
import type { ReadButton, ReadStep, ReadTour } from './tour.ts';

const kComponent = 'a component of React cannot be in a file';
const kAlways = 'a user can always close, by Escape too';

const kReasons: Reasons = {
  after: kHook,
  before: kHook,
  callback: kHook,
  onEvent: kHook,
  getHelpers: kHook,
  beforeTimeout: kByItself,
  loaderDelay: kByItself,
  arrowComponent: kComponent,
  beaconComponent: kComponent,
  loaderComponent: kComponent,
  tooltipComponent: kComponent,
  styles: kStyling,
  arrowBase: kStyling,
  arrowColor: kStyling,
  arrowSize: kStyling,
  arrowSpacing: kStyling,
  backgroundColor: kStyling,
  overlayColor: kStyling,
  primaryColor: kStyling,
  textColor: kStyling,
  spotlightPadding: kStyling,
  spotlightRadius: kStyling,
  offset: kStyling,
  width: kStyling,
  zIndex: kByItself,
  floaterProps: kStyling,
  floatingOptions: kStyling,
  beaconSize: kByItself,
  beaconTrigger: kByItself,
  beaconPlacement: kByItself,
  skipBeacon: kByItself,
  disableBeacon: kByItself,
  isFixed: kByItself,
  data: kByItself,
  event: kByItself,
  offsetParent: kByItself,
  continuous: kByItself,
  debug: kByItself,
  run: kByItself,
  nonce: 'give it to `docent.init({ nonce })`',
  portalElement: kByItself,
  scrollToFirstStep: kByItself,
  scrollOffset: kByItself,
  scrollDuration: kByItself,
  skipScroll: kByItself,
  disableScrolling: kByItself,
  disableScrollParentFix: kByItself,
  disableFocusTrap: kByItself,
  showProgress: kByItself,
  showSkipButton: 'a user can always close',
  hideCloseButton: kAlways,
  hideBackButton: 'say the `buttons` of the step',
  hideFooter: 'say the `buttons` of the step',
  disableCloseOnEsc: kAlways,
  dismissKeyAction: kAlways,
  closeButtonAction: 'closing ends the tour',
  overlayClickAction: 'a click beside a step does nothing',
  disableOverlayClose: kByItself,
  scrollTarget: kByItself,
};

function buttonsOf(locale: Fields, at: number, count: number, tell: Tell) {
  for (const [name, value] of Object.entries(locale)) {
    if (typeof value === 'function')
      tell(`The label \`${name}\` is not carried over: ${kComponent}.`);
  }
  const { back, next, last } = locale;
  if ((back ?? next ?? last) === undefined) return undefined;
  const ends = at === count - 1;
  const forward: ReadButton = {
    label: readReact(ends ? last : next),
    action: ends ? 'complete' : 'next',
  };
  return at === 0 ? [forward] : [{ label: readReact(back), action: 'back' as const }, forward];
}

function stepOf(own: Fields, tour: Fields, at: number, count: number): ReadStep {
  const notes: string[] = [];
  const tell: Tell = (message) => void notes.push(message);
  const step: Fields = { ...(isFields(tour.options) ? tour.options : {}), ...own };
  const used = ['id', 'title', 'content', 'target', 'placement', 'locale', 'targetWaitTimeout'];
  used.push('blockTargetInteraction', 'spotlightClicks', 'spotlightTarget');
  tellOfRest(own, [...used, 'hideOverlay', 'disableOverlay', 'buttons'], kReasons, tell);
  if (Array.isArray(own.buttons))
    tell('`buttons` is not carried over: the surface offers what fits.');
  const centred = step.placement === 'center' || step.target === 'body';
  const hides = step.hideOverlay ?? step.disableOverlay ?? tour.disableOverlay;
  const locale = {
    ...(isFields(tour.locale) ? tour.locale : {}),
    ...(isFields(step.locale) ? step.locale : {}),
  };
  const wait_ms = asMilliseconds(step.targetWaitTimeout);
  return {
    id: asString(step.id),
    title: step.title === undefined ? undefined : readReact(step.title),
    content: readReact(step.content),
    target: centred ? undefined : selectorOf(step.target, 'target', tell),
    placement: centred ? undefined : placementOf(step.placement, tell),
    backdrop: hides === true ? 'none' : 'block',
    wait_ms,
    // A step whose target is not there is passed over.
    on_missing: 'skip',
    interactive: step.blockTargetInteraction !== true && step.spotlightClicks !== false,
    spotlight: [selectorOf(step.spotlightTarget, 'spotlightTarget', tell) ?? []].flat(),
    buttons: buttonsOf(locale, at, count, tell),
    notes,
  };
}

export function readJoyride(source: unknown, id: string, tell: Tell): ReadTour {
  const tour: Fields = isFields(source) ? source : { steps: source };
  const steps = Array.isArray(tour.steps) ? tour.steps.filter(isFields) : [];
  const options = isFields(tour.options) ? tour.options : {};
  const known = ['steps', 'locale', 'options', 'disableOverlay', 'stepIndex'];
  tellOfRest(tour, known, kReasons, tell);
  tellOfRest(
    options,
    ['placement', 'targetWaitTimeout', 'hideOverlay', 'buttons', 'blockTargetInteraction'],
    kReasons,
    tell,
  );
  if (tour.stepIndex !== undefined)
    tell('`stepIndex` is not carried over: Docent keeps where the user is.');
  return { id, steps: steps.map((step, at) => stepOf(step, tour, at, steps.length)) };
}
