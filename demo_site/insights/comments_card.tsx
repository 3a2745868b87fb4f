import { useState } from 'preact/hooks';
import type { CommentInsight } from '../collector/insights_query.ts';
import { longDay } from './format.ts';
import type { Labels } from './labels.ts';

type Mood = 'good' | 'neutral' | 'bad' | 'none';

const filters: readonly { id: Mood | 'all'; label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'good', label: 'Happy' },
  { id: 'neutral', label: 'Neutral' },
  { id: 'bad', label: 'Unhappy' },
];

const shownAtFirst = 6;

function moodOf({ score }: CommentInsight): Mood {
  if (!score) return 'none';
  const [low, high] = score.type === 'nps' ? [6, 9] : [3, 6];
  if (score.value <= low) return 'bad';
  return score.value >= high ? 'good' : 'neutral';
}

function ScoreChip({ comment }: { comment: CommentInsight }) {
  const { score } = comment;
  if (!score) return <span class="chip none">–</span>;
  const scale = score.type === 'nps' ? 'of 10' : 'of 7';
  return (
    <span class={`chip ${moodOf(comment)}`}>
      {score.value}
      <span class="visually-hidden"> {scale}</span>
    </span>
  );
}

/** What users wrote, newest first, beside the score they gave with it. */
export function CommentsCard({
  comments,
  labels,
}: {
  comments: readonly CommentInsight[];
  labels: Labels;
}) {
  const [filter, setFilter] = useState<Mood | 'all'>('all');
  const [all, setAll] = useState(false);
  const wanted = comments.filter((comment) => filter === 'all' || moodOf(comment) === filter);
  const shown = all ? wanted : wanted.slice(0, shownAtFirst);
  return (
    <section class="card" aria-labelledby="comments-title">
      <header class="card-head">
        <div>
          <h2 id="comments-title">Latest comments</h2>
          <p class="note">In their own words, from users who consented to posting text.</p>
        </div>
        {comments.length > 0 && (
          <div class="segments" role="group" aria-label="Which comments">
            {filters.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                aria-pressed={filter === id}
                onClick={() => setFilter(id)}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </header>
      {shown.length === 0 ? (
        <p class="card-empty">
          {comments.length === 0 ? 'No comments in this range.' : 'No such comments in this range.'}
        </p>
      ) : (
        <ul class="comments">
          {shown.map((comment, i) => (
            <li key={`${comment.person}${comment.day}${comment.question}${i}`}>
              <ScoreChip comment={comment} />
              <div>
                <blockquote>{comment.text}</blockquote>
                <p class="note">
                  {comment.person} · {longDay(comment.day)} · {labels.campaign(comment.campaign)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {wanted.length > shownAtFirst && (
        <button type="button" class="quiet-button more" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${wanted.length}`}
        </button>
      )}
    </section>
  );
}
