// What the gallery shows: every campaign of gallery.json as it comes up, and how some look once somebody used them.

export interface Campaign {
  id: string;
  name: string;
  kind: string;
  trigger?: { on: string };
  steps: { surface?: string; question?: object }[];
}

/** A user presses what a selector finds inside the widget, or types into it. */
export type Deed = { press: string } | { into: string; type: string };

export interface View {
  /** The `show` of the address. */
  id: string;
  name: string;
  group: string;
  campaign: string;
  /** What is done until it looks so. */
  deeds: readonly Deed[];
}

const open: Deed = { press: '[part=launcher]' };
const row = (place: string): Deed => ({ press: `${place} [part=row]` });

/** By campaign: the views of those that have more than one, or that somebody has to open. */
const kViews: Record<string, Pick<View, 'id' | 'name' | 'deeds'>[]> = {
  hotspot: [
    { id: 'hotspot', name: 'Hotspot', deeds: [] },
    { id: 'hotspot_open', name: 'Hotspot, open', deeds: [{ press: '[part=beacon]' }] },
  ],
  checklist: [
    { id: 'checklist_launcher', name: 'Checklist launcher', deeds: [] },
    { id: 'checklist', name: 'Checklist', deeds: [open] },
  ],
  help: [
    { id: 'help_launcher', name: 'Help launcher, unread news', deeds: [] },
    { id: 'help', name: 'Resource centre', deeds: [open] },
    { id: 'help_search', name: 'Search for help', deeds: [open, { into: '.find', type: 'PDF' }] },
    {
      id: 'help_article',
      name: 'Help article',
      deeds: [open, row('.rows:nth-of-type(2) li:nth-child(1)')],
    },
    {
      id: 'help_video',
      name: 'Help video',
      deeds: [open, row('.rows:nth-of-type(2) li:last-child')],
    },
    { id: 'help_news', name: 'Announcements in the feed', deeds: [open, row('.rows')] },
    { id: 'help_feedback', name: 'Feedback', deeds: [open, row('.ways li:last-child')] },
  ],
  done: [{ id: 'done', name: 'Completion', deeds: [{ press: '.primary' }] }],
};

/** News stand in a feed, and have no view of their own. */
export const isNews = ({ steps }: Campaign) => steps[0]?.surface === 'feed';

/** Where a campaign stands in the list. */
function groupOf({ kind, steps }: Campaign): string {
  if (kind === 'hotspots' || steps[0]?.surface === 'inline') return 'In the page';
  if (steps[0]?.question) return 'Questions';
  return kind === 'tour' || kind === 'announcement' ? 'Prompts' : 'Beside the page';
}

export function viewsOf(campaigns: readonly Campaign[]): View[] {
  return campaigns
    .filter((campaign) => !isNews(campaign))
    .flatMap((campaign) => {
      const { id, name } = campaign;
      const views = kViews[id] ?? [{ id, name, deeds: [] }];
      return views.map((view) => ({ ...view, group: groupOf(campaign), campaign: id }));
    });
}
