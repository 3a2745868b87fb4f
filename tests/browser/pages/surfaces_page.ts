// Drives the surfaces as the shell would, but by hand. Bundled by surfaces_host.ts, and loaded by its pages.
import type {
  ShowChecklistEffect,
  ShowEffect,
  ShowHotspotsEffect,
  ShowPassiveEffect,
  ShowResourceCentreEffect,
} from '../../../widget/src/contract.ts';
import type {
  PassiveEvents,
  Presenter,
  PresenterEvents,
  ShowResult,
} from '../../../widget/src/presenter.ts';
import { createPresenter, locate } from '../../../widget/src/surfaces/index.ts';

export type StepOptions = Partial<Omit<ShowEffect, 'type' | 'content'>> & {
  content?: Partial<ShowEffect['content']>;
};

export interface SurfacesPage {
  /** What the user did, in order: `advance next next`, `answer nps 9`, `outcome dismissed`. */
  log: string[];
  presenter: Presenter;
  locate: typeof locate;
  create(locale?: string): void;
  show(step: StepOptions, allowed?: boolean): Promise<ShowResult>;
  /** Shows the steps one after the other, as the engine would on every `advance`. */
  tour(steps: StepOptions[]): Promise<ShowResult>;
  /** Puts a checklist on the page. */
  list(list: ListOptions): Promise<ShowResult>;
  /** Puts beacons on the page. */
  spots(spots: SpotsOptions): Promise<ShowResult>;
  /** Puts a resource centre on the page. */
  centre(centre: CentreOptions): Promise<ShowResult>;
}

export type ListOptions = Partial<Omit<ShowChecklistEffect, 'type'>>;
export type SpotsOptions = Partial<Omit<ShowHotspotsEffect, 'type'>>;
export type CentreOptions = Partial<Omit<ShowResourceCentreEffect, 'type'>>;

function listOf(list: ListOptions): ShowChecklistEffect {
  const items = list.items ?? [];
  return {
    type: 'show',
    passive: true,
    prompt: 'l1',
    campaign: 'first_steps',
    kind: 'checklist',
    step: items[0]?.id ?? '',
    surface: 'checklist',
    placement: 'bottom-end',
    items,
    done: items.filter(({ done }) => done).length,
    total: items.length,
    ...list,
  };
}

function spotsOf(spots: SpotsOptions): ShowHotspotsEffect {
  const items = spots.items ?? [];
  return {
    ...{ type: 'show', passive: true, prompt: 'h1', campaign: 'hints', kind: 'hotspots' },
    ...{ step: items[0]?.id ?? '', surface: 'hotspot', placement: 'auto', items },
    ...{ done: 0, total: items.length },
    ...spots,
  };
}

function centreOf(centre: CentreOptions): ShowResourceCentreEffect {
  return {
    ...{ type: 'show', passive: true, prompt: 'r1', campaign: 'help', kind: 'resource_centre' },
    ...{ step: '', surface: 'launcher', placement: 'bottom-end', unread: 0, has_feed: false },
    ...centre,
  };
}

function effectOf(step: StepOptions): ShowEffect {
  return {
    type: 'show',
    prompt: 'p1',
    campaign: 'welcome',
    kind: 'tour',
    step: 's1',
    index: 0,
    count: 1,
    surface: 'tooltip',
    placement: 'auto',
    backdrop: 'none',
    targets: [],
    wait_ms: 500,
    on_missing: 'skip',
    resumed: false,
    lease_until_ms: 0,
    ...step,
    content: { blocks: [], ...step.content },
  };
}

function createPage(): SurfacesPage {
  const page: SurfacesPage = {
    log: [],
    presenter: createPresenter({ locale: 'en' }),
    locate,
    create(locale = 'en') {
      page.presenter.destroy();
      page.presenter = createPresenter({ locale });
    },
    show: (step, allowed = true) => page.presenter.show(effectOf(step), eventsOf(), () => allowed),
    tour(steps) {
      const showAt = (index: number): Promise<ShowResult> => {
        const step = { step: `s${index + 1}`, ...steps[index], index, count: steps.length };
        const events = eventsOf((to) => {
          const next = to === 'next' ? index + 1 : index - 1;
          if (next < steps.length) void showAt(next);
          else page.presenter.hide(effectOf(step).prompt);
        });
        return page.presenter.show(effectOf(step), events, () => true);
      };
      return showAt(0);
    },
    list: (list) => beside(listOf(list)),
    spots: (spots) => beside(spotsOf(spots)),
    centre: (centre) => beside(centreOf(centre)),
  };
  const eventsOf = (moved?: (to: 'next' | 'back') => void): PresenterEvents => ({
    advance(to, how) {
      page.log.push(['advance', to, how.button, how.url].filter(Boolean).join(' '));
      moved?.(to);
    },
    answer: (question, value) => void page.log.push(`answer ${question} ${String(value)}`),
    outcome: (outcome, how) =>
      void page.log.push(['outcome', outcome, how.button, how.url].filter(Boolean).join(' ')),
  });
  const beside = (effect: ShowPassiveEffect) => {
    const events: PassiveEvents = {
      press: (item, how) =>
        void page.log.push(['press', item, how.button, how.url].filter(Boolean).join(' ')),
      outcome: (outcome) => void page.log.push(`list ${outcome}`),
      opened: () => undefined,
      seen: (_, step) => void page.log.push(`seen ${step}`),
      answer: (_, question, value) => void page.log.push(`answer ${question} ${String(value)}`),
    };
    return page.presenter.list(effect, events, () => true);
  };
  return page;
}

declare global {
  interface Window {
    surfaces: SurfacesPage;
    /** Set by tests to carry something from one evaluation to the next. */
    kept: unknown;
    /** What the page's Content Security Policy stopped. */
    violations: string[];
    __name: (value: unknown) => unknown;
  }
}

// The test runner's compiler names functions by this; those handed over to the page call it too.
window.__name = (value) => value;
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
window.surfaces = createPage();
