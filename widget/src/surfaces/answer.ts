// What an answer may be, for whoever handles one without drawing the question.
import type { AnswerValue, Question } from '../contract.ts';

export type Answer = AnswerValue | undefined;

/** First and last value of a question that is answered by a number. */
export function scaleOf({ type, scale }: Question): readonly [number, number] | undefined {
  if (type === 'nps') return [0, 10];
  if (type === 'ces') return [1, scale ?? 7];
  return type === 'csat' || type === 'rating' ? [1, scale ?? 5] : undefined;
}

export function isAnswered(answer: Answer): boolean {
  if (typeof answer === 'number') return true;
  return (typeof answer === 'string' ? answer.trim() : (answer ?? '')).length > 0;
}
