// Intro.js: a list of steps, its options with `steps` in them, or a page with `data-intro` attributes.
import type { Tell } from './content.ts';
import {
  asString,
  isFields,
  kByItself,
  kStyling,
  placementOf,
  selectorOf,
  tellOfRest,
  type Fields,
  type Reasons,
} from './fields.ts';
import { readHtml, readPage } from './markup.ts';
import { selectorsOf } from './page_selectors.ts';
import type { ReadButton, ReadStep, ReadTour } from './tour.ts';

const kAlways = 'a user can always leave and move on by keyboard';

const kTourReasons: Reasons = {
  tooltipClass: kStyling,
  highlightClass: kStyling,
  buttonClass: kStyling,
  progressBarAdditionalClass: kStyling,
  helperElementPadding: kStyling,
  theme: kStyling,
  themePath: kStyling,
  scrollPadding: kByItself,
  scrollToElement: kByItself,
  scrollTo: kByItself,
  autoPosition: kByItself,
  positionPrecedence: kByItself,
  showProgress: kByItself,
  showBullets: kByItself,
  showStepNumbers: kByItself,
  nextToDone: kByItself,
  isActive: kByItself,
  language: 'Docent speaks the language of the user',
  stepNumbersOfLabel: 'Docent writes progress in the language of the user',
  skipLabel: 'the close button has a name in the language of the user',
  exitOnEsc: kAlways,
  keyboardNavigation: kAlways,
  exitOnOverlayClick: 'a click beside a step does nothing',
  dontShowAgain: 'a shown tour is not shown again, and every user can refuse all tips',
  dontShowAgainLabel: kByItself,
  dontShowAgainCookie: kByItself,
  dontShowAgainCookieDays: kByItself,
};

const kStepReasons: Reasons = {
  tooltipClass: kStyling,
  highlightClass: kStyling,
  scrollTo: kByItself,
};

const kPlaces: Record<string, string> = {
  'bottom-left-aligned': 'bottom-start',
  'bottom-middle-aligned': 'bottom',
  'bottom-right-aligned': 'bottom-end',
  'top-left-aligned': 'top-start',
  'top-middle-aligned': 'top',
  'top-right-aligned': 'top-end',
};

const html = (value: unknown) => {
  const text = asString(value);
  return text === undefined ? undefined : readHtml(text);
};

function buttonsOf(tour: Fields, at: number, count: number): ReadButton[] | undefined {
  const { nextLabel, prevLabel, doneLabel } = tour;
  if (tour.showButtons === false || (nextLabel ?? prevLabel ?? doneLabel) === undefined) {
    return undefined;
  }
  const last = at === count - 1;
  const forward: ReadButton = {
    label: html(last ? doneLabel : nextLabel),
    action: last ? 'complete' : 'next',
  };
  return at === 0 ? [forward] : [{ label: html(prevLabel), action: 'back' }, forward];
}

function stepOf(step: Fields, tour: Fields, at: number, count: number): ReadStep {
  const notes: string[] = [];
  const tell: Tell = (message) => void notes.push(message);
  const position = step.position ?? tour.tooltipPosition;
  const floats = position === 'floating';
  const words = (value: unknown) => {
    const text = asString(value);
    if (tour.tooltipRenderAsHtml === false) return text === undefined ? undefined : [text];
    return html(text);
  };
  const used = ['element', 'title', 'intro', 'position', 'step', 'disableInteraction'];
  tellOfRest(step, used, kStepReasons, tell);
  const target = selectorOf(step.element, 'element', tell);
  if (floats && target !== undefined)
    tell('It floats in the middle there; here it points at its target.');
  return {
    title: words(step.title),
    content: words(step.intro),
    target,
    placement: placementOf(floats ? undefined : (kPlaces[String(position)] ?? position), tell),
    backdrop: tour.overlayOpacity === 0 ? 'none' : 'block',
    on_missing: 'center',
    // An attribute has a text.
    interactive: !/true/.test(JSON.stringify([step.disableInteraction ?? tour.disableInteraction])),
    buttons: buttonsOf(tour, at, count),
    notes,
  };
}

function readOptions(tour: Fields, id: string, tell: Tell): ReadTour {
  const steps = Array.isArray(tour.steps) ? tour.steps.filter(isFields) : [];
  const used = ['steps', 'nextLabel', 'prevLabel', 'doneLabel', 'showButtons', 'overlayOpacity'];
  const said = [
    'tooltipPosition',
    'tooltipRenderAsHtml',
    'hidePrev',
    'hideNext',
    'group',
    'disableInteraction',
  ];
  tellOfRest(tour, [...used, ...said], kTourReasons, tell);
  if (tour.showButtons === false) tell('`showButtons` is off there: Docent offers buttons.');
  return { id, steps: steps.map((step, at) => stepOf(step, tour, at, steps.length)) };
}

/** In their order: a numbered step has its place, the others fill what is free. */
function inOrder<Item extends { number: number }>(items: readonly Item[]): Item[] {
  const placed: Item[] = [];
  for (const item of items) if (item.number > 0) placed[item.number - 1] ??= item;
  let free = 0;
  for (const item of items) {
    if (placed.includes(item)) continue;
    while (placed[free] !== undefined) free += 1;
    placed[free] = item;
  }
  return placed.filter((item) => item !== undefined);
}

function readAttributes(page: string, id: string, tell: Tell): ReadTour[] {
  const groups = new Map<string, { number: number; step: Fields; positional: boolean }[]>();
  for (const { element, selector, positional } of selectorsOf(readPage(page))) {
    const data = (name: string) => element.attributes[`data-${name}`];
    if (data('hint') !== undefined) {
      tell(`The hint on \`${selector}\` is not carried over: hints are not steps.`);
    }
    if (data('intro') === undefined) continue;
    const step: Fields = {
      element: selector,
      title: data('title'),
      intro: data('intro'),
      position: data('position'),
      tooltipClass: data('tooltip-class') ?? data('tooltipclass'),
      highlightClass: data('highlight-class') ?? data('highlightclass'),
      disableInteraction: data('disable-interaction'),
    };
    const group = data('intro-group') ?? '';
    const number = Number.parseInt(data('step') ?? '0', 10) || 0;
    groups.set(group, [...(groups.get(group) ?? []), { number, step, positional }]);
  }
  return [...groups].map(([group, found]) => {
    const ordered = inOrder(found);
    const tour = readOptions({ steps: ordered.map(({ step }) => step) }, group || id, tell);
    tour.steps.forEach((step, at) => {
      if (!ordered[at]?.positional) return;
      step.notes.push(
        `The target \`${step.target}\` counts elements: give it an id, and say that.`,
      );
    });
    return tour;
  });
}

export function readIntrojs(source: unknown, id: string, tell: Tell): ReadTour[] {
  if (typeof source === 'string') return readAttributes(source, id, tell);
  return [readOptions(isFields(source) ? source : { steps: source }, id, tell)];
}
