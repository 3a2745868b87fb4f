/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// The resource centre: a launcher in the corner that opens into help to look up and to search, news, and ways to reach
// people. A chunk of its own, loaded with the first one.
import type { ComponentChildren, JSX as PreactJsx } from 'preact';
import type { Block, Content, News, ResourceEntry, ShowResourceCentreEffect } from '../contract.ts';
import type { BesideKind, BesideProps, Ground } from './beside.ts';
import type { Kit } from './drawing.ts';
import { css } from './resource_centre_style.ts';
import type { RichBlocks } from './rich_blocks.tsx';
import { find } from './search.ts';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
  }
}

type Props = BesideProps<ShowResourceCentreEffect>;
type EntryType = ResourceEntry['type'];

/** Where the news are, among the ids of entries: no id of the file has a dot. */
const kNews = '.news';
/** With fewer entries than this one looks, and does not search. */
const kSearchFrom = 3;
const kTextLimit = 2000;

const kIcons: Record<
  EntryType | 'help' | 'news' | 'back' | 'close' | 'on' | 'out' | 'search',
  string
> = {
  article: 'M5 3.5h7l3 3v10H5zM7.5 9h5M7.5 12.5h5',
  video: 'M3.5 5h13v10h-13zM8.5 7.8v4.4l3.6-2.2z',
  link: 'M10 5.5C8.3 4.3 6 4 3.5 4.2v11c2.5-.2 4.8.1 6.5 1.3 1.7-1.2 4-1.5 6.5-1.3v-11C14 4 11.7 4.3 10 5.5v11',
  contact: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  call: 'M4 5h12v11H4zM4 8.5h12M7 3.5V6M13 3.5V6M8 12l1.5 1.5L12.5 11',
  feedback: 'M3.5 4.5h13v9H9l-3.5 3v-3h-2z',
  help: 'M7.6 7.6a2.4 2.4 0 1 1 3.7 2c-.9.6-1.3 1-1.3 2M10 14.2v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15',
  news: 'M10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.5 1.5M13.5 13.5 15 15M15 5l-1.5 1.5M6.5 13.5 5 15M10 7.5l.8 1.7 1.7.8-1.7.8-.8 1.7-.8-1.7-1.7-.8 1.7-.8z',
  back: 'M12 4l-6 6 6 6',
  close: 'M5 5l10 10M15 5L5 15',
  on: 'M8 4l6 6-6 6',
  out: 'M7 5h8v8M15 5 5 15',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12M13.5 13.5 17 17',
};

/** All words of an entry, as they are searched. */
function textsOf({ body = '', blocks }: Content): string[] {
  const inBlock = (block: Block) =>
    block.type === 'text' ? [block.text] : block.type === 'list' ? block.items : [];
  return [body, ...blocks.flatMap(inBlock)];
}

export function createResourceCentres(
  { h, Fragment, BlockView, inline, plain, linkProps, routeOf, safeUrl }: Kit,
  rich: RichBlocks,
  { frame }: Ground,
): BesideKind<ShowResourceCentreEffect> {
  function Icon({ d, turns }: { d: string; turns?: boolean }) {
    return (
      <svg
        class={turns ? 'icon turns' : 'icon'}
        viewBox="0 0 20 20"
        aria-hidden="true"
        focusable="false"
      >
        <path d={d} />
      </svg>
    );
  }

  const titleOf = ({ effect, strings }: Props) =>
    plain(effect.title ?? effect.label ?? strings.help);
  const go = (props: Props, at: string) =>
    props.set({ at, sent: false, fresh: [] }, '[data-entry]');

  function View(props: Props) {
    const { effect, strings, ui, setOpen } = props;
    const marks = { 'data-campaign': effect.campaign, 'data-surface': 'launcher' };
    if (ui.open) return <Panel {...props} />;
    if (effect.hidden) return null;
    const name = plain(effect.label ?? strings.help);
    const { unread } = effect;
    return (
      <button
        type="button"
        class="toggle pill"
        part="launcher"
        aria-haspopup="dialog"
        aria-expanded="false"
        aria-label={unread > 0 ? `${name}, ${strings.unread(unread)}` : name}
        onClick={() => setOpen(true)}
        {...marks}
      >
        <Icon d={kIcons.help} />
        <span class="name">{name}</span>
        <Badge {...props} />
      </button>
    );
  }

  /** The styles write the number: what is read out says of what. */
  function Badge({ effect: { unread }, strings }: Props) {
    if (unread === 0) return null;
    return (
      <i
        class="badge"
        part="badge"
        role="img"
        aria-label={strings.unread(unread)}
        data-unread={unread > 9 ? '9+' : unread}
      />
    );
  }

  function Panel(props: Props) {
    const { effect, strings, ui, setOpen } = props;
    const marks = { 'data-campaign': effect.campaign, 'data-surface': 'launcher' };
    const entry = effect.items?.find(({ id }) => id === ui.at);
    const title = entry?.content.title ?? (ui.at === kNews ? strings.news : titleOf(props));
    const onKeyDown = (event: KeyboardEvent) => {
      // Keys in here mean the resource centre, and not a tour that runs beside it.
      event.stopPropagation();
      if (event.key !== 'Escape') return;
      event.preventDefault();
      if (ui.query && !ui.at) props.set({ query: '' }, '.find');
      else if (ui.at) go(props, '');
      else setOpen(false);
    };
    return (
      <section
        class="list centre"
        part="prompt"
        role="dialog"
        aria-label={titleOf(props)}
        data-step={ui.at || undefined}
        onKeyDown={onKeyDown}
        {...marks}
      >
        <div class="top">
          {ui.at && (
            <button
              type="button"
              class="tool back"
              aria-label={strings.back}
              title={strings.back}
              onClick={() => go(props, '')}
            >
              <Icon d={kIcons.back} turns />
            </button>
          )}
          <h2 class="title" part="title" data-entry tabIndex={-1} key={ui.at}>
            {inline(title)}
          </h2>
          <button
            type="button"
            class="tool"
            part="close"
            aria-label={strings.close}
            title={strings.close}
            onClick={() => setOpen(false)}
          >
            <Icon d={kIcons.close} />
          </button>
        </div>
        <div class={ui.at ? 'scroll advance' : 'scroll'} key={ui.at || 'home'}>
          {!effect.items ? (
            <p class="loading" aria-hidden="true" />
          ) : entry ? (
            <Entry {...props} entry={entry} />
          ) : ui.at === kNews ? (
            <Feed {...props} />
          ) : (
            <Home {...props} items={effect.items} />
          )}
        </div>
      </section>
    );
  }

  function Home(props: Props & { items: ResourceEntry[] }) {
    const { effect, strings, ui, items } = props;
    const toRead = items.filter(({ type }) => type === 'article' || type === 'video');
    const others = items.filter((item) => !toRead.includes(item));
    const searchable = toRead.length >= kSearchFrom;
    const found = ui.query.trim()
      ? find(items, ui.query, frame.lang, ({ content }) => [
          plain(content.title ?? ''),
          ...textsOf(content).map(plain),
        ])
      : undefined;
    return (
      <>
        {effect.body && !found && <p class="body intro">{inline(effect.body)}</p>}
        {searchable && (
          <div class="search">
            <Icon d={kIcons.search} />
            <input
              class="find"
              type="search"
              enterKeyHint="search"
              autocomplete="off"
              aria-label={strings.search}
              placeholder={strings.search}
              value={ui.query}
              onInput={(event) => props.set({ query: event.currentTarget.value })}
            />
          </div>
        )}
        <p class="live" role="status">
          {found && (found.length > 0 ? strings.found(found.length) : strings.nothingFound)}
        </p>
        {found ? (
          found.length > 0 ? (
            <Rows {...props} rows={found} />
          ) : (
            <p class="body nothing">{strings.nothingFound}</p>
          )
        ) : (
          <>
            {effect.has_feed && (
              <ul class="rows">
                <li>
                  <Row
                    icon="news"
                    title={strings.news}
                    body={effect.feed?.[0]?.content.title}
                    badge={<Badge {...props} />}
                    onClick={() => openNews(props)}
                  />
                </li>
              </ul>
            )}
            {toRead.length > 0 && <Rows {...props} rows={toRead} />}
          </>
        )}
        {others.length > 0 && (!found || found.length === 0) && (
          <Rows {...props} rows={others} class="rows ways" />
        )}
      </>
    );
  }

  function Rows(props: Props & { rows: readonly ResourceEntry[]; class?: string }) {
    return (
      <ul class={props.class ?? 'rows'}>
        {props.rows.map(({ id, type, content: { title = '', body, buttons } }) => {
          const link = linkProps(buttons?.[0]?.url ?? '');
          const leads = buttons?.[0] !== undefined;
          return (
            <li key={id}>
              <Row
                icon={type}
                title={title}
                body={body}
                link={leads ? link : undefined}
                onClick={(event) => {
                  props.events.press(id, { button: leads ? 'navigate' : 'read', ...wayOf(event) });
                  if (!leads) go(props, id);
                }}
              />
            </li>
          );
        })}
      </ul>
    );
  }

  interface RowProps {
    icon: keyof typeof kIcons;
    title: string;
    body?: string | undefined;
    badge?: ComponentChildren;
    /** It leads elsewhere. */
    link?: ReturnType<typeof linkProps>;
    onClick(event: MouseEvent): void;
  }

  /** A way on this site is the shell's to go, all others are the browser's. */
  function wayOf(event: MouseEvent): { url?: string } {
    const url = routeOf(event);
    if (url === undefined) return {};
    event.preventDefault();
    return { url };
  }

  function Row({ icon, title, body, badge, link, onClick }: RowProps) {
    const inside = (
      <>
        <Icon d={kIcons[icon]} />
        <span class="words">
          <span class="what">{plain(title)}</span>
          {body && <span class="hint">{plain(body)}</span>}
        </span>
        {badge}
        <Icon d={link?.target ? kIcons.out : kIcons.on} turns />
      </>
    );
    return link ? (
      <a class="row" part="row" {...link} onClick={onClick}>
        {inside}
      </a>
    ) : (
      <button type="button" class="row" part="row" onClick={onClick}>
        {inside}
      </button>
    );
  }

  function Blocks({ content, strings }: { content: Content; strings: Props['strings'] }) {
    return (
      <>
        {content.blocks.map((block, index) => (
          <BlockView key={index} {...{ block, strings, rich }} />
        ))}
      </>
    );
  }

  function Entry(props: Props & { entry: ResourceEntry }) {
    const { entry, strings } = props;
    const { content, type } = entry;
    if (type === 'feedback') return <Feedback {...props} />;
    return (
      <div class="page">
        {content.body && <p class="body lead">{inline(content.body)}</p>}
        <Blocks content={content} strings={strings} />
      </div>
    );
  }

  function Feedback(props: Props & { entry: ResourceEntry }) {
    const { entry, strings, ui, events } = props;
    const { question, body } = entry.content;
    if (!question) return null;
    if (ui.sent) {
      return (
        <div class="page sent" role="status">
          <svg class="tick" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle cx="12" cy="12" r="11" />
            <path d="M7.4 12.4l3.1 3.1 6.1-6.6" />
          </svg>
          <p>{strings.thanks}</p>
        </div>
      );
    }
    const text = ui.text.trim();
    const send = () => {
      if (!text) return;
      events.answer(entry.id, question.id, text);
      props.set({ sent: true, text: '' }, '[data-entry]');
    };
    return (
      <div class="page">
        {body && <p class="body lead">{inline(body)}</p>}
        {question.label && <p class="label">{inline(question.label)}</p>}
        <textarea
          class="find text"
          rows={5}
          maxLength={kTextLimit}
          aria-label={plain(question.label ?? strings.answer)}
          placeholder={question.placeholder}
          value={ui.text}
          onInput={(event) => props.set({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          }}
        />
        <div class="actions">
          <button
            type="button"
            class="button primary"
            part="button"
            disabled={!text}
            onClick={send}
          >
            {strings.send}
          </button>
        </div>
      </div>
    );
  }

  function openNews(props: Props): void {
    const unread = props.effect.feed?.filter(({ prompt }) => prompt !== undefined) ?? [];
    go(props, kNews);
    // Marked as new as long as they are looked at, though the engine takes them for read from now on.
    props.set({ fresh: unread.map(({ campaign }) => campaign) });
    for (const { prompt, step } of unread) if (prompt) props.events.seen(prompt, step);
  }

  function Feed(props: Props) {
    const { effect, ui } = props;
    return (
      <div class="page">
        {effect.feed?.map((news) => (
          <NewsView
            key={news.campaign}
            {...props}
            news={news}
            is_new={ui.fresh.includes(news.campaign)}
          />
        ))}
      </div>
    );
  }

  function NewsView(props: Props & { news: News; is_new: boolean }) {
    const { news, strings, is_new, events } = props;
    const { title, body, buttons } = news.content;
    return (
      <article class={is_new ? 'news new' : 'news'} data-news={news.campaign}>
        {news.at_ms !== undefined && <p class="when">{dayOf(news.at_ms, frame.lang)}</p>}
        {title && <h3 class="what">{inline(title)}</h3>}
        {body && <p class="body">{inline(body)}</p>}
        <Blocks content={news.content} strings={strings} />
        {buttons?.map(({ label, action, url = '', style }) => {
          const href = action === 'navigate' ? safeUrl(url) : undefined;
          const { campaign, step } = news;
          const press = (event: MouseEvent) =>
            events.press(step, { button: action, campaign, ...wayOf(event) });
          return href === undefined ? null : (
            <a
              key={label}
              class={`button ${style}`}
              part="button"
              {...linkProps(url)}
              data-action={action}
              onClick={press}
            >
              {label}
            </a>
          );
        })}
      </article>
    );
  }

  return { css, in_corner: true, View };
}

/** A day, as the page's language writes it. */
function dayOf(at_ms: number, language: string): string {
  const languages = Intl.getCanonicalLocales(language ? [language] : []);
  return new Intl.DateTimeFormat(languages, { dateStyle: 'medium' }).format(at_ms);
}
